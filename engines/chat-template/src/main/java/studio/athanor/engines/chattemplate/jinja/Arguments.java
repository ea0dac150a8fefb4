package studio.athanor.engines.chattemplate.jinja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call passes.
 *
 * @param positional in order
 * @param named by name, in order
 */
record Arguments(List<Value> positional, Map<String, Value> named) {

    static final Arguments NONE = new Arguments(List.of(), Map.of());

    static Arguments of(Value... values) {
        return new Arguments(List.of(values), Map.of());
    }

    /** Matches the arguments with parameters, as Python does. */
    Bound bind(String function, String... parameters) {
        if (positional.size() > parameters.length) {
            throw Fault.failed(function + "() takes at most " + parameters.length + " arguments (" + positional.size()
                    + " given)");
        }
        @Nullable Value[] values = new @Nullable Value[parameters.length];
        for (int i = 0; i < positional.size(); i++) {
            values[i] = positional.get(i);
        }
        Map<String, Value> rest = new LinkedHashMap<>(named);
        for (int i = 0; i < parameters.length; i++) {
            Value value = rest.remove(parameters[i]);
            if (value != null) {
                if (values[i] != null) {
                    throw Fault.failed(function + "() got multiple values for argument '" + parameters[i] + "'");
                }
                values[i] = value;
            }
        }
        if (!rest.isEmpty()) {
            throw Fault.failed(function + "() got an unexpected keyword argument '"
                    + rest.keySet().iterator().next() + "'");
        }
        return new Bound(function, parameters, values);
    }

    /** Returns these arguments without the first positional one. */
    Arguments rest(int count) {
        return new Arguments(positional.subList(Math.min(count, positional.size()), positional.size()), named);
    }

    /** Arguments matched with parameters. */
    static final class Bound {

        private final String function;
        private final String[] parameters;
        private final @Nullable Value[] values;

        private Bound(String function, String[] parameters, @Nullable Value[] values) {
            this.function = function;
            this.parameters = parameters;
            this.values = values;
        }

        /** Returns an argument, or null if it was not passed. */
        @Nullable
        Value get(int index) {
            return values[index];
        }

        /** Returns an argument, or null if it was not passed or is none. */
        @Nullable
        Value some(int index) {
            Value value = values[index];
            return value == NoneValue.NONE ? null : value;
        }

        Value require(int index) {
            Value value = values[index];
            if (value == null) {
                throw Fault.failed(function + "() missing required argument '" + parameters[index] + "'");
            }
            return value;
        }

        boolean truth(int index, boolean absent) {
            Value value = values[index];
            return value == null ? absent : value.truth();
        }

        int integer(int index, int absent) {
            Value value = values[index];
            return value == null ? absent : Operators.index(value);
        }

        String text(int index) {
            return text(require(index));
        }

        String text(int index, String absent) {
            Value value = values[index];
            return value == null ? absent : text(value);
        }

        private String text(Value value) {
            if (value instanceof UndefinedValue undefined) {
                throw undefined.fault();
            }
            if (value instanceof TextValue text) {
                return text.text();
            }
            throw Fault.failed(function + "() argument must be str, not " + value.typeName());
        }
    }
}
