package studio.athanor.engines.chattemplate.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** Python's {@code format % values}. */
final class PrintfFormat {

    private static final int WIDEST = 1 << 20;

    private final Interpreter interpreter;
    private final TextValue format;
    private final Value source;
    private final List<Value> values;
    private final StringBuilder out = new StringBuilder();
    private int position;
    private int used;
    private boolean named;

    PrintfFormat(Interpreter interpreter, TextValue format, Value values) {
        this.interpreter = interpreter;
        this.format = format;
        this.source = values;
        this.values = values instanceof SequenceValue.TupleValue tuple ? tuple.items() : List.of(values);
    }

    Value format() {
        String text = format.text();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '%') {
                conversion(text);
            } else {
                out.append(c);
            }
        }
        boolean mapping = source instanceof DictValue;
        if (!named && used < values.size() && !(mapping && used == 0)) {
            throw Fault.failed("not all arguments converted during string formatting");
        }
        interpreter.budget().chars(out.length());
        return format.with(out.toString());
    }

    private void conversion(String text) {
        Value value = null;
        if (peek(text) == '(') {
            int end = text.indexOf(')', position);
            if (end < 0) {
                throw Fault.failed("incomplete format key");
            }
            if (!(source instanceof DictValue dict)) {
                throw Fault.failed("format requires a mapping");
            }
            named = true;
            value = dict.get(text.substring(position + 1, end));
            if (value == null) {
                throw Fault.failed(Representation.quote(text.substring(position + 1, end)));
            }
            position = end + 1;
        }
        String flags = take(text, "#0- +");
        int width = number(text);
        boolean left = flags.indexOf('-') >= 0 || width < 0;
        width = Math.abs(width);
        int precision = -1;
        if (peek(text) == '.') {
            position++;
            precision = Math.max(0, number(text));
        }
        take(text, "hlL");
        char type = peek(text);
        position++;
        if (type == '%') {
            out.append('%');
            return;
        }
        interpreter.budget().chars((long) width + Math.max(0, precision));
        Value argument = value == null ? next() : value;
        String converted = convert(type, argument, flags, left, width, precision);
        out.append(converted);
    }

    private String convert(char type, Value value, String flags, boolean left, int width, int precision) {
        boolean zero = flags.indexOf('0') >= 0 && !left;
        char sign = flags.indexOf('+') >= 0 ? '+' : flags.indexOf(' ') >= 0 ? ' ' : '-';
        char align = left ? '<' : '>';
        boolean alternate = flags.indexOf('#') >= 0;
        return switch (type) {
            case 's', 'r', 'a' -> {
                String text = type == 's' ? interpreter.str(value) : Representation.repr(value, interpreter.budget());
                yield new FormatSpec(" ", align, '-', false, width, (char) 0, precision, 's').text(text, "str");
            }
            case 'c' -> {
                String text =
                        value instanceof TextValue single ? single.text() : Character.toString(Operators.index(value));
                yield new FormatSpec(" ", align, '-', false, width, (char) 0, -1, 's').text(text, "str");
            }
            case 'd', 'i', 'u', 'x', 'X', 'o' -> {
                char base = type == 'i' || type == 'u' ? 'd' : type;
                FormatSpec spec = new FormatSpec(
                        zero ? "0" : " ", zero ? '=' : align, sign, alternate, width, (char) 0, -1, base);
                yield spec.whole(whole(type, value));
            }
            case 'e', 'E', 'f', 'F', 'g', 'G' -> {
                FormatSpec spec = new FormatSpec(
                        zero ? "0" : " ", zero ? '=' : align, sign, alternate, width, (char) 0, precision, type);
                yield spec.real(Numbers.real(value));
            }
            default -> throw Fault.failed("unsupported format character '" + type + "'");
        };
    }

    private static BigInteger whole(char type, Value value) {
        BigInteger whole = Numbers.whole(value);
        if (whole != null) {
            return whole;
        }
        boolean decimal = type == 'd' || type == 'i' || type == 'u';
        if (decimal && value instanceof FloatValue number && Double.isFinite(number.value())) {
            return new BigDecimal(number.value()).toBigInteger();
        }
        throw Fault.failed("%" + type + " format: a real number is required, not " + value.typeName());
    }

    private Value next() {
        if (used >= values.size() || named) {
            throw Fault.failed("not enough arguments for format string");
        }
        return values.get(used++);
    }

    private char peek(String text) {
        if (position >= text.length()) {
            throw Fault.failed("incomplete format");
        }
        return text.charAt(position);
    }

    private String take(String text, String characters) {
        int start = position;
        while (characters.indexOf(peek(text)) >= 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private int number(String text) {
        if (peek(text) == '*') {
            position++;
            return Math.clamp(Operators.index(next()), -WIDEST, WIDEST);
        }
        long number = 0;
        while (Character.isDigit(peek(text))) {
            number = Math.min(Integer.MAX_VALUE, number * 10 + Character.digit(peek(text), 10));
            position++;
        }
        return (int) number;
    }
}
