package studio.athanor.engines.grammar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.grammar.automaton.CodePoints;
import studio.athanor.engines.grammar.automaton.DecimalLanguage;
import studio.athanor.engines.grammar.automaton.Dfa;
import studio.athanor.engines.grammar.automaton.PatternException;
import studio.athanor.engines.grammar.rules.RuleLimitException;
import studio.athanor.engines.grammar.rules.RuleSet;
import studio.athanor.engines.grammar.rules.Symbol;

/**
 * Writes the rules of numbers. Numbers with bounds have at most 15 significant digits unless the bounds have more, so that
 * a reader that rounds to double precision compares them as they are written.
 */
final class NumberRules {

    private static final int PRECISION = 15;
    private static final int OPEN_DIGITS = 9;
    private static final int OPEN_PLACES = 6;
    private static final int PLACES = 8;
    private static final int MAX_LISTED = 5_000;

    private final RuleSet rules;
    private final TextRules texts;
    private String integer = "";
    private String number = "";

    NumberRules(RuleSet rules, TextRules texts) {
        this.rules = rules;
        this.texts = texts;
    }

    List<Symbol> value(NumberRange range, boolean whole, String hint, String pointer)
            throws SchemaException, RuleLimitException {
        if (range.isAll()) {
            return List.of(new Symbol.Ref(whole ? integer() : number()));
        }
        try {
            Dfa language = whole ? integers(range) : decimals(range);
            return List.of(new Symbol.Ref(texts.plain(language, hint + (whole ? "-int" : "-num"))));
        } catch (PatternException e) {
            throw new SchemaException(
                    pointer,
                    "has a multipleOf that " + e.problem(),
                    "Use a smaller step, or list the values in an enum.");
        }
    }

    private String digits(int most) throws RuleLimitException {
        String digit = rules.define("digit", List.of(List.of(new Symbol.Chars(CodePoints.range('0', '9')))));
        return rules.define("digits", List.of(List.of(new Symbol.Repeat(digit, 0, most))));
    }

    private String integer() throws RuleLimitException {
        if (integer.isEmpty()) {
            Symbol first = new Symbol.Chars(CodePoints.range('1', '9'));
            Symbol rest = new Symbol.Ref(digits(PRECISION - 1));
            integer = rules.define(
                    "integer",
                    List.of(
                            List.of(new Symbol.Literal("0")),
                            List.of(first, rest),
                            List.of(new Symbol.Literal("-"), first, rest)));
        }
        return integer;
    }

    private String number() throws RuleLimitException {
        if (number.isEmpty()) {
            Symbol digit = new Symbol.Chars(CodePoints.range('0', '9'));
            Symbol few = new Symbol.Ref(digits(PRECISION - 1));
            Symbol one = new Symbol.Ref(digits(1));
            String sign = rules.define("sign", List.of(List.of(), List.of(new Symbol.Chars(CodePoints.anyOf("+-")))));
            String exponent = rules.define(
                    "exponent",
                    List.of(
                            List.of(),
                            List.of(new Symbol.Chars(CodePoints.anyOf("eE")), new Symbol.Ref(sign), digit, one)));
            String fraction = rules.define(
                    "fraction",
                    List.of(
                            List.of(new Symbol.Ref(exponent)),
                            List.of(new Symbol.Literal("."), digit, few, new Symbol.Ref(exponent))));
            String unsigned = rules.define(
                    "unsigned",
                    List.of(
                            List.of(new Symbol.Literal("0"), new Symbol.Ref(fraction)),
                            List.of(new Symbol.Chars(CodePoints.range('1', '9')), few, new Symbol.Ref(fraction))));
            number = rules.define(
                    "number",
                    List.of(
                            List.of(new Symbol.Ref(unsigned)),
                            List.of(new Symbol.Literal("-"), new Symbol.Ref(unsigned))));
        }
        return number;
    }

