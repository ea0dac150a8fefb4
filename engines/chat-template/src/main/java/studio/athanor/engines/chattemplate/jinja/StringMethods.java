package studio.athanor.engines.chattemplate.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Python's methods of strings. */
final class StringMethods {

    private interface Method {
        Value call(Interpreter interpreter, TextValue self, Arguments arguments);
    }

    private static final Map<String, Method> METHODS = methods();

    private StringMethods() {}

    static @Nullable FunctionValue find(TextValue self, String name) {
        Method method = METHODS.get(name);
        return method == null
                ? null
                : FunctionValue.of(name, (interpreter, arguments) -> method.call(interpreter, self, arguments));
    }

    private static Map<String, Method> methods() {
        Map<String, Method> methods = new HashMap<>();
        map(methods, "upper", text -> text.toUpperCase(Locale.ROOT));
        map(methods, "lower", text -> text.toLowerCase(Locale.ROOT));
        map(methods, "casefold", text -> text.toLowerCase(Locale.ROOT).replace("ß", "ss"));
        map(methods, "title", Casing::title);
        map(methods, "capitalize", Casing::capitalize);
        map(methods, "swapcase", Casing::swap);
        ask(methods, "isalpha", Character::isLetter);
        ask(methods, "isdigit", c -> Character.isDigit(c) || isSuperscript(c));
        ask(methods, "isdecimal", Character::isDigit);
        ask(methods, "isnumeric", Characters::isNumeric);
        ask(methods, "isalnum", Characters::isAlphanumeric);
        ask(methods, "isspace", Characters::isSpace);
        is(methods, "islower", Casing::isLower);
        is(methods, "isupper", Casing::isUpper);
        is(methods, "istitle", Casing::isTitle);
        is(methods, "isascii", text -> text.chars().allMatch(c -> c < 128));
        is(methods, "isprintable", text -> text.codePoints().allMatch(Characters::isPrintable));
        is(
                methods,
                "isidentifier",
                text -> !text.isEmpty()
                        && (Character.isUnicodeIdentifierStart(text.codePointAt(0)) || text.charAt(0) == '_')
                        && text.codePoints().allMatch(c -> Character.isUnicodeIdentifierPart(c) || c == '_'));
        methods.put("strip", (interpreter, self, arguments) -> strip(interpreter, self, arguments, true, true));
        methods.put("lstrip", (interpreter, self, arguments) -> strip(interpreter, self, arguments, true, false));
        methods.put("rstrip", (interpreter, self, arguments) -> strip(interpreter, self, arguments, false, true));
        methods.put("startswith", (_, self, arguments) -> affix(self, arguments, "startswith"));
        methods.put("endswith", (_, self, arguments) -> affix(self, arguments, "endswith"));
        methods.put("removeprefix", (interpreter, self, arguments) -> {
            String prefix = arguments.bind("removeprefix", "prefix").text(0);
            boolean found = self.text().startsWith(prefix);
            return found ? charged(interpreter, self, self.text().substring(prefix.length())) : self;
        });
        methods.put("removesuffix", (interpreter, self, arguments) -> {
            String suffix = arguments.bind("removesuffix", "suffix").text(0);
            boolean found = self.text().endsWith(suffix);
            int end = self.text().length() - suffix.length();
            return found ? charged(interpreter, self, self.text().substring(0, end)) : self;
        });
        methods.put("replace", (interpreter, self, arguments) -> {
            Arguments.Bound bound = arguments.bind("replace", "old", "new", "count");
            return self.with(
                    TextSearch.replace(interpreter, self.text(), bound.text(0), bound.text(1), bound.integer(2, -1)));
        });
        methods.put("split", (interpreter, self, arguments) -> {
            Arguments.Bound bound = arguments.bind("split", "sep", "maxsplit");
            String separator = bound.some(0) == null ? null : bound.text(0);
            return TextSearch.split(interpreter, self, separator, bound.integer(1, -1));
        });
        methods.put("rsplit", (interpreter, self, arguments) -> {
            Arguments.Bound bound = arguments.bind("rsplit", "sep", "maxsplit");
            String separator = bound.some(0) == null ? null : bound.text(0);
            return TextSearch.splitFromEnd(interpreter, self, separator, bound.integer(1, -1));
        });
        methods.put(
                "splitlines",
                (interpreter, self, arguments) -> TextSearch.lines(
                        interpreter,
                        self,
                        arguments.bind("splitlines", "keepends").truth(0, false)));
        methods.put("partition", (_, self, arguments) -> partition(self, arguments, false));
        methods.put("rpartition", (_, self, arguments) -> partition(self, arguments, true));
        methods.put("find", (_, self, arguments) -> IntValue.of(TextSearch.find(self, arguments, "find", false)));
        methods.put("rfind", (_, self, arguments) -> IntValue.of(TextSearch.find(self, arguments, "rfind", true)));
        methods.put("index", (_, self, arguments) -> found(TextSearch.find(self, arguments, "index", false)));
        methods.put("rindex", (_, self, arguments) -> found(TextSearch.find(self, arguments, "rindex", true)));
        methods.put("count", (interpreter, self, arguments) -> TextSearch.count(interpreter, self, arguments));
        methods.put("join", StringMethods::join);
        methods.put(
                "format",
                (interpreter, self, arguments) ->
                        self.with(new BraceFormat(interpreter, self.text(), arguments).format()));
        methods.put("format_map", (interpreter, self, arguments) -> {
            Value names = arguments.bind("format_map", "mapping").require(0);
            return self.with(new BraceFormat(interpreter, self.text(), new Arguments(List.of(), Evaluator.named(names)))
                    .format());
        });
        methods.put("center", (interpreter, self, arguments) -> pad(interpreter, self, arguments, "center"));
        methods.put("ljust", (interpreter, self, arguments) -> pad(interpreter, self, arguments, "ljust"));
        methods.put("rjust", (interpreter, self, arguments) -> pad(interpreter, self, arguments, "rjust"));
        methods.put("zfill", (interpreter, self, arguments) -> {
            int width = arguments.bind("zfill", "width").integer(0, 0);
            int zeros = Math.max(0, width - self.length());
            interpreter.budget().chars((long) self.text().length() + zeros);
            boolean signed = self.text().startsWith("-") || self.text().startsWith("+");
            String sign = signed ? self.text().substring(0, 1) : "";
            return self.with(sign + "0".repeat(zeros) + self.text().substring(sign.length()));
        });
        methods.put(
                "expandtabs",
                (interpreter, self, arguments) -> self.with(TextSearch.expandTabs(
                        interpreter,
                        self.text(),
                        arguments.bind("expandtabs", "tabsize").integer(0, 8))));
        return Map.copyOf(methods);
    }

