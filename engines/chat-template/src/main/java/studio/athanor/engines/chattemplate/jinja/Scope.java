package studio.athanor.engines.chattemplate.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Variables, and those around them. */
final class Scope {

    private final @Nullable Scope outer;
    private final Map<String, Value> variables = new HashMap<>();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    @Nullable
    Value find(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Value value = scope.variables.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    Value get(String name) {
        Value value = find(name);
        return value == null ? UndefinedValue.variable(name) : value;
    }

    void set(String name, Value value) {
        variables.put(name, value);
    }
}
