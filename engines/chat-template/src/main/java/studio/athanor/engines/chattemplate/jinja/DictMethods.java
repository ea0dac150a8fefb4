package studio.athanor.engines.chattemplate.jinja;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Python's methods of dictionaries. The reference's sandbox refuses those that change one; most are harmless here. */
final class DictMethods {

    private static final Set<String> REFUSED = Set.of("clear", "popitem", "fromkeys");

    private DictMethods() {}

    static @Nullable Value find(DictValue self, String name) {
        FunctionValue.@Nullable Body body = switch (name) {
            case "get" -> (_, arguments) -> get(self, arguments);
            case "items" -> (_, arguments) -> view(self, arguments, DictViewValue.Part.ITEMS);
            case "keys" -> (_, arguments) -> view(self, arguments, DictViewValue.Part.KEYS);
            case "values" -> (_, arguments) -> view(self, arguments, DictViewValue.Part.VALUES);
            case "copy" ->
                (interpreter, _) -> {
                    DictValue copy = new DictValue();
                    putAll(interpreter, copy, self);
                    return copy;
                };
            case "update" -> (interpreter, arguments) -> update(interpreter, self, arguments);
            case "setdefault" ->
                (interpreter, arguments) -> {
                    Arguments.Bound bound = arguments.bind(name, "key", "default");
                    Value present = self.get(bound.require(0));
                    if (present != null) {
                        return present;
                    }
                    Value absent = bound.get(1) == null ? NoneValue.NONE : bound.require(1);
                    interpreter.budget().slots(2);
                    self.put(bound.require(0), absent);
                    return absent;
                };
            case "pop" ->
                (_, arguments) -> {
                    Arguments.Bound bound = arguments.bind(name, "key", "default");
                    Value removed = self.remove(bound.require(0));
                    Value absent = bound.get(1);
                    if (removed == null && absent == null) {
                        throw Fault.failed(Representation.shortRepr(bound.require(0)));
                    }
                    return removed == null && absent != null ? absent : orNone(removed);
                };
            default -> null;
        };
        if (body == null) {
            return REFUSED.contains(name) ? UndefinedValue.unsafe(self, name) : null;
        }
        return FunctionValue.of(name, body);
    }

    private static Value orNone(@Nullable Value value) {
        return value == null ? NoneValue.NONE : value;
    }

    private static Value get(DictValue self, Arguments arguments) {
        if (!arguments.named().isEmpty()) {
            throw Fault.failed("dict.get() takes no keyword arguments");
        }
        Arguments.Bound bound = arguments.bind("get", "key", "default");
        Value found = self.get(bound.require(0));
        return found == null ? orNone(bound.get(1)) : found;
    }

    private static Value view(DictValue self, Arguments arguments, DictViewValue.Part part) {
        arguments.bind(part.name());
        return new DictViewValue(self, part);
    }

    static Value update(Interpreter interpreter, DictValue self, Arguments arguments) {
        for (Value source : arguments.positional()) {
            putAll(interpreter, self, source);
        }
        for (Map.Entry<String, Value> entry : arguments.named().entrySet()) {
            interpreter.budget().slots(2);
            self.put(new TextValue(entry.getKey()), entry.getValue());
        }
        return NoneValue.NONE;
    }

    private static void putAll(Interpreter interpreter, DictValue target, Value source) {
        if (source instanceof DictValue dict) {
            interpreter.budget().slots(2L * dict.size());
            List.copyOf(dict.entries()).forEach(entry -> target.put(entry.key(), entry.value()));
            return;
        }
        for (Value item : interpreter.items(source)) {
            List<Value> pair = interpreter.items(item);
            if (pair.size() != 2) {
                throw Fault.failed("dictionary update sequence element has length " + pair.size() + "; 2 is required");
            }
            target.put(pair.get(0), pair.get(1));
        }
    }
}
