package studio.athanor.engines.chattemplate.jinja;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Equality, order and membership as Python has them. */
final class Relations {

    private static final int DEEPEST = 100;

    private final Interpreter interpreter;

    Relations(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    boolean equal(Value left, Value right) {
        return equal(left, right, 0);
    }

    private boolean equal(Value left, Value right, int depth) {
        interpreter.budget().step();
        if (depth > DEEPEST) {
            throw Fault.limit("A value nests deeper than " + DEEPEST + " levels");
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return !isNan(left) && !isNan(right) && compareNumbers(left, right) == 0;
        }
        return switch (left) {
            case TextValue text ->
                right instanceof TextValue other && text.text().equals(other.text());
            case UndefinedValue _ -> right instanceof UndefinedValue;
            case SequenceValue.ListValue list ->
                right instanceof SequenceValue.ListValue other && equalItems(list.items(), other.items(), depth);
            case SequenceValue.TupleValue tuple ->
                right instanceof SequenceValue.TupleValue other && equalItems(tuple.items(), other.items(), depth);
            case DictValue dict -> right instanceof DictValue other && equalDicts(dict, other, depth);
            default -> left.equals(right);
        };
    }

    private boolean equalItems(List<Value> left, List<Value> right, int depth) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i), depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean equalDicts(DictValue left, DictValue right, int depth) {
        if (left.size() != right.size()) {
            return false;
        }
        for (DictValue.Entry entry : left.entries()) {
            Value other = right.get(entry.key());
            if (other == null || !equal(entry.value(), other, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    boolean holds(Expression.Relation relation, Value left, Value right) {
        return switch (relation) {
            case EQUAL -> equal(left, right);
            case NOT_EQUAL -> !equal(left, right);
            case LESS -> less(left, right, "<");
            case GREATER -> less(right, left, ">");
            case LESS_OR_EQUAL -> lessOrEqual(left, right, "<=");
            case GREATER_OR_EQUAL -> lessOrEqual(right, left, ">=");
            case IN -> contains(right, left);
            case NOT_IN -> !contains(right, left);
        };
    }

    private boolean less(Value left, Value right, String sign) {
        return !isNan(left) && !isNan(right) && compare(left, right, sign, 0) < 0;
    }

    private boolean lessOrEqual(Value left, Value right, String sign) {
        return !isNan(left) && !isNan(right) && compare(left, right, sign, 0) <= 0;
    }

    /** Returns the order that sorting uses. */
    Comparator<Value> order() {
        return (left, right) -> isNan(left) || isNan(right) ? 0 : compare(left, right, "<", 0);
    }

    private int compare(Value left, Value right, String sign, int depth) {
        interpreter.budget().step();
        if (depth > DEEPEST) {
            throw Fault.limit("A value nests deeper than " + DEEPEST + " levels");
        }
        if (left instanceof UndefinedValue undefined) {
            throw undefined.fault();
        }
        if (right instanceof UndefinedValue undefined) {
            throw undefined.fault();
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return compareNumbers(left, right);
        }
        if (left instanceof TextValue text && right instanceof TextValue other) {
            return compareTexts(text.text(), other.text());
        }
        if (left instanceof SequenceValue first
                && right instanceof SequenceValue second
                && left.getClass() == right.getClass()) {
            int common = Math.min(first.items().size(), second.items().size());
            for (int i = 0; i < common; i++) {
                if (!equal(first.items().get(i), second.items().get(i), depth + 1)) {
                    return compare(first.items().get(i), second.items().get(i), sign, depth + 1);
                }
            }
            return Integer.compare(first.items().size(), second.items().size());
        }
        throw Fault.failed("'" + sign + "' not supported between instances of '" + left.typeName() + "' and '"
                + right.typeName() + "'");
    }

    private static int compareNumbers(Value left, Value right) {
        if (isInfinite(left) || isInfinite(right)) {
            return Double.compare(bounded(left), bounded(right));
        }
        return Numbers.exact(left).compareTo(Numbers.exact(right));
    }

    private static boolean isNan(Value value) {
        return value instanceof FloatValue number && Double.isNaN(number.value());
    }

    private static boolean isInfinite(Value value) {
        return value instanceof FloatValue number && Double.isInfinite(number.value());
    }

    private static double bounded(Value value) {
        return isInfinite(value) ? Numbers.real(value) : 0;
    }

    /** Compares by code points, where {@link String#compareTo} goes by UTF-16 units. */
    private static int compareTexts(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
                return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    boolean contains(Value container, Value item) {
        return switch (container) {
            case TextValue text -> {
                if (item instanceof TextValue part) {
                    interpreter.budget().steps(text.text().length() / 256);
                    yield text.text().contains(part.text());
                }
                throw Fault.failed("'in <string>' requires string as left operand, not " + item.typeName());
            }
            case DictValue dict -> dict.containsKey(item);
            case DictViewValue view
            when view.part() == DictViewValue.Part.KEYS -> view.dict().containsKey(item);
            default -> containsByIteration(container, item);
        };
    }

    private boolean containsByIteration(Value container, Value item) {
        Iterator<Value> items =
                interpreter.iterate(container, "argument of type '" + container.typeName() + "' is not iterable");
        while (items.hasNext()) {
            if (equal(items.next(), item)) {
                return true;
            }
        }
        return false;
    }
}
