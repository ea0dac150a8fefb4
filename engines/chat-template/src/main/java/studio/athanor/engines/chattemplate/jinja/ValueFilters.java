package studio.athanor.engines.chattemplate.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters for numbers and single values. */
final class ValueFilters {

    private static final List<String> DECIMAL_UNITS = List.of("kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB");
    private static final List<String> BINARY_UNITS = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB");

    private ValueFilters() {}

    static void define(Map<String, Filters.Filter> filters) {
        filters.put("default", ValueFilters::orDefault);
        filters.put("d", ValueFilters::orDefault);
        filters.put("abs", (interpreter, input, arguments) -> {
            arguments.bind("abs");
            if (input instanceof UndefinedValue || !Numbers.isNumber(input)) {
                throw Fault.failed("bad operand type for abs(): '" + input.typeName() + "'");
            }
            BigInteger whole = Numbers.whole(input);
            return whole != null ? new IntValue(whole.abs()) : new FloatValue(Math.abs(Numbers.real(input)));
        });
        filters.put("int", ValueFilters::toInteger);
        filters.put("float", ValueFilters::toReal);
        filters.put("round", ValueFilters::round);
        filters.put(
                "filesizeformat",
                (interpreter, input, arguments) -> new TextValue(fileSize(
                        requireReal(input),
                        arguments.bind("filesizeformat", "binary").truth(0, false))));
        filters.put("attr", (interpreter, input, arguments) -> {
            String name = interpreter.str(arguments.bind("attr", "name").require(0));
            if (input instanceof DictValue dict && DictMethods.find(dict, name) == null) {
                return UndefinedValue.attribute(input, name);
            }
            return interpreter.lookup().attribute(input, name);
        });
        filters.put("pprint", (interpreter, input, arguments) -> {
            arguments.bind("pprint");
            return new TextValue(Representation.repr(input, interpreter.budget()));
        });
        filters.put("items", (interpreter, input, arguments) -> {
            arguments.bind("items");
            if (input instanceof UndefinedValue) {
                return new IteratorValue(List.<Value>of().iterator());
            }
            if (!(input instanceof DictValue dict)) {
                throw Fault.failed("Can only get item pairs from a mapping.");
            }
            return new IteratorValue(
                    new DictViewValue(dict, DictViewValue.Part.ITEMS).items().iterator());
        });
    }

    private static Value orDefault(Interpreter interpreter, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("default", "default_value", "boolean");
        boolean absent = input instanceof UndefinedValue || (bound.truth(1, false) && !input.truth());
        Value replacement = bound.get(0);
        return !absent ? input : replacement == null ? TextValue.EMPTY : replacement;
    }

    private static double requireReal(Value input) {
        if (input instanceof UndefinedValue undefined) {
            throw undefined.fault();
        }
        Double real = real(input);
        if (real == null) {
            throw Fault.failed("could not convert " + input.typeName() + " to float");
        }
        return real;
    }

    private static @Nullable Double real(Value input) {
        if (input instanceof TextValue text) {
            return Numbers.parseReal(text.text());
        }
        return Numbers.isNumber(input) ? (Double) Numbers.real(input) : null;
    }

    private static Value toInteger(Interpreter interpreter, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("int", "default", "base");
        Value otherwise = bound.get(0) == null ? IntValue.of(0) : bound.require(0);
        int base = bound.integer(1, 10);
        if (base != 0 && (base < 2 || base > 36)) {
            return otherwise;
        }
        if (input instanceof UndefinedValue undefined) {
            throw undefined.fault();
        }
        BigInteger whole =
                input instanceof TextValue text ? Numbers.parseInteger(text.text(), base) : Numbers.whole(input);
        if (whole != null) {
            return new IntValue(whole);
        }
        Double real = real(input);
        boolean infinite = input instanceof FloatValue && real != null && Double.isInfinite(real);
        if (infinite) {
            throw Fault.failed("cannot convert float infinity to integer");
        }
        return real == null || !Double.isFinite(real) ? otherwise : new IntValue(new BigDecimal(real).toBigInteger());
    }

    private static Value toReal(Interpreter interpreter, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("float", "default");
        if (input instanceof UndefinedValue undefined) {
            throw undefined.fault();
        }
        Double real = real(input);
        return real != null ? new FloatValue(real) : bound.get(0) == null ? new FloatValue(0) : bound.require(0);
    }

    private static Value round(Interpreter interpreter, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("round", "precision", "method");
        int precision = Math.clamp(bound.integer(0, 0), -400, 400);
        String method = bound.text(1, "common");
        if (input instanceof UndefinedValue undefined) {
            throw undefined.fault();
        }
        if (!Numbers.isNumber(input)) {
            throw Fault.failed("type " + input.typeName() + " doesn't define __round__ method");
        }
        BigInteger whole = Numbers.whole(input);
        if (method.equals("common") && whole != null) {
            return precision >= 0
                    ? new IntValue(whole)
                    : new IntValue(new BigDecimal(whole)
                            .setScale(precision, RoundingMode.HALF_EVEN)
                            .toBigInteger());
        }
        double value = Numbers.real(input);
        if (!Double.isFinite(value)) {
            return new FloatValue(value);
        }
        return switch (method) {
            case "common" -> {
                double rounded = new BigDecimal(value)
                        .setScale(precision, RoundingMode.HALF_EVEN)
                        .doubleValue();
                yield new FloatValue(Math.copySign(rounded, value));
            }
            case "ceil", "floor" -> {
                double scaled = value * Math.pow(10, precision);
                double moved = method.equals("ceil") ? Math.ceil(scaled) : Math.floor(scaled);
                yield new FloatValue((moved == 0 ? 0 : moved) / Math.pow(10, precision));
            }
            default -> throw Fault.failed("method must be common, ceil or floor");
        };
    }

    private static String fileSize(double bytes, boolean binary) {
        double base = binary ? 1024 : 1000;
        if (bytes == 1) {
            return "1 Byte";
        }
        if (bytes < base) {
            return new BigDecimal(bytes).toBigInteger() + " Bytes";
        }
        double unit = base;
        String name = "";
        for (String prefix : binary ? BINARY_UNITS : DECIMAL_UNITS) {
            unit *= base;
            name = prefix;
            if (bytes < unit) {
                break;
            }
        }
        return FormatSpec.fixed(base * bytes / unit, 1) + " " + name;
    }
}
