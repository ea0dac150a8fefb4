package studio.athanor.data.check;

import com.google.gson.JsonElement;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.check.python.PythonSyntax;
import studio.athanor.data.recipe.RowCheck;

/** Looks whether a text, or the first fenced block in it, parses. */
final class ParsesCheck implements ValueCheck {

    /** The longest text that is parsed: far longer than a model's answer. */
    private static final int LONGEST = 200_000;

    private final RowCheck.Parses.Syntax syntax;
    private final SqlSyntax sql;

    ParsesCheck(RowCheck.Parses asked, SqlSyntax sql) {
        syntax = asked.syntax();
        this.sql = sql;
    }

    @Override
    public Optional<Fault> test(JsonElement value, Map<String, JsonElement> row) {
        String text = CellText.of(value);
        if (text.isBlank()) {
            return fault("The text is empty; " + name() + " is asked for.");
        }
        if (text.length() > LONGEST) {
            return fault("The text has " + text.length() + " characters; at most " + LONGEST + " are parsed.");
        }
        Optional<String> whole = mistake(text);
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> block = FencedBlock.first(text);
        if (block.isEmpty()) {
            return fault("The text is not " + name() + ": " + whole.get() + ".");
        }
        if (block.get().isBlank()) {
            return fault("The code block in the text is empty; " + name() + " is asked for.");
        }
        return mistake(block.get())
                .map(mistake ->
                        new Fault("parses", "The code block in the text is not " + name() + ": " + mistake + "."));
    }

    private Optional<String> mistake(String text) {
        return switch (syntax) {
            case JSON -> JsonSyntax.mistake(text);
            case SQL -> sql.mistake(text);
            case JAVA -> JavaSyntax.mistake(text);
            case PYTHON -> PythonSyntax.fault(text);
        };
    }

    private String name() {
        return switch (syntax) {
            case JSON -> "JSON";
            case SQL -> "SQL";
            case JAVA -> "Java";
            case PYTHON -> "Python";
        };
    }

    private static Optional<Fault> fault(String detail) {
        return Fault.of("parses", detail);
    }
}
