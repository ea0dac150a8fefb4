package studio.athanor.engines.chattemplate.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Arithmetic on values as Python has it. */
final class Operators {

    private static final int MOST_BITS = 1 << 17;

    private final Interpreter interpreter;

    Operators(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** Returns a whole number that fits an index; numbers beyond are brought to the nearest that does. */
    static int index(Value value) {
        if (value instanceof UndefinedValue undefined) {
            throw undefined.fault();
        }
        BigInteger whole = Numbers.whole(value);
        if (whole == null) {
            throw Fault.failed("'" + value.typeName() + "' object cannot be interpreted as an integer");
        }
        if (whole.bitLength() > 31) {
            return whole.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        }
        return whole.intValue();
    }

    Value apply(Expression.Operator operator, Value left, Value right) {
        if (left instanceof TextValue text && operator == Expression.Operator.REMAINDER) {
            return new PrintfFormat(interpreter, text, right).format();
        }
        if (left instanceof UndefinedValue undefined) {
            throw undefined.fault();
        }
        if (right instanceof UndefinedValue undefined) {
            throw undefined.fault();
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            BigInteger first = Numbers.whole(left);
            BigInteger second = Numbers.whole(right);
            return first != null && second != null
                    ? whole(operator, first, second)
                    : new FloatValue(real(operator, Numbers.real(left), Numbers.real(right)));
        }
        return switch (operator) {
            case ADD -> add(left, right);
            case MULTIPLY -> multiply(left, right);
            default -> throw unsupported(operator, left, right);
        };
    }

    private static Fault unsupported(Expression.Operator operator, Value left, Value right) {
        return Fault.failed("unsupported operand type(s) for " + operator.sign() + ": '" + left.typeName() + "' and '"
                + right.typeName() + "'");
    }

    private Value add(Value left, Value right) {
        if (left instanceof TextValue first) {
            if (right instanceof TextValue second) {
                return concatenate(first, second);
            }
            throw Fault.failed("can only concatenate str (not \"" + right.typeName() + "\") to str");
        }
        if (left instanceof SequenceValue first
                && right instanceof SequenceValue second
                && left.getClass() == right.getClass()) {
            interpreter
                    .budget()
                    .slots((long) first.items().size() + second.items().size());
            List<Value> items = new ArrayList<>(first.items());
            items.addAll(second.items());
            return sequence(left, items);
        }
        throw unsupported(Expression.Operator.ADD, left, right);
    }

    private static Value sequence(Value like, List<Value> items) {
        return like instanceof SequenceValue.ListValue
                ? new SequenceValue.ListValue(items)
                : SequenceValue.TupleValue.of(items);
    }

    private Value concatenate(TextValue first, TextValue second) {
        interpreter.budget().chars((long) first.text().length() + second.text().length());
        if (!first.safe() && !second.safe()) {
            return new TextValue(first.text().concat(second.text()));
        }
        return new TextValue(Markup.escape(first) + Markup.escape(second), true);
    }

    private Value multiply(Value left, Value right) {
        if (Numbers.whole(left) != null && !Numbers.isNumber(right)) {
            return repeat(right, index(left), left);
        }
        return repeat(left, Numbers.whole(right) == null ? -1 : index(right), right);
    }

    private Value repeat(Value repeated, int times, Value other) {
        int count = Math.max(0, times);
        boolean whole = Numbers.whole(other) != null;
        if (whole && repeated instanceof TextValue text) {
            interpreter.budget().chars((long) text.text().length() * count);
            return text.with(text.text().repeat(count));
        }
        if (whole && repeated instanceof SequenceValue sequence) {
            interpreter.budget().slots((long) sequence.items().size() * count);
            List<Value> items = new ArrayList<>(sequence.items().size() * count);
            for (int i = 0; i < count && !sequence.items().isEmpty(); i++) {
                items.addAll(sequence.items());
            }
            return sequence(repeated, items);
        }
        throw unsupported(Expression.Operator.MULTIPLY, repeated, other);
    }

    private Value whole(Expression.Operator operator, BigInteger left, BigInteger right) {
        return switch (operator) {
            case ADD -> integer(left.add(right));
            case SUBTRACT -> integer(left.subtract(right));
            case MULTIPLY -> integer(left.multiply(right));
            case DIVIDE -> new FloatValue(quotient(left, right));
            case FLOOR_DIVIDE -> integer(floorDivide(left, right));
            case REMAINDER -> integer(left.subtract(floorDivide(left, right).multiply(right)));
            case POWER -> power(left, right);
        };
    }

    private static Value integer(BigInteger value) {
        if (value.bitLength() > MOST_BITS) {
            throw Fault.limit("A number has more than " + MOST_BITS + " bits");
        }
        return new IntValue(value);
    }

    private static double quotient(BigInteger left, BigInteger right) {
        if (right.signum() == 0) {
            throw Fault.failed("division by zero");
        }
        double quotient = left.bitLength() < 53 && right.bitLength() < 53
                ? left.doubleValue() / right.doubleValue()
                : new BigDecimal(left)
                        .divide(new BigDecimal(right), new MathContext(40))
                        .doubleValue();
        if (Double.isInfinite(quotient)) {
            throw Fault.failed("integer division result too large for a float");
        }
        return quotient;
    }

    private static BigInteger floorDivide(BigInteger left, BigInteger right) {
        if (right.signum() == 0) {
            throw Fault.failed("integer division or modulo by zero");
        }
        BigInteger[] parts = left.divideAndRemainder(right);
        boolean down = parts[1].signum() != 0 && parts[1].signum() != right.signum();
        return down ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static Value power(BigInteger left, BigInteger right) {
        if (right.signum() < 0) {
            return new FloatValue(real(Expression.Operator.POWER, left.doubleValue(), right.doubleValue()));
        }
        if (left.bitLength() > 1) {
            long bits = right.bitLength() > 31 ? Long.MAX_VALUE : (long) left.bitLength() * right.intValue();
            if (bits > MOST_BITS) {
                throw Fault.limit("A number has more than " + MOST_BITS + " bits");
            }
            return integer(left.pow(right.intValue()));
        }
        boolean odd = right.testBit(0);
        if (right.signum() == 0) {
            return IntValue.of(1);
        }
        // Only -2, -1, 0 and 1 have at most one bit besides the sign.
        if (left.intValue() == -2) {
            return right.bitLength() > 16
                    ? integer(BigInteger.ONE.shiftLeft(MOST_BITS + 1))
                    : integer(left.pow(right.intValue()));
        }
        return new IntValue(left.signum() < 0 && !odd ? BigInteger.ONE : left);
    }

    private static double real(Expression.Operator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> {
                nonZero(right, "float division by zero");
                yield left / right;
            }
            case FLOOR_DIVIDE -> {
                nonZero(right, "float floor division by zero");
                yield Math.floor((left - remainder(left, right)) / right + 0.5);
            }
            case REMAINDER -> {
                nonZero(right, "float modulo");
                yield remainder(left, right);
            }
            case POWER -> realPower(left, right);
        };
    }

    private static void nonZero(double divisor, String message) {
        if (divisor == 0) {
            throw Fault.failed(message);
        }
    }

    private static double remainder(double left, double right) {
        double remainder = left % right;
        if (remainder == 0) {
            return Math.copySign(0, right);
        }
        return (remainder < 0) == (right < 0) ? remainder : remainder + right;
    }

    private static double realPower(double left, double right) {
        if (left == 0 && right < 0) {
            throw Fault.failed("0.0 cannot be raised to a negative power");
        }
        if (left < 0 && right != Math.rint(right)) {
            throw Fault.failed("complex numbers are not supported");
        }
        double power = Math.pow(left, right);
        if (Double.isInfinite(power) && !Double.isInfinite(left) && !Double.isInfinite(right)) {
            throw Fault.failed("Numerical result out of range");
        }
        return power;
    }

    Value sign(boolean negative, Value operand) {
        if (operand instanceof UndefinedValue undefined) {
            throw undefined.fault();
        }
        BigInteger whole = Numbers.whole(operand);
        if (whole != null) {
            return new IntValue(negative ? whole.negate() : whole);
        }
        if (operand instanceof FloatValue number) {
            return negative ? new FloatValue(-number.value()) : number;
        }
        throw Fault.failed("bad operand type for unary " + (negative ? "-" : "+") + ": '" + operand.typeName() + "'");
    }
}
