package studio.athanor.engines.chattemplate.jinja;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as Python's {@code str} and {@code repr} do. */
final class Representation {

    private static final int DEEPEST = 100;
    private static final int SHORT = 60;

    private final @Nullable Budget budget;
    private final StringBuilder out = new StringBuilder();
    private int charged;

    private Representation(@Nullable Budget budget) {
        this.budget = budget;
    }

    static String str(Value value, Budget budget) {
        return switch (value) {
            case TextValue text -> text.text();
            case UndefinedValue _ -> "";
            default -> repr(value, budget);
        };
    }

    static String repr(Value value, Budget budget) {
        Representation representation = new Representation(budget);
        representation.write(value, 0);
        return representation.out.toString();
    }

    /** Returns a representation of a small value for a message. */
    static String shortRepr(Value value) {
        return switch (value) {
            case SequenceValue _, DictValue _, DictViewValue _ -> value.typeName();
            case TextValue text
            when text.text().length() > SHORT -> quote(text.text().substring(0, SHORT)) + "...";
            default -> {
                Representation representation = new Representation(null);
                representation.write(value, 0);
                yield representation.out.toString();
            }
        };
    }

    private void write(Value value, int depth) {
        if (depth > DEEPEST) {
            throw Fault.limit("A value nests deeper than " + DEEPEST + " levels");
        }
        switch (value) {
            case UndefinedValue _ -> out.append("Undefined");
            case NoneValue _ -> out.append("None");
            case BoolValue bool -> out.append(bool == BoolValue.TRUE ? "True" : "False");
            case IntValue number -> out.append(Numbers.text(number.value()));
            case FloatValue number -> out.append(Numbers.text(number.value()));
            case TextValue text -> out.append(text.safe() ? "Markup(" + quote(text.text()) + ")" : quote(text.text()));
            case SequenceValue.ListValue list -> items("[", list.items(), "]", depth);
            case SequenceValue.TupleValue tuple ->
                items("(", tuple.items(), tuple.items().size() == 1 ? ",)" : ")", depth);
            case DictValue dict -> dict(dict, depth);
            case DictViewValue view -> {
                out.append(view.typeName());
                items("([", view.items(), "])", depth);
            }
            case RangeValue range -> {
                out.append("range(").append(range.start()).append(", ").append(range.stop());
                out.append(range.step() == 1 ? ")" : ", " + range.step() + ")");
            }
            case IteratorValue _ -> out.append("<generator object>");
            case ObjectValue.Namespace namespace -> namespace(namespace.attributes(), depth);
            case LoopValue loop ->
                out.append("<LoopContext ")
                        .append(loop.index())
                        .append('/')
                        .append(loop.length())
                        .append('>');
            case ObjectValue.Cycler _ -> out.append("<Cycler>");
            case FunctionValue function ->
                out.append(function.macro() == null ? "<function " : "<Macro ")
                        .append(function.macro() == null ? function.name() : quote(function.name()))
                        .append('>');
        }
        charge();
    }

    private void items(String open, List<Value> items, String close, int depth) {
        out.append(open);
        String separator = "";
        for (Value item : items) {
            out.append(separator);
            write(item, depth + 1);
            separator = ", ";
        }
        out.append(close);
    }

    private void dict(DictValue dict, int depth) {
        out.append('{');
        String separator = "";
        for (DictValue.Entry entry : dict.entries()) {
            out.append(separator);
            write(entry.key(), depth + 1);
            out.append(": ");
            write(entry.value(), depth + 1);
            separator = ", ";
        }
        out.append('}');
    }

    private void namespace(Map<String, Value> attributes, int depth) {
        out.append("<Namespace {");
        String separator = "";
        for (Map.Entry<String, Value> entry : attributes.entrySet()) {
            out.append(separator).append(quote(entry.getKey())).append(": ");
            write(entry.getValue(), depth + 1);
            separator = ", ";
        }
        out.append("}>");
    }

    private void charge() {
        if (budget != null) {
            budget.chars(out.length() - charged + 1L);
        }
        charged = out.length();
    }

    /** Returns a string literal as Python writes it. */
    static String quote(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder quoted = new StringBuilder(text.length() + 2).append(quote);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (c == quote) {
                        quoted.append('\\').append(quote);
                    } else if (Characters.isPrintable(c)) {
                        quoted.appendCodePoint(c);
                    } else {
                        quoted.append(escape(c));
                    }
                }
            }
        });
        return quoted.append(quote).toString();
    }

    /** Returns an escape of a character: two, four or eight hexadecimal digits. */
    static String escape(int c) {
        if (c < 0x100) {
            return String.format("\\x%02x", c);
        }
        return c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c);
    }
}
