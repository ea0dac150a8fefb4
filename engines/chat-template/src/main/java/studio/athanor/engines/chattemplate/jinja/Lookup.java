package studio.athanor.engines.chattemplate.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attributes, items and slices of values. */
final class Lookup {

    private final Interpreter interpreter;

    Lookup(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** Returns {@code owner.name}: an attribute, else an item. */
    Value attribute(Value owner, String name) {
        if (owner instanceof UndefinedValue undefined) {
            throw undefined.fault();
        }
        Value found = member(owner, name);
        if (found == null) {
            found = item(owner, new TextValue(name), name);
        }
        return found == null ? UndefinedValue.attribute(owner, name) : found;
    }

    /** Returns {@code owner[key]}: an item, else an attribute. */
    Value item(Value owner, Value key) {
        if (owner instanceof UndefinedValue undefined) {
            throw undefined.fault();
        }
        String name = key instanceof TextValue text ? text.text() : null;
        Value found = item(owner, key, name);
        if (found == null && name != null) {
            found = member(owner, name);
        }
        return found == null ? UndefinedValue.element(owner, key) : found;
    }

    /** Returns what {@code a.b.0} leads to. */
    Value path(Value owner, List<Value> parts) {
        Value value = owner;
        for (Value part : parts) {
            value = item(value, part);
        }
        return value;
    }

    /** Splits an attribute argument of a filter into the steps of its path. */
    static List<Value> parts(@Nullable Value attribute) {
        if (attribute == null || attribute == NoneValue.NONE) {
            return List.of();
        }
        if (!(attribute instanceof TextValue text)) {
            return List.of(attribute);
        }
        List<Value> parts = new ArrayList<>();
        for (String part : text.text().split("\\.", -1)) {
            boolean number =
                    !part.isEmpty() && part.length() < 10 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            parts.add(number ? new IntValue(new BigInteger(part)) : new TextValue(part));
        }
        return parts;
    }

    private @Nullable Value item(Value owner, Value key, @Nullable String name) {
        return switch (owner) {
            case DictValue dict -> {
                boolean hashable = !(key instanceof SequenceValue.ListValue) && !(key instanceof DictValue);
                yield hashable ? dict.get(key) : null;
            }
            case SequenceValue sequence -> {
                int index = position(key, sequence.items().size());
                yield index < 0 ? null : sequence.items().get(index);
            }
            case TextValue text -> {
                int index = position(key, text.length());
                yield index < 0 ? null : text.with(text.slice(index, index + 1));
            }
            case RangeValue range -> {
                int index = position(key, range.length());
                yield index < 0 ? null : range.at(index);
            }
            case ObjectValue.Namespace namespace -> name == null ? null : namespace.attribute(name);
            default -> null;
        };
    }

    private static int position(Value key, int length) {
        BigInteger whole = Numbers.whole(key);
        if (whole == null || whole.bitLength() > 31) {
            return -1;
        }
        int index = whole.intValue() < 0 ? whole.intValue() + length : whole.intValue();
        return index < length ? index : -1;
    }

    private @Nullable Value member(Value owner, String name) {
        if (name.startsWith("__") && name.endsWith("__") && name.length() > 4) {
            return UndefinedValue.unsafe(owner, name);
        }
        return switch (owner) {
            case ObjectValue object -> object.attribute(name);
            case TextValue text -> StringMethods.find(text, name);
            case DictValue dict -> DictMethods.find(dict, name);
            case SequenceValue.TupleValue tuple
            when tuple.names().contains(name) -> tuple.items().get(tuple.names().indexOf(name));
            case SequenceValue sequence -> ListMethods.find(sequence, name);
            case FunctionValue function -> macroAttribute(function, name);
            case IntValue number when name.equals("real") || name.equals("numerator") -> number;
            case FloatValue number
            when name.equals("is_integer") ->
                FunctionValue.of(name, (_, _) -> BoolValue.of(number.value() == Math.rint(number.value())));
            default -> null;
        };
    }

    private static @Nullable Value macroAttribute(FunctionValue function, String name) {
        Statement.Macro macro = function.macro();
        if (macro == null) {
            return null;
        }
        return switch (name) {
            case "name" -> new TextValue(macro.name());
            case "arguments" -> {
                List<Value> names = new ArrayList<>();
                macro.parameters().forEach(parameter -> names.add(new TextValue(parameter.name())));
                yield SequenceValue.TupleValue.of(names);
            }
            default -> null;
        };
    }

    /** Returns {@code owner[start:stop:step]}. */
    Value slice(Value owner, @Nullable Value start, @Nullable Value stop, @Nullable Value step) {
        if (owner instanceof UndefinedValue undefined) {
            throw undefined.fault();
        }
        if (!(owner instanceof TextValue) && !(owner instanceof SequenceValue) && !(owner instanceof RangeValue)) {
            throw Fault.failed(
                    owner instanceof DictValue
                            ? "unhashable type: 'slice'"
                            : "'" + owner.typeName() + "' object is not subscriptable");
        }
        int length = interpreter.length(owner);
        int stride = step == null || step == NoneValue.NONE ? 1 : bound(step);
        if (stride == 0) {
            throw Fault.failed("slice step cannot be zero");
        }
        int first = edge(start, stride > 0 ? 0 : length - 1, length, stride);
        int end = edge(stop, stride > 0 ? length : -1, length, stride);
        return switch (owner) {
            case TextValue text -> text.with(slice(text, first, end, stride));
            case RangeValue range -> {
                long to = end == length ? range.stop() : range.start() + end * range.step();
                yield stride == 1 && first < end
                        ? new RangeValue(range.start() + first * range.step(), to, range.step())
                        : new RangeValue(
                                range.start() + first * range.step(),
                                range.start() + end * range.step(),
                                range.step() * stride);
            }
            case SequenceValue sequence -> {
                List<Value> items = new ArrayList<>();
                for (long i = first; stride > 0 ? i < end : i > end; i += stride) {
                    items.add(sequence.items().get((int) i));
                }
                interpreter.budget().slots(items.size());
                yield sequence instanceof SequenceValue.ListValue
                        ? new SequenceValue.ListValue(items)
                        : SequenceValue.TupleValue.of(items);
            }
            default -> owner;
        };
    }

    private String slice(TextValue text, int first, int end, int stride) {
        if (stride == 1) {
            String part = first < end ? text.slice(first, end) : "";
            interpreter.budget().chars(part.length());
            return part;
        }
        int[] codePoints = text.text().codePoints().toArray();
        StringBuilder picked = new StringBuilder();
        for (long i = first; stride > 0 ? i < end : i > end; i += stride) {
            picked.appendCodePoint(codePoints[(int) i]);
        }
        interpreter.budget().chars(codePoints.length + picked.length());
        return picked.toString();
    }

    private static int edge(@Nullable Value value, int absent, int length, int stride) {
        if (value == null || value == NoneValue.NONE) {
            return absent;
        }
        long edge = bound(value);
        if (edge < 0) {
            edge += length;
        }
        int lowest = stride > 0 ? 0 : -1;
        int highest = stride > 0 ? length : length - 1;
        return Math.clamp(edge, lowest, Math.max(lowest, highest));
    }

    private static int bound(Value value) {
        if (Numbers.whole(value) == null) {
            throw Fault.failed("slice indices must be integers or None or have an __index__ method");
        }
        return Operators.index(value);
    }
}
