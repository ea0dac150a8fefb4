package studio.athanor.engines.chattemplate.jinja;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Python's methods of lists and tuples. The reference's sandbox refuses those that change one; templates use them. */
final class ListMethods {

    private static final Set<String> REFUSED = Set.of("clear", "remove", "reverse", "sort");

    private ListMethods() {}

    static @Nullable Value find(SequenceValue self, String name) {
        FunctionValue.@Nullable Body body = switch (name) {
            case "index" -> (interpreter, arguments) -> index(interpreter, self, arguments);
            case "count" -> (interpreter, arguments) -> count(interpreter, self, arguments);
            default -> self instanceof SequenceValue.ListValue list ? changing(list.items(), name) : null;
        };
        if (body == null) {
            boolean refused = self instanceof SequenceValue.ListValue && REFUSED.contains(name);
            return refused ? UndefinedValue.unsafe(self, name) : null;
        }
        return FunctionValue.of(name, body);
    }

    private static FunctionValue.@Nullable Body changing(List<Value> items, String name) {
        return switch (name) {
            case "append" ->
                (interpreter, arguments) -> {
                    interpreter.budget().slots(1);
                    items.add(arguments.bind(name, "object").require(0));
                    return NoneValue.NONE;
                };
            case "extend" ->
                (interpreter, arguments) -> {
                    items.addAll(
                            interpreter.items(arguments.bind(name, "iterable").require(0)));
                    return NoneValue.NONE;
                };
            case "insert" ->
                (interpreter, arguments) -> {
                    Arguments.Bound bound = arguments.bind(name, "index", "object");
                    long at = Operators.index(bound.require(0));
                    interpreter.budget().slots(1);
                    interpreter.budget().steps(items.size() / 256);
                    items.add(Math.clamp(at < 0 ? at + items.size() : at, 0, items.size()), bound.require(1));
                    return NoneValue.NONE;
                };
            case "pop" ->
                (interpreter, arguments) -> {
                    long at = arguments.bind(name, "index").integer(0, -1);
                    long index = at < 0 ? at + items.size() : at;
                    if (index < 0 || index >= items.size()) {
                        throw Fault.failed(items.isEmpty() ? "pop from empty list" : "pop index out of range");
                    }
                    interpreter.budget().steps(items.size() / 256);
                    return items.remove((int) index);
                };
            case "copy" -> (interpreter, _) -> interpreter.list(interpreter.items(interpreter.list(items)));
            default -> null;
        };
    }

    private static Value index(Interpreter interpreter, SequenceValue self, Arguments arguments) {
        Value wanted = arguments.bind("index", "value").require(0);
        for (int i = 0; i < self.items().size(); i++) {
            if (interpreter.relations().equal(self.items().get(i), wanted)) {
                return IntValue.of(i);
            }
        }
        throw Fault.failed(Representation.shortRepr(wanted) + " is not in " + self.typeName());
    }

    private static Value count(Interpreter interpreter, SequenceValue self, Arguments arguments) {
        Value wanted = arguments.bind("count", "value").require(0);
        long count = 0;
        for (Value item : self.items()) {
            if (interpreter.relations().equal(item, wanted)) {
                count++;
            }
        }
        return IntValue.of(count);
    }
}
