package studio.athanor.engines.chattemplate.jinja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value with attributes of its own. */
sealed interface ObjectValue extends Value permits ObjectValue.Namespace, ObjectValue.Cycler, LoopValue {

    /** Returns an attribute, or null. */
    @Nullable
    Value attribute(String name);

    @Override
    default boolean truth() {
        return true;
    }

    /**
     * What {@code namespace()} returns: the one value whose attributes a template may set.
     *
     * @param attributes by name
     */
    record Namespace(Map<String, Value> attributes) implements ObjectValue {

        Namespace() {
            this(new LinkedHashMap<>());
        }

        @Override
        public @Nullable Value attribute(String name) {
            return attributes.get(name);
        }

        @Override
        public String typeName() {
            return "Namespace";
        }
    }

    /** What {@code cycler()} returns. */
    final class Cycler implements ObjectValue {

        private final List<Value> items;
        private int position;

        Cycler(List<Value> items) {
            this.items = items;
        }

        @Override
        public @Nullable Value attribute(String name) {
            return switch (name) {
                case "current" -> items.get(position);
                case "next" ->
                    FunctionValue.of("next", (_, arguments) -> {
                        arguments.bind("next");
                        Value current = items.get(position);
                        position = (position + 1) % items.size();
                        return current;
                    });
                case "reset" ->
                    FunctionValue.of("reset", (_, arguments) -> {
                        arguments.bind("reset");
                        position = 0;
                        return NoneValue.NONE;
                    });
                default -> null;
            };
        }

        @Override
        public String typeName() {
            return "Cycler";
        }
    }
}
