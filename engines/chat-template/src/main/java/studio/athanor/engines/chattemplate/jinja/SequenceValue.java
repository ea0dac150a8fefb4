package studio.athanor.engines.chattemplate.jinja;

import java.util.List;

/** A list or a tuple. */
sealed interface SequenceValue extends Value {

    /** Returns the live elements. */
    List<Value> items();

    @Override
    default boolean truth() {
        return !items().isEmpty();
    }

    /**
     * A list.
     *
     * @param items its live elements, mutable
     */
    record ListValue(List<Value> items) implements SequenceValue {
        @Override
        public String typeName() {
            return "list";
        }
    }

    /**
     * A tuple.
     *
     * @param items its elements
     * @param names attributes that stand for the first elements; empty for a plain tuple
     */
    record TupleValue(List<Value> items, List<String> names) implements SequenceValue {

        static TupleValue of(Value... items) {
            return new TupleValue(List.of(items), List.of());
        }

        static TupleValue of(List<Value> items) {
            return new TupleValue(items, List.of());
        }

        @Override
        public String typeName() {
            return "tuple";
        }
    }
}
