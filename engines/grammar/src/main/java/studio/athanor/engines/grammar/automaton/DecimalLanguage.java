package studio.athanor.engines.grammar.automaton;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The decimal spellings of the numbers in a range, digit by digit: each state knows how the digits so far compare with
 * those of both bounds, and the remainder by the step. No exponents, no leading zeros, no negative zero.
 *
 * @param low the least number
 * @param lowExcluded whether the least number itself is out
 * @param high the greatest number
 * @param highExcluded whether the greatest number itself is out
 * @param step what every number is a multiple of, or null
 * @param fraction the most digits after the point; 0 for integers
 */
public record DecimalLanguage(
        BigDecimal low,
        boolean lowExcluded,
        BigDecimal high,
        boolean highExcluded,
        @Nullable BigDecimal step,
        int fraction) {

    /** Reading: nothing yet, a lone zero, more integer digits, digits after the point. */
    private enum Phase {
        BEGIN,
        ZERO,
        INTEGER,
        FRACTION
    }

    private record State(Phase phase, int digits, int toLow, int toHigh, int remainder) {}

    /** A bound as digits; {@code digits} counts those before the point. */
    private record Bound(String digits, int integers) {
        int digit(int at) {
            return at < digits.length() ? digits.charAt(at) - '0' : 0;
        }

        boolean zeroFrom(int at) {
            for (int i = at; i < digits.length(); i++) {
                if (digits.charAt(i) != '0') {
                    return false;
                }
            }
            return true;
        }
    }

    /** Builds the automaton. */
    public Dfa compile() throws PatternException {
        List<Edges> table = new ArrayList<>();
        BitSet accepting = new BitSet();
        table.add(new Edges());
        int minus = -1;
        if (low.signum() < 0) {
            minus = 1;
            table.add(new Edges());
        }
        int positive = -1;
        if (high.signum() >= 0) {
            boolean fromZero = low.signum() < 0;
            positive = side(
                    fromZero ? BigDecimal.ZERO : low, !fromZero && lowExcluded, high, highExcluded, table, accepting);
        }
        if (minus >= 0) {
            boolean toZero = high.signum() >= 0;
            int negative = side(
                    toZero ? BigDecimal.ZERO : high.negate(),
                    toZero || highExcluded,
                    low.negate(),
                    lowExcluded,
                    table,
                    accepting);
            table.get(0).add('-', '-', minus);
            table.set(minus, table.get(negative));
        }
        if (positive >= 0) {
            table.get(positive).copyTo(table.get(0));
        }
        return Dfa.of(table, accepting);
    }

    private int side(
            BigDecimal least,
            boolean leastExcluded,
            BigDecimal most,
            boolean mostExcluded,
            List<Edges> table,
            BitSet accepting)
            throws PatternException {
        Bound from = bound(least);
        Bound to = bound(most);
        int scale = step == null ? 0 : Math.max(0, step.stripTrailingZeros().scale());
        int modulus = step == null ? 1 : modulus(step.movePointRight(scale));
        int places = step == null ? fraction : Math.min(fraction, scale);
        int offset = table.size();
        Map<State, Integer> numbers = new HashMap<>();
        List<State> states = new ArrayList<>();
        number(new State(Phase.BEGIN, 0, 0, 0, 0), numbers, states);
        for (int i = 0; i < states.size(); i++) {
            State state = states.get(i);
            Edges out = new Edges();
            boolean whole = state.phase() == Phase.ZERO || state.phase() == Phase.INTEGER;
            if (whole && places > 0 && fits(state, from, to)) {
                int dot = number(afterPoint(state, from, to), numbers, states);
                out.add('.', '.', offset + dot);
            }
            for (int digit = 0; digit <= 9; digit++) {
                State next = next(state, digit, from, to, modulus, places);
                if (next != null) {
                    out.add('0' + digit, '0' + digit, offset + number(next, numbers, states));
                }
            }
            table.add(out);
            boolean complete = whole || (state.phase() == Phase.FRACTION && state.digits() > 0);
            if (complete && accepts(state, from, to, leastExcluded, mostExcluded, modulus, scale)) {
                accepting.set(offset + i);
            }
            if (states.size() > Dfa.MAX_STATES) {
                throw Nfa.tooLarge();
            }
        }
        return offset;
    }

    private static int modulus(BigDecimal scaled) throws PatternException {
        BigInteger value = scaled.toBigIntegerExact();
        if (value.bitLength() > 20) {
            throw Nfa.tooLarge();
        }
        return value.intValueExact();
    }

    private static Bound bound(BigDecimal value) {
        String text = value.stripTrailingZeros().toPlainString();
        int point = text.indexOf('.');
        return point < 0
                ? new Bound(text, text.length())
                : new Bound(text.substring(0, point) + text.substring(point + 1), point);
    }

    private static int number(State state, Map<State, Integer> numbers, List<State> states) {
        Integer known = numbers.get(state);
        if (known == null) {
            known = states.size();
            numbers.put(state, known);
            states.add(state);
        }
        return known;
    }

    /** Returns whether digits before the point as many as these can still be in the range. */
    private static boolean fits(State state, Bound from, Bound to) {
        return integerComparison(state, from, state.toLow()) >= 0 && integerComparison(state, to, state.toHigh()) <= 0;
    }

    private static int integerComparison(State state, Bound bound, int prefix) {
        return state.digits() != bound.integers() ? Integer.compare(state.digits(), bound.integers()) : prefix;
    }

    private static State afterPoint(State state, Bound from, Bound to) {
        return new State(
                Phase.FRACTION,
                0,
                integerComparison(state, from, state.toLow()),
                integerComparison(state, to, state.toHigh()),
                state.remainder());
    }

    private static @Nullable State next(State state, int digit, Bound from, Bound to, int modulus, int places) {
        int remainder = (int) ((state.remainder() * 10L + digit) % modulus);
        int at = state.digits();
        if (state.phase() == Phase.ZERO) {
            return null;
        }
        if (state.phase() == Phase.FRACTION) {
            return at >= places
                    ? null
                    : new State(
                            Phase.FRACTION,
                            at + 1,
                            compared(state.toLow(), digit, from.digit(from.integers() + at)),
                            compared(state.toHigh(), digit, to.digit(to.integers() + at)),
                            remainder);
        }
        return at >= to.integers()
                ? null
                : new State(
                        at == 0 && digit == 0 ? Phase.ZERO : Phase.INTEGER,
                        at + 1,
                        compared(state.toLow(), digit, from.digit(at)),
                        compared(state.toHigh(), digit, to.digit(at)),
                        remainder);
    }

    private static int compared(int before, int digit, int other) {
        return before != 0 ? before : Integer.compare(digit, other);
    }

    private static boolean accepts(
            State state, Bound from, Bound to, boolean fromExcluded, boolean toExcluded, int modulus, int scale) {
        int places = state.phase() == Phase.FRACTION ? state.digits() : 0;
        boolean fractional = state.phase() == Phase.FRACTION;
        int low = fractional ? state.toLow() : integerComparison(state, from, state.toLow());
        int high = fractional ? state.toHigh() : integerComparison(state, to, state.toHigh());
        if (low == 0 && !from.zeroFrom(from.integers() + places)) {
            low = -1;
        }
        if (high == 0 && !to.zeroFrom(to.integers() + places)) {
            high = -1;
        }
        long remainder = state.remainder();
        for (int i = places; i < scale; i++) {
            remainder = remainder * 10 % modulus;
        }
        return low >= (fromExcluded ? 1 : 0) && high <= (toExcluded ? -1 : 0) && remainder == 0;
    }

    /** Returns the least or greatest integer in the range, with exclusion resolved. */
    public static BigDecimal toInteger(BigDecimal bound, boolean excluded, boolean up) {
        BigDecimal rounded = bound.setScale(0, up ? RoundingMode.CEILING : RoundingMode.FLOOR);
        if (excluded && rounded.compareTo(bound) == 0) {
            return up ? rounded.add(BigDecimal.ONE) : rounded.subtract(BigDecimal.ONE);
        }
        return rounded;
    }
}