    private static void map(Map<String, Method> methods, String name, UnaryOperator<String> change) {
        methods.put(name, (interpreter, self, arguments) -> {
            arguments.bind(name);
            return charged(interpreter, self, change.apply(self.text()));
        });
    }

    private static void ask(Map<String, Method> methods, String name, IntPredicate every) {
        is(methods, name, text -> !text.isEmpty() && text.codePoints().allMatch(every));
    }

    private static void is(Map<String, Method> methods, String name, java.util.function.Predicate<String> question) {
        methods.put(name, (_, self, arguments) -> {
            arguments.bind(name);
            return BoolValue.of(question.test(self.text()));
        });
    }

    private static boolean isSuperscript(int c) {
        return c == 0xb2
                || c == 0xb3
                || c == 0xb9
                || c == 0x2070
                || (c >= 0x2074 && c <= 0x2079)
                || (c >= 0x2080 && c <= 0x2089);
    }

    private static TextValue charged(Interpreter interpreter, TextValue self, String text) {
        interpreter.budget().chars(text.length());
        return self.with(text);
    }

    private static Value found(int position) {
        if (position < 0) {
            throw Fault.failed("substring not found");
        }
        return IntValue.of(position);
    }

    private static Value strip(
            Interpreter interpreter, TextValue self, Arguments arguments, boolean start, boolean end) {
        Arguments.Bound bound = arguments.bind("strip", "chars");
        String characters = bound.some(0) == null ? null : bound.text(0);
        return charged(interpreter, self, strip(self.text(), characters, start, end));
    }

    static String strip(String text, @Nullable String characters, boolean start, boolean end) {
        IntPredicate stripped = characters == null ? Characters::isSpace : c -> characters.indexOf(c) >= 0;
        int from = 0;
        int to = text.length();
        while (start && from < to && stripped.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (end && to > from && stripped.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    private static Value affix(TextValue self, Arguments arguments, String name) {
        Arguments.Bound bound = arguments.bind(name, "affix", "start", "end");
        Value affix = bound.require(0);
        String text = TextSearch.window(self, bound, 1);
        if (text == null) {
            return BoolValue.FALSE;
        }
        List<Value> affixes = affix instanceof SequenceValue.TupleValue tuple ? tuple.items() : List.of(affix);
        for (Value candidate : affixes) {
            if (!(candidate instanceof TextValue part)) {
                throw Fault.failed(name + " first arg must be str or a tuple of str, not " + candidate.typeName());
            }
            if (name.equals("startswith") ? text.startsWith(part.text()) : text.endsWith(part.text())) {
                return BoolValue.TRUE;
            }
        }
        return BoolValue.FALSE;
    }

    private static Value partition(TextValue self, Arguments arguments, boolean last) {
        String separator = arguments.bind("partition", "sep").text(0);
        if (separator.isEmpty()) {
            throw Fault.failed("empty separator");
        }
        String text = self.text();
        int at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
        if (at < 0) {
            return last
                    ? SequenceValue.TupleValue.of(TextValue.EMPTY, TextValue.EMPTY, self)
                    : SequenceValue.TupleValue.of(self, TextValue.EMPTY, TextValue.EMPTY);
        }
        return SequenceValue.TupleValue.of(
                self.with(text.substring(0, at)),
                self.with(separator),
                self.with(text.substring(at + separator.length())));
    }

    private static Value join(Interpreter interpreter, TextValue self, Arguments arguments) {
        Value iterable = arguments.bind("join", "iterable").require(0);
        if (iterable instanceof NoneValue || Numbers.isNumber(iterable)) {
            throw Fault.failed("can only join an iterable");
        }
        List<String> parts = new ArrayList<>();
        for (Value item : interpreter.items(iterable)) {
            if (!(item instanceof TextValue text)) {
                throw Fault.failed(
                        "sequence item " + parts.size() + ": expected str instance, " + item.typeName() + " found");
            }
            parts.add(text.text());
        }
        return self.with(TextSearch.join(interpreter, parts, self.text()));
    }

    private static Value pad(Interpreter interpreter, TextValue self, Arguments arguments, String name) {
        Arguments.Bound bound = arguments.bind(name, "width", "fillchar");
        int missing = Math.max(0, bound.integer(0, 0) - self.length());
        String fill = bound.text(1, " ");
        if (fill.codePointCount(0, fill.length()) != 1) {
            throw Fault.failed("The fill character must be exactly one character long");
        }
        interpreter.budget().chars((long) self.text().length() + (long) missing * fill.length());
        int width = self.length() + missing;
        int left = switch (name) {
            case "center" -> missing / 2 + (missing & width & 1);
            case "rjust" -> missing;
            default -> 0;
        };
        return self.with(fill.repeat(left) + self.text() + fill.repeat(missing - left));
    }
}
