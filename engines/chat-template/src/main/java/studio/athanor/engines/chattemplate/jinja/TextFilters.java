package studio.athanor.engines.chattemplate.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Filters that make text of text. */
final class TextFilters {

    private TextFilters() {}

    static void define(Map<String, Filters.Filter> filters) {
        map(filters, "upper", text -> text.toUpperCase(Locale.ROOT));
        map(filters, "lower", text -> text.toLowerCase(Locale.ROOT));
        map(filters, "capitalize", Casing::capitalize);
        map(filters, "title", TextFilters::title);
        filters.put("trim", (interpreter, input, arguments) -> {
            Arguments.Bound bound = arguments.bind("trim", "chars");
            TextValue text = soft(interpreter, input);
            String characters = bound.some(0) == null ? null : bound.text(0);
            String stripped = StringMethods.strip(text.text(), characters, true, true);
            interpreter.budget().chars(stripped.length());
            return text.with(stripped);
        });
        filters.put("replace", (interpreter, input, arguments) -> {
            Arguments.Bound bound = arguments.bind("replace", "old", "new", "count");
            int count = bound.some(2) == null ? -1 : bound.integer(2, -1);
            return new TextValue(TextSearch.replace(
                    interpreter,
                    interpreter.str(input),
                    interpreter.str(bound.require(0)),
                    interpreter.str(bound.require(1)),
                    count));
        });
        filters.put("indent", TextFilters::indent);
        filters.put("center", (interpreter, input, arguments) -> {
            int width = arguments.bind("center", "width").integer(0, 80);
            return interpreter.call(
                    interpreter.lookup().attribute(soft(interpreter, input), "center"),
                    Arguments.of(IntValue.of(width)));
        });
        filters.put("truncate", TextFilters::truncate);
        filters.put("wordcount", (interpreter, input, arguments) -> {
            arguments.bind("wordcount");
            return IntValue.of(countWords(interpreter.str(input)));
        });
        filters.put("wordwrap", TextFilters::wrapWords);
        filters.put("format", (interpreter, input, arguments) -> {
            if (!arguments.positional().isEmpty() && !arguments.named().isEmpty()) {
                throw Fault.failed("can't handle positional and keyword arguments at the same time");
            }
            Value values = SequenceValue.TupleValue.of(arguments.positional());
            if (!arguments.named().isEmpty()) {
                values = Value.of(arguments.named());
            }
            return new PrintfFormat(interpreter, soft(interpreter, input), values).format();
        });
        filters.put("string", (interpreter, input, arguments) -> {
            arguments.bind("string");
            return soft(interpreter, input);
        });
    }

    private static void map(Map<String, Filters.Filter> filters, String name, UnaryOperator<String> change) {
        filters.put(name, (interpreter, input, arguments) -> {
            arguments.bind(name);
            TextValue text = soft(interpreter, input);
            String changed = change.apply(text.text());
            interpreter.budget().chars(changed.length());
            return text.with(changed);
        });
    }

    /** Returns text as it is and any other value as text. */
    static TextValue soft(Interpreter interpreter, Value value) {
        return value instanceof TextValue text ? text : new TextValue(interpreter.str(value));
    }

    private static String title(String text) {
        StringBuilder titled = new StringBuilder(text.length());
        boolean wordStart = true;
        for (int i = 0; i < text.length(); ) {
            int end = text.offsetByCodePoints(i, 1);
            String character = text.substring(i, end);
            titled.append(wordStart ? character.toUpperCase(Locale.ROOT) : character.toLowerCase(Locale.ROOT));
            int c = character.codePointAt(0);
            wordStart = Characters.isSpace(c) || "-({[<".indexOf(c) >= 0;
            i = end;
        }
        return titled.toString();
    }

    private static Value indent(Interpreter interpreter, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("indent", "width", "first", "blank");
        String indention;
        if (bound.get(0) instanceof TextValue text) {
            indention = text.text();
        } else {
            int width = Math.max(0, bound.integer(0, 4));
            interpreter.budget().chars(width);
            indention = " ".repeat(width);
        }
        if (!(input instanceof TextValue text)) {
            throw input instanceof UndefinedValue undefined
                    ? undefined.fault()
                    : Fault.failed("indent() argument must be str, not " + input.typeName());
        }
        boolean blank = bound.truth(2, false);
        List<String> lines = TextSearch.splitLines(text.text() + "\n", false);
        interpreter
                .budget()
                .chars((long) indention.length() * lines.size() + text.text().length());
        StringBuilder indented = new StringBuilder(bound.truth(1, false) ? indention : "");
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                indented.append('\n').append(blank || !lines.get(i).isEmpty() ? indention : "");
            }
            indented.append(lines.get(i));
        }
        return text.with(indented.toString());
    }

    private static Value truncate(Interpreter interpreter, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("truncate", "length", "killwords", "end", "leeway");
        int length = bound.integer(0, 255);
        TextValue end = new TextValue(bound.text(2, "..."));
        int leeway = bound.some(3) == null ? 5 : bound.integer(3, 5);
        if (length < end.length() || leeway < 0) {
            throw Fault.failed("expected length >= " + end.length() + ", got " + length);
        }
        if (!(input instanceof TextValue text)) {
            throw input instanceof UndefinedValue undefined
                    ? undefined.fault()
                    : Fault.failed("object of type '" + input.typeName() + "' cannot be truncated");
        }
        if (text.length() <= (long) length + leeway) {
            return text;
        }
        String cut = text.slice(0, length - end.length());
        int space = bound.truth(1, false) ? -1 : cut.lastIndexOf(' ');
        interpreter.budget().chars(length);
        return text.with((space < 0 ? cut : cut.substring(0, space)) + end.text());
    }

    private static long countWords(String text) {
        long words = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            boolean word = Characters.isWord(text.codePointAt(i));
            words += word && !inWord ? 1 : 0;
            inWord = word;
        }
        return words;
    }

    private static Value wrapWords(Interpreter interpreter, Value input, Arguments arguments) {
        Arguments.Bound bound =
                arguments.bind("wordwrap", "width", "break_long_words", "wrapstring", "break_on_hyphens");
        int width = bound.integer(0, 79);
        if (width <= 0) {
            throw Fault.failed("invalid width " + width + " (must be > 0)");
        }
        String newline = bound.some(2) == null ? "\n" : bound.text(2);
        List<String> lines = new ArrayList<>();
        for (String line : TextSearch.splitLines(interpreter.str(input), false)) {
            List<String> wrapped = new WordWrap(width, bound.truth(1, true), bound.truth(3, true)).wrap(line);
            lines.addAll(wrapped.isEmpty() ? List.of("") : wrapped);
            interpreter.budget().slots(wrapped.size());
        }
        return new TextValue(TextSearch.join(interpreter, lines, newline));
    }
}
