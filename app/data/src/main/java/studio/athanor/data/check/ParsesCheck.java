package studio.athanor.data.check;

import com.google.gson.JsonElement;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import studio.athanor.data.check.python.PythonSyntax;
import studio.athanor.data.recipe.RowCheck;

/** Looks whether a text, or the first fenced block in it, parses. */
final class ParsesCheck implements ValueCheck {

    /** The longest text that is parsed: far longer than a model's answer. Some parsers take the square of the length. */
    private static final int LONGEST = 100_000;

    private static final int LONGEST_SQL = 20_000;

    private final RowCheck.Parses.Syntax syntax;
    private final Function<String, Optional<String>> parser;

    ParsesCheck(RowCheck.Parses asked, SqlSyntax sql) throws UnusableCheck {
        syntax = asked.syntax();
        parser = switch (syntax) {
            case JSON -> JsonSyntax::mistake;
            case SQL -> sql::mistake;
            case JAVA -> new JavaSyntax()::mistake;
            case PYTHON -> PythonSyntax::fault;
        };
    }

    @Override
    public Optional<Fault> test(JsonElement value, Map<String, JsonElement> row) {
        String text = CellText.of(value);
        if (text.isBlank()) {
            return fault("The text is empty; " + name() + " is asked for.");
        }
        int longest = syntax == RowCheck.Parses.Syntax.SQL ? LONGEST_SQL : LONGEST;
        if (text.length() > longest) {
            return fault("The text has " + text.length() + " characters; at most " + longest + " are parsed.");
        }
        Optional<String> whole = parser.apply(text);
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
        return parser.apply(block.get())
                .map(mistake ->
                        new Fault("parses", "The code block in the text is not " + name() + ": " + mistake + "."));
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