    private static Dfa integers(NumberRange range) throws PatternException {
        BigDecimal step = range.step() == null ? null : wholeStep(range.step());
        int open = step == null ? PRECISION : Math.max(OPEN_PLACES, digits(step) + 2);
        BigDecimal low = range.low() == null
                ? limit(range.high(), open).negate()
                : DecimalLanguage.toInteger(range.low(), range.lowExcluded(), true);
        BigDecimal high = range.high() == null
                ? limit(range.low(), open)
                : DecimalLanguage.toInteger(range.high(), range.highExcluded(), false);
        return compile(low, false, high, false, step, 0);
    }

    /** The least integer step whose multiples are multiples of the given one. */
    private static BigDecimal wholeStep(BigDecimal step) {
        BigDecimal whole = step.stripTrailingZeros();
        int scale = Math.max(0, whole.scale());
        BigInteger scaled = whole.movePointRight(scale).toBigIntegerExact();
        BigInteger ten = BigInteger.TEN.pow(scale);
        return new BigDecimal(scaled.divide(scaled.gcd(ten)));
    }

    private static Dfa decimals(NumberRange range) throws PatternException {
        int bounds = Math.max(digits(range.low()), digits(range.high()));
        int scale = Math.max(scale(range.low()), scale(range.high()));
        boolean closed = range.low() != null && range.high() != null;
        int digits = closed ? bounds : Math.max(OPEN_DIGITS, bounds + 1);
        int places = Math.max(scale, Math.min(closed ? PLACES : OPEN_PLACES, PRECISION - digits));
        if (range.step() != null) {
            places = scale(range.step());
            digits = closed ? bounds : Math.max(OPEN_PLACES, Math.max(bounds, digits(range.step())) + 1);
        }
        BigDecimal low = range.low() == null ? power(digits).negate() : range.low();
        BigDecimal high = range.high() == null ? power(digits) : range.high();
        return compile(
                low,
                range.low() == null || range.lowExcluded(),
                high,
                range.high() == null || range.highExcluded(),
                range.step(),
                Math.max(places, 0));
    }

    private static Dfa compile(
            BigDecimal low, boolean lowOut, BigDecimal high, boolean highOut, @Nullable BigDecimal step, int places)
            throws PatternException {
        if (low.compareTo(high) > 0) {
            return Dfa.words(List.of());
        }
        if (step != null) {
            BigDecimal first = low.divide(step, 0, RoundingMode.CEILING);
            BigDecimal last = high.divide(step, 0, RoundingMode.FLOOR);
            if (last.subtract(first).compareTo(BigDecimal.valueOf(MAX_LISTED)) <= 0) {
                return listed(first, last, step, low, lowOut, high, highOut);
            }
        }
        return new DecimalLanguage(low, lowOut, high, highOut, step, places).compile();
    }

    private static Dfa listed(
            BigDecimal first,
            BigDecimal last,
            BigDecimal step,
            BigDecimal low,
            boolean lowOut,
            BigDecimal high,
            boolean highOut) {
        List<String> numbers = new ArrayList<>();
        for (BigDecimal factor = first; factor.compareTo(last) <= 0; factor = factor.add(BigDecimal.ONE)) {
            BigDecimal value = factor.multiply(step);
            boolean out = (lowOut && value.compareTo(low) == 0) || (highOut && value.compareTo(high) == 0);
            if (!out) {
                numbers.add(value.stripTrailingZeros().toPlainString());
            }
        }
        return Dfa.words(numbers);
    }

    private static int digits(@Nullable BigDecimal bound) {
        return bound == null || bound.signum() == 0 ? 1 : Math.max(1, bound.precision() - bound.scale());
    }

    private static int scale(@Nullable BigDecimal bound) {
        return bound == null ? 0 : Math.max(0, bound.stripTrailingZeros().scale());
    }

    /** Returns a number of at least so many nines, more where the bound on the other side is beyond it. */
    private static BigDecimal limit(@Nullable BigDecimal other, int digits) {
        return power(Math.max(digits, digits(other) + 1)).subtract(BigDecimal.ONE);
    }

    private static BigDecimal power(int digits) {
        return BigDecimal.TEN.pow(digits);
    }
}
