package studio.athanor.engines.chattemplate.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Conversions between numbers and text as Python has them. */
final class Numbers {

    /** Python converts no longer numbers either. */
    static final int MOST_DIGITS = 4300;

    private static final int MOST_BITS = 14_300;

    private Numbers() {}

    static boolean isNumber(Value value) {
        return value instanceof IntValue || value instanceof FloatValue || value instanceof BoolValue;
    }

    /** Returns a whole number or truth value as an integer, else null. */
    static @Nullable BigInteger whole(Value value) {
        return switch (value) {
            case IntValue number -> number.value();
            case BoolValue bool -> bool == BoolValue.TRUE ? BigInteger.ONE : BigInteger.ZERO;
            default -> null;
        };
    }

    static double real(Value value) {
        if (value instanceof FloatValue number) {
            return number.value();
        }
        BigInteger whole = whole(value);
        if (whole == null) {
            throw Fault.failed("must be real number, not " + value.typeName());
        }
        double real = whole.doubleValue();
        if (Double.isInfinite(real)) {
            throw Fault.failed("int too large to convert to float");
        }
        return real;
    }

    /** Returns the exact value of a finite number. */
    static BigDecimal exact(Value value) {
        BigInteger whole = whole(value);
        return whole == null ? new BigDecimal(real(value)) : new BigDecimal(whole);
    }

    static String text(BigInteger value) {
        if (value.bitLength() > MOST_BITS) {
            throw Fault.failed("Exceeds the limit (" + MOST_DIGITS + " digits) for integer string conversion");
        }
        return value.toString();
    }

    /** Returns the shortest text that reads back as the same number, laid out as Python's repr does. */
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - shortest.scale() - 1;
        return (value < 0 ? "-" : "") + layOut(digits, exponent);
    }

    private static BigDecimal shortest(double value) {
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (shortest.precision() == 2) {
            BigDecimal shorter = shortest.round(new java.math.MathContext(1));
            if (shorter.doubleValue() == value) {
                return shorter;
            }
        }
        return shortest;
    }

    private static String layOut(String digits, int exponent) {
        if (exponent < -4 || exponent >= 16) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            String sign = exponent < 0 ? "-" : "+";
            String power = Integer.toString(Math.abs(exponent));
            return digits.charAt(0) + fraction + "e" + sign + (power.length() < 2 ? "0" : "") + power;
        }
        if (exponent < 0) {
            return "0." + "0".repeat(-exponent - 1) + digits;
        }
        if (digits.length() <= exponent + 1) {
            return digits + "0".repeat(exponent + 1 - digits.length()) + ".0";
        }
        return digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }

    /** Returns what Python's {@code int(text, base)} does, or null if the text is not such a number. */
    static @Nullable BigInteger parseInteger(String source, int base) {
        String text = strip(source);
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        boolean negative = text.startsWith("-");
        int radix = base;
        if (text.length() > start + 1 && text.charAt(start) == '0') {
            int prefixed = switch (Character.toLowerCase(text.charAt(start + 1))) {
                case 'x' -> 16;
                case 'o' -> 8;
                case 'b' -> 2;
                default -> 0;
            };
            if (prefixed != 0 && (base == 0 || base == prefixed)) {
                radix = prefixed;
                start += 2;
                if (text.startsWith("_", start)) {
                    start++;
                }
            }
        }
        radix = radix == 0 ? 10 : radix;
        String digits = text.substring(start);
        if (digits.isEmpty() || digits.startsWith("_") || digits.endsWith("_") || digits.contains("__")) {
            return null;
        }
        String plain = digits.replace("_", "");
        if (plain.length() > MOST_DIGITS) {
            return null;
        }
        for (int i = 0; i < plain.length(); i++) {
            if (Character.digit(plain.charAt(i), radix) < 0) {
                return null;
            }
        }
        BigInteger value = new BigInteger(plain, radix);
        return negative ? value.negate() : value;
    }

    /** Returns what Python's {@code float(text)} does, or null if the text is not such a number. */
    static @Nullable Double parseReal(String source) {
        String text = strip(source).toLowerCase(java.util.Locale.ROOT);
        String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        double sign = text.startsWith("-") ? -1 : 1;
        switch (unsigned) {
            case "inf", "infinity" -> {
                return sign * Double.POSITIVE_INFINITY;
            }
            case "nan" -> {
                return Double.NaN;
            }
            default -> {}
        }
        if (!unsigned.matches("(?:\\d+(?:_\\d+)*+)?+\\.?+(?:\\d+(?:_\\d+)*+)?+(?:e[+-]?\\d+(?:_\\d+)*+)?+")
                || !unsigned.matches("\\.?\\d.*+")) {
            return null;
        }
        return sign * Double.parseDouble(unsigned.replace("_", ""));
    }

    private static String strip(String text) {
        return Characters.stripTrailing(Characters.stripLeading(text));
    }
}
