package studio.athanor.engines.chattemplate.jinja;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;

/** What {@code is} can ask. */
final class Tests {

    private static final Map<String, Expression.Relation> RELATIONS = Map.ofEntries(
            Map.entry("==", Expression.Relation.EQUAL),
            Map.entry("eq", Expression.Relation.EQUAL),
            Map.entry("equalto", Expression.Relation.EQUAL),
            Map.entry("!=", Expression.Relation.NOT_EQUAL),
            Map.entry("ne", Expression.Relation.NOT_EQUAL),
            Map.entry(">", Expression.Relation.GREATER),
            Map.entry("gt", Expression.Relation.GREATER),
            Map.entry("greaterthan", Expression.Relation.GREATER),
            Map.entry(">=", Expression.Relation.GREATER_OR_EQUAL),
            Map.entry("ge", Expression.Relation.GREATER_OR_EQUAL),
            Map.entry("<", Expression.Relation.LESS),
            Map.entry("lt", Expression.Relation.LESS),
            Map.entry("lessthan", Expression.Relation.LESS),
            Map.entry("<=", Expression.Relation.LESS_OR_EQUAL),
            Map.entry("le", Expression.Relation.LESS_OR_EQUAL),
            Map.entry("in", Expression.Relation.IN));
    private static final Set<String> PLAIN = Set.of(
            "odd",
            "even",
            "divisibleby",
            "defined",
            "undefined",
            "filter",
            "test",
            "none",
            "boolean",
            "false",
            "true",
            "integer",
            "float",
            "lower",
            "upper",
            "string",
            "mapping",
            "number",
            "sequence",
            "iterable",
            "callable",
            "sameas",
            "escaped");

    private Tests() {}

    static boolean exists(String name) {
        return PLAIN.contains(name) || RELATIONS.containsKey(name);
    }

    static boolean apply(Interpreter interpreter, String name, Value value, Arguments arguments) {
        Expression.Relation relation = RELATIONS.get(name);
        if (relation != null) {
            return interpreter
                    .relations()
                    .holds(relation, value, arguments.bind(name, "other").require(0));
        }
        if (!PLAIN.contains(name)) {
            throw Fault.failed("No test named '" + name + "' found.");
        }
        boolean parameter = name.equals("divisibleby") || name.equals("sameas");
        Arguments.Bound bound = parameter ? arguments.bind(name, "other") : arguments.bind(name);
        return switch (name) {
            case "odd" -> remainder(interpreter, value, IntValue.of(2)).equals(BigInteger.ONE);
            case "even" -> remainder(interpreter, value, IntValue.of(2)).signum() == 0;
            case "divisibleby" ->
                remainder(interpreter, value, bound.require(0)).signum() == 0;
            case "defined" -> !(value instanceof UndefinedValue);
            case "undefined" -> value instanceof UndefinedValue;
            case "filter" -> value instanceof TextValue filter && Filters.exists(filter.text());
            case "test" -> value instanceof TextValue test && exists(test.text());
            case "none" -> value == NoneValue.NONE;
            case "boolean" -> value instanceof BoolValue;
            case "false" -> value == BoolValue.FALSE;
            case "true" -> value == BoolValue.TRUE;
            case "integer" -> value instanceof IntValue;
            case "float" -> value instanceof FloatValue;
            case "lower" -> Casing.isLower(interpreter.str(value));
            case "upper" -> Casing.isUpper(interpreter.str(value));
            case "string" -> value instanceof TextValue;
            case "mapping" -> value instanceof DictValue;
            case "number" -> Numbers.isNumber(value);
            case "sequence" ->
                value instanceof TextValue
                        || value instanceof SequenceValue
                        || value instanceof DictValue
                        || value instanceof RangeValue
                        || value instanceof UndefinedValue;
            case "iterable" -> isIterable(value);
            case "callable" ->
                value instanceof FunctionValue || value instanceof LoopValue || value instanceof UndefinedValue;
            case "sameas" -> isSame(value, bound.require(0));
            default -> value instanceof TextValue text && text.safe();
        };
    }

    private static BigInteger remainder(Interpreter interpreter, Value value, Value divisor) {
        Value remainder = interpreter.operators().apply(Expression.Operator.REMAINDER, value, divisor);
        if (remainder instanceof FloatValue number) {
            boolean whole = number.value() == Math.rint(number.value());
            return whole ? BigInteger.valueOf((long) number.value()) : BigInteger.TWO;
        }
        BigInteger whole = Numbers.whole(remainder);
        return whole == null ? BigInteger.TWO : whole;
    }

    private static boolean isIterable(Value value) {
        return switch (value) {
            case TextValue _,
                    SequenceValue _,
                    DictValue _,
                    DictViewValue _,
                    RangeValue _,
                    IteratorValue _,
                    UndefinedValue _,
                    LoopValue _ -> true;
            default -> false;
        };
    }

    // The test asks for identity.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Value value, Value other) {
        if (value instanceof IntValue number && other instanceof IntValue same) {
            return number.equals(same) && number.value().bitLength() < 9;
        }
        return value == other
                || (value instanceof TextValue text
                        && other instanceof TextValue same
                        && text.text().equals(same.text()));
    }
}
