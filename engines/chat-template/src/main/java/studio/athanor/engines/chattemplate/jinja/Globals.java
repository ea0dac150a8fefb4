package studio.athanor.engines.chattemplate.jinja;

import java.math.BigInteger;
import java.util.List;

/** The functions that every template can call. */
final class Globals {

    private Globals() {}

    static void define(Scope scope) {
        function(scope, "range", (_, arguments) -> range(arguments));
        function(scope, "dict", (interpreter, arguments) -> {
            DictValue dict = new DictValue();
            DictMethods.update(interpreter, dict, arguments);
            return dict;
        });
        function(scope, "namespace", Globals::namespace);
        function(scope, "cycler", (_, arguments) -> {
            if (arguments.positional().isEmpty()) {
                throw Fault.failed("at least one item has to be provided");
            }
            return new ObjectValue.Cycler(List.copyOf(arguments.positional()));
        });
        function(scope, "joiner", (_, arguments) -> joiner(arguments));
        function(scope, "raise_exception", (interpreter, arguments) -> {
            throw Fault.raised(
                    interpreter.str(arguments.bind("raise_exception", "message").require(0)));
        });
        function(scope, "strftime_now", (interpreter, arguments) -> {
            String format = arguments.bind("strftime_now", "format").text(0);
            return interpreter.text(Strftime.format(interpreter.now(), format));
        });
    }

    private static void function(Scope scope, String name, FunctionValue.Body body) {
        scope.set(name, FunctionValue.of(name, body));
    }

    private static Value range(Arguments arguments) {
        List<Value> values = arguments.positional();
        if (values.isEmpty() || values.size() > 3 || !arguments.named().isEmpty()) {
            throw Fault.failed("range expected 1 to 3 arguments, got " + values.size());
        }
        BigInteger start = values.size() == 1 ? BigInteger.ZERO : whole(values.get(0));
        BigInteger stop = whole(values.get(values.size() == 1 ? 0 : 1));
        BigInteger step = values.size() < 3 ? BigInteger.ONE : whole(values.get(2));
        if (step.signum() == 0) {
            throw Fault.failed("range() arg 3 must not be zero");
        }
        BigInteger span = step.signum() > 0 ? stop.subtract(start) : start.subtract(stop);
        BigInteger length = span.signum() <= 0
                ? BigInteger.ZERO
                : span.subtract(BigInteger.ONE).divide(step.abs()).add(BigInteger.ONE);
        if (length.compareTo(BigInteger.valueOf(RangeValue.LONGEST)) > 0) {
            throw Fault.limit("Range too big: no more than " + RangeValue.LONGEST + " numbers");
        }
        if (start.bitLength() > 40 || stop.bitLength() > 40 || step.bitLength() > 40) {
            throw Fault.limit("Range too far from 0");
        }
        return new RangeValue(start.longValue(), stop.longValue(), step.longValue());
    }

    private static BigInteger whole(Value value) {
        if (value instanceof UndefinedValue undefined) {
            throw undefined.fault();
        }
        BigInteger whole = Numbers.whole(value);
        if (whole == null) {
            throw Fault.failed("'" + value.typeName() + "' object cannot be interpreted as an integer");
        }
        return whole;
    }

    private static Value namespace(Interpreter interpreter, Arguments arguments) {
        DictValue dict = new DictValue();
        DictMethods.update(interpreter, dict, arguments);
        ObjectValue.Namespace namespace = new ObjectValue.Namespace();
        for (DictValue.Entry entry : dict.entries()) {
            namespace.attributes().put(interpreter.str(entry.key()), entry.value());
        }
        return namespace;
    }

    private static Value joiner(Arguments arguments) {
        String separator = arguments.bind("joiner", "sep").text(0, ", ");
        boolean[] used = new boolean[1];
        return FunctionValue.of("joiner", (_, _) -> {
            Value joint = used[0] ? new TextValue(separator) : TextValue.EMPTY;
            used[0] = true;
            return joint;
        });
    }
}
