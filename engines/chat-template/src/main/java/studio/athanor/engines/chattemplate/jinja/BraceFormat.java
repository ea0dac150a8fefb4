package studio.athanor.engines.chattemplate.jinja;

import org.jspecify.annotations.Nullable;

/** Python's {@code str.format}, with attributes and items looked up as the template itself would. */
final class BraceFormat {

    private static final int DEEPEST = 2;

    private final Interpreter interpreter;
    private final String format;
    private final Arguments arguments;
    private int automatic;

    BraceFormat(Interpreter interpreter, String format, Arguments arguments) {
        this.interpreter = interpreter;
        this.format = format;
        this.arguments = arguments;
    }

    String format() {
        return expand(format, DEEPEST);
    }

    private String expand(String text, int depth) {
        if (depth == 0) {
            throw Fault.failed("Max string recursion exceeded");
        }
        StringBuilder out = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            char c = text.charAt(position++);
            boolean doubled = position < text.length() && text.charAt(position) == c;
            if ((c == '{' || c == '}') && doubled) {
                out.append(c);
                position++;
            } else if (c == '}') {
                throw Fault.failed("Single '}' encountered in format string");
            } else if (c == '{') {
                int end = endOfField(text, position);
                out.append(field(text.substring(position, end), depth));
                position = end + 1;
            } else {
                out.append(c);
            }
            interpreter.budget().chars(1);
        }
        return out.toString();
    }

    private static int endOfField(String text, int start) {
        int open = 1;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            open += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (open == 0) {
                return i;
            }
        }
        throw Fault.failed("expected '}' before end of string");
    }

    private String field(String field, int depth) {
        int nameEnd = 0;
        boolean bracket = false;
        while (nameEnd < field.length() && (bracket || "!:".indexOf(field.charAt(nameEnd)) < 0)) {
            bracket = field.charAt(nameEnd) == '[' || (bracket && field.charAt(nameEnd) != ']');
            nameEnd++;
        }
        Value value = lookUp(field.substring(0, nameEnd));
        int specStart = nameEnd;
        if (field.startsWith("!", nameEnd)) {
            char conversion = field.length() > nameEnd + 1 ? field.charAt(nameEnd + 1) : 0;
            value = switch (conversion) {
                case 's' -> new TextValue(interpreter.str(value));
                case 'r', 'a' -> new TextValue(Representation.repr(value, interpreter.budget()));
                default -> throw Fault.failed("Unknown conversion specifier '" + conversion + "'");
            };
            specStart = nameEnd + 2;
        }
        String spec = "";
        if (specStart < field.length()) {
            if (field.charAt(specStart) != ':') {
                throw Fault.failed("expected ':' after conversion specifier");
            }
            spec = field.substring(specStart + 1);
        }
        if (spec.indexOf('{') >= 0) {
            spec = expand(spec, depth - 1);
        }
        String formatted = FormatSpec.parse(spec).format(value, interpreter);
        interpreter.budget().chars(formatted.length());
        return formatted;
    }

    private Value lookUp(String path) {
        int end = 0;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        Value value = argument(path.substring(0, end));
        int position = end;
        while (position < path.length()) {
            if (path.charAt(position) == '.') {
                int next = position + 1;
                while (next < path.length() && path.charAt(next) != '.' && path.charAt(next) != '[') {
                    next++;
                }
                value = interpreter.lookup().attribute(value, path.substring(position + 1, next));
                position = next;
            } else {
                int close = path.indexOf(']', position);
                if (path.charAt(position) != '[' || close < 0) {
                    throw Fault.failed("Missing ']' in format string");
                }
                String key = path.substring(position + 1, close);
                Value index = isNumber(key) ? IntValue.of(Long.parseLong(key)) : new TextValue(key);
                value = interpreter.lookup().item(value, index);
                position = close + 1;
            }
        }
        return value;
    }

    private Value argument(String name) {
        if (name.isEmpty() || isNumber(name)) {
            int index = name.isEmpty() ? automatic++ : Integer.parseInt(name);
            if (index >= arguments.positional().size()) {
                throw Fault.failed("Replacement index " + index + " out of range for positional args tuple");
            }
            return arguments.positional().get(index);
        }
        @Nullable Value value = arguments.named().get(name);
        if (value == null) {
            throw Fault.failed(Representation.quote(name));
        }
        return value;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
