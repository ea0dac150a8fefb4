package studio.athanor.engines.chattemplate.jinja;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Filters that choose or change each of several items, as late as possible. */
final class SelectionFilters {

    private SelectionFilters() {}

    static void define(Map<String, Filters.Filter> filters) {
        filters.put("select", (interpreter, input, arguments) -> select(interpreter, input, arguments, false, true));
        filters.put("reject", (interpreter, input, arguments) -> select(interpreter, input, arguments, false, false));
        filters.put("selectattr", (interpreter, input, arguments) -> select(interpreter, input, arguments, true, true));
        filters.put(
                "rejectattr", (interpreter, input, arguments) -> select(interpreter, input, arguments, true, false));
        filters.put("map", SelectionFilters::map);
    }

    private static Value select(
            Interpreter interpreter, Value input, Arguments arguments, boolean byAttribute, boolean wanted) {
        return lazily(interpreter, input, items -> {
            Arguments rest = arguments;
            List<Value> path = List.of();
            if (byAttribute) {
                if (arguments.positional().isEmpty()) {
                    throw Fault.failed("Missing parameter for attribute name");
                }
                path = Lookup.parts(arguments.positional().getFirst());
                rest = arguments.rest(1);
            }
            Predicate<Value> accepted = test(interpreter, rest);
            List<Value> steps = path;
            return new FilteredIterator(
                    items, item -> accepted.test(interpreter.lookup().path(item, steps)) == wanted);
        });
    }

    private static Predicate<Value> test(Interpreter interpreter, Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            return Value::truth;
        }
        String name = interpreter.str(arguments.positional().getFirst());
        Arguments rest = arguments.rest(1);
        return item -> Tests.apply(interpreter, name, item, rest);
    }

    /** Makes a generator that does nothing, not even complain, before its first item is wanted. */
    private static Value lazily(Interpreter interpreter, Value input, UnaryOperator<Iterator<Value>> operation) {
        return new IteratorValue(new Iterator<>() {
            private Iterator<Value> started = List.<Value>of().iterator();
            private boolean running;

            private Iterator<Value> items() {
                if (!running) {
                    running = true;
                    started = input.truth() ? operation.apply(interpreter.iterate(input)) : started;
                }
                return started;
            }

            @Override
            public boolean hasNext() {
                return items().hasNext();
            }

            @Override
            public Value next() {
                return items().next();
            }
        });
    }

    private static Value map(Interpreter interpreter, Value input, Arguments arguments) {
        return lazily(interpreter, input, items -> {
            UnaryOperator<Value> operation = operation(interpreter, arguments);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return items.hasNext();
                }

                @Override
                public Value next() {
                    return operation.apply(items.next());
                }
            };
        });
    }

    private static UnaryOperator<Value> operation(Interpreter interpreter, Arguments arguments) {
        if (arguments.positional().isEmpty() && arguments.named().containsKey("attribute")) {
            Map<String, Value> named = new LinkedHashMap<>(arguments.named());
            List<Value> path = Lookup.parts(named.remove("attribute"));
            Value given = named.remove("default");
            if (!named.isEmpty()) {
                throw Fault.failed("Unexpected keyword argument '"
                        + named.keySet().iterator().next() + "'");
            }
            Value absent = given == null ? NoneValue.NONE : given;
            return item -> {
                Value value = item;
                for (Value part : path) {
                    value = interpreter.lookup().item(value, part);
                    value = absent != NoneValue.NONE && value instanceof UndefinedValue ? absent : value;
                }
                return value;
            };
        }
        if (arguments.positional().isEmpty()) {
            throw Fault.failed("map requires a filter argument");
        }
        String name = interpreter.str(arguments.positional().getFirst());
        Arguments rest = arguments.rest(1);
        return item -> Filters.apply(interpreter, name, item, rest);
    }
}
