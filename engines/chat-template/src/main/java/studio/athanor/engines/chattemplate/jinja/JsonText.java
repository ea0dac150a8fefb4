package studio.athanor.engines.chattemplate.jinja;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes JSON as Python's {@code json.dumps} does, by default without escapes for characters beyond ASCII. */
final class JsonText {

    private static final int DEEPEST = 100;

    private final Interpreter interpreter;
    private final boolean ascii;
    private final @Nullable String indent;
    private final String itemSeparator;
    private final String keySeparator;
    private final boolean sorted;
    private final StringBuilder out = new StringBuilder();
    private int charged;

    private JsonText(
            Interpreter interpreter,
            boolean ascii,
            @Nullable String indent,
            String itemSeparator,
            String keySeparator,
            boolean sorted) {
        this.interpreter = interpreter;
        this.ascii = ascii;
        this.indent = indent;
        this.itemSeparator = itemSeparator;
        this.keySeparator = keySeparator;
        this.sorted = sorted;
    }

    static Value filter(Interpreter interpreter, Value value, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("tojson", "ensure_ascii", "indent", "separators", "sort_keys");
        Value indent = bound.some(1);
        String itemSeparator = indent == null ? ", " : ",";
        String keySeparator = ": ";
        Value separators = bound.some(2);
        if (separators != null) {
            List<Value> pair = interpreter.items(separators);
            if (pair.size() != 2) {
                throw Fault.failed("separators must be two strings");
            }
            itemSeparator = interpreter.str(pair.get(0));
            keySeparator = interpreter.str(pair.get(1));
        }
        JsonText json = new JsonText(
                interpreter,
                bound.truth(0, false),
                indentText(interpreter, indent),
                itemSeparator,
                keySeparator,
                bound.truth(3, false));
        json.write(value, 0);
        return new TextValue(json.out.toString());
    }

    private static @Nullable String indentText(Interpreter interpreter, @Nullable Value indent) {
        if (indent == null) {
            return null;
        }
        if (indent instanceof TextValue text) {
            return text.text();
        }
        int spaces = Math.max(0, Operators.index(indent));
        interpreter.budget().chars(spaces);
        return " ".repeat(spaces);
    }

    private void write(Value value, int depth) {
        if (depth > DEEPEST) {
            throw Fault.limit("A value nests deeper than " + DEEPEST + " levels");
        }
        switch (value) {
            case NoneValue _ -> out.append("null");
            case BoolValue bool -> out.append(bool == BoolValue.TRUE ? "true" : "false");
            case IntValue number -> out.append(Numbers.text(number.value()));
            case FloatValue number -> out.append(real(number.value()));
            case TextValue text -> string(text.text());
            case SequenceValue sequence -> all(sequence.items(), "[", "]", depth, item -> write(item, depth + 1));
            case DictValue dict ->
                all(entries(dict), "{", "}", depth, entry -> {
                    string(key(entry.key()));
                    out.append(keySeparator);
                    write(entry.value(), depth + 1);
                });
            default -> throw Fault.failed("Object of type " + value.typeName() + " is not JSON serializable");
        }
        interpreter.budget().chars(out.length() - charged + 1L);
        charged = out.length();
    }

    private Collection<DictValue.Entry> entries(DictValue dict) {
        if (!sorted) {
            return dict.entries();
        }
        List<DictValue.Entry> entries = new ArrayList<>(dict.entries());
        entries.sort((a, b) -> interpreter.relations().order().compare(a.key(), b.key()));
        return entries;
    }

    private <T> void all(Collection<T> items, String open, String close, int depth, Consumer<T> writer) {
        out.append(open);
        Iterator<T> iterator = items.iterator();
        while (iterator.hasNext()) {
            newline(depth + 1);
            writer.accept(iterator.next());
            if (iterator.hasNext()) {
                out.append(itemSeparator);
            } else {
                newline(depth);
            }
        }
        out.append(close);
    }

    private void newline(int depth) {
        if (indent != null) {
            interpreter.budget().chars((long) indent.length() * depth);
            out.append('\n').repeat(indent, depth);
        }
    }

    private static String key(Value key) {
        return switch (key) {
            case TextValue text -> text.text();
            case NoneValue _ -> "null";
            case BoolValue bool -> bool == BoolValue.TRUE ? "true" : "false";
            case IntValue number -> Numbers.text(number.value());
            case FloatValue number -> real(number.value());
            default -> throw Fault.failed("keys must be str, int, float, bool or None, not " + key.typeName());
        };
    }

    private static String real(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        return Numbers.text(value);
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                case '\b' -> out.append("\\b");
                default -> {
                    if (c < 0x20 || (ascii && c > 0x7e)) {
                        out.append("\\u").append(Character.forDigit(c >> 12, 16));
                        out.append(Character.forDigit(c >> 8 & 15, 16));
                        out.append(Character.forDigit(c >> 4 & 15, 16));
                        out.append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
