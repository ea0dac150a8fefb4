package studio.athanor.engines.chattemplate.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Python's format specification: {@code [[fill]align][sign][#][0][width][grouping][.precision][type]}.
 *
 * @param fill character that pads
 * @param align {@code <}, {@code >}, {@code =} or {@code ^}; 0 for the type's own
 * @param sign {@code +}, {@code -} or a space
 * @param alternate whether prefixes such as {@code 0x} are written
 * @param width least characters
 * @param grouping {@code ,} or {@code _}; 0 for none
 * @param precision digits or characters; -1 for none
 * @param type conversion; 0 for the value's own
 */
record FormatSpec(
        String fill, char align, char sign, boolean alternate, int width, char grouping, int precision, char type) {

    private static final Pattern SYNTAX = Pattern.compile(
            "(?:(.)?([<>=^]))?([+\\- ])?(#)?(0)?(\\d{0,9})([,_])?(?:\\.(\\d{1,9}))?([a-zA-Z%])?", Pattern.DOTALL);
    private static final FormatSpec PLAIN = parse("");
    private static final int MOST_PRECISION = 1000;

    static FormatSpec parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw Fault.failed("Invalid format specifier");
        }
        boolean zero = matcher.group(5) != null;
        String fill = matcher.group(1) != null ? matcher.group(1) : zero ? "0" : " ";
        char align = matcher.group(2) != null ? matcher.group(2).charAt(0) : zero ? '=' : 0;
        return new FormatSpec(
                fill,
                align,
                matcher.group(3) == null ? '-' : matcher.group(3).charAt(0),
                matcher.group(4) != null,
                matcher.group(6).isEmpty() ? 0 : Integer.parseInt(matcher.group(6)),
                matcher.group(7) == null ? 0 : matcher.group(7).charAt(0),
                matcher.group(8) == null ? -1 : Integer.parseInt(matcher.group(8)),
                matcher.group(9) == null ? 0 : matcher.group(9).charAt(0));
    }

    String format(Value value, Interpreter interpreter) {
        interpreter.budget().chars(width);
        return switch (value) {
            case TextValue text -> text(text.text(), "str");
            case BoolValue _ when equals(PLAIN) -> interpreter.str(value);
            case IntValue number when isReal() -> real(Numbers.real(number));
            case BoolValue bool when isReal() -> real(Numbers.real(bool));
            case FloatValue number -> real(number.value());
            default -> {
                BigInteger whole = Numbers.whole(value);
                if (whole != null) {
                    yield whole(whole);
                }
                if (width > 0 || type != 0 || precision >= 0) {
                    throw Fault.failed("unsupported format string passed to " + value.typeName() + ".__format__");
                }
                yield interpreter.str(value);
            }
        };
    }

    private boolean isReal() {
        return type != 0 && "eEfFgG%".indexOf(type) >= 0;
    }

    String text(String text, String typeName) {
        if (type != 0 && type != 's') {
            throw Fault.failed("Unknown format code '" + type + "' for object of type '" + typeName + "'");
        }
        int length = text.codePointCount(0, text.length());
        String cut =
                precision >= 0 && precision < length ? text.substring(0, text.offsetByCodePoints(0, precision)) : text;
        return pad("", cut, align == 0 ? '<' : align);
    }

    String whole(BigInteger value) {
        if (type == 'c') {
            return pad("", Character.toString(value.intValueExact()), align == 0 ? '<' : align);
        }
        int radix = switch (type) {
            case 0, 'd', 'n' -> 10;
            case 'x', 'X' -> 16;
            case 'o' -> 8;
            case 'b' -> 2;
            default -> throw Fault.failed("Unknown format code '" + type + "' for object of type 'int'");
        };
        String digits = radix == 10 ? Numbers.text(value.abs()) : value.abs().toString(radix);
        String prefix = alternate && radix != 10 ? "0" + type : "";
        if (type == 'X') {
            digits = digits.toUpperCase(Locale.ROOT);
        }
        return pad(signOf(value.signum() < 0) + prefix, group(digits, radix == 10 ? 3 : 4), align == 0 ? '>' : align);
    }

    String real(double value) {
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        String digits = realDigits(Math.abs(value));
        if (Character.isUpperCase(type)) {
            digits = digits.toUpperCase(Locale.ROOT);
        }
        int end = 0;
        while (end < digits.length() && Character.isDigit(digits.charAt(end))) {
            end++;
        }
        String grouped = group(digits.substring(0, end), 3) + digits.substring(end);
        return pad(signOf(negative), grouped, align == 0 ? '>' : align);
    }

    private String realDigits(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return (Double.isNaN(value) ? "nan" : "inf") + (type == '%' ? "%" : "");
        }
        if (precision > MOST_PRECISION) {
            throw Fault.limit("A number is formatted with more than " + MOST_PRECISION + " digits");
        }
        int digits = precision < 0 ? 6 : precision;
        return switch (type) {
            case 0 -> precision < 0 ? Numbers.text(value) : general(value, digits, true);
            case 'f', 'F' -> fixed(value, digits);
            case '%' -> fixed(value * 100, digits) + "%";
            case 'e', 'E' -> scientific(value, digits);
            case 'g', 'G', 'n' -> general(value, digits, false);
            default -> throw Fault.failed("Unknown format code '" + type + "' for object of type 'float'");
        };
    }

    static String fixed(double value, int digits) {
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    static String scientific(double value, int digits) {
        if (value == 0) {
            return "0" + (digits > 0 ? "." + "0".repeat(digits) : "") + "e+00";
        }
        BigDecimal rounded = new BigDecimal(value).round(new java.math.MathContext(digits + 1, RoundingMode.HALF_EVEN));
        String unscaled = rounded.unscaledValue().toString();
        int exponent = unscaled.length() - rounded.scale() - 1;
        unscaled = unscaled + "0".repeat(Math.max(0, digits + 1 - unscaled.length()));
        String fraction = digits > 0 ? "." + unscaled.substring(1, digits + 1) : "";
        String power = Integer.toString(Math.abs(exponent));
        return unscaled.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + (power.length() < 2 ? "0" : "")
                + power;
    }

    private String general(double value, int digits, boolean keepPoint) {
        int significant = Math.max(1, digits);
        String scientific = scientific(value, significant - 1);
        int exponent = Integer.parseInt(scientific.substring(scientific.indexOf('e') + 1));
        boolean useExponent = exponent < -4 || exponent >= (keepPoint ? Math.max(significant - 1, 1) : significant);
        String text = useExponent ? scientific : fixed(value, significant - 1 - exponent);
        if (!alternate) {
            int e = text.indexOf('e');
            String mantissa = e < 0 ? text : text.substring(0, e);
            if (mantissa.indexOf('.') >= 0) {
                mantissa = mantissa.replaceAll("0+$", "").replaceAll("\\.$", "");
            }
            if (keepPoint && e < 0 && mantissa.indexOf('.') < 0) {
                mantissa += ".0";
            }
            text = mantissa + (e < 0 ? "" : text.substring(e));
        }
        return text;
    }

    private String signOf(boolean negative) {
        return negative ? "-" : sign == '-' ? "" : String.valueOf(sign);
    }

    private String group(String digits, int size) {
        if (grouping == 0) {
            return digits;
        }
        StringBuilder grouped = new StringBuilder(digits);
        for (int at = digits.length() - size; at > 0; at -= size) {
            grouped.insert(at, grouping);
        }
        return grouped.toString();
    }

    private String pad(String prefix, String body, char alignment) {
        String whole = prefix + body;
        int missing = width - whole.codePointCount(0, whole.length());
        if (missing <= 0) {
            return whole;
        }
        return switch (alignment) {
            case '<' -> whole + fill.repeat(missing);
            case '^' -> fill.repeat(missing / 2) + whole + fill.repeat(missing - missing / 2);
            case '=' -> prefix + fill.repeat(missing) + body;
            default -> fill.repeat(missing) + whole;
        };
    }
}
