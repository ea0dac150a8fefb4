package studio.athanor.engines.chattemplate.jinja;

import java.util.Iterator;

/**
 * A range of whole numbers, no longer than {@link #LONGEST}.
 *
 * @param start first number
 * @param stop end, exclusive
 * @param step difference, not 0
 */
record RangeValue(long start, long stop, long step) implements Value {

    /** As the reference's sandbox has it. */
    static final int LONGEST = 100_000;

    int length() {
        long span = step > 0 ? stop - start : start - stop;
        long stride = Math.abs(step);
        return span <= 0 ? 0 : Math.toIntExact((span - 1) / stride + 1);
    }

    Value at(int index) {
        return IntValue.of(start + index * step);
    }

    Iterator<Value> iterator() {
        return new Iterator<>() {
            private int index;

            @Override
            public boolean hasNext() {
                return index < length();
            }

            @Override
            public Value next() {
                return at(index++);
            }
        };
    }

    @Override
    public String typeName() {
        return "range";
    }

    @Override
    public boolean truth() {
        return length() > 0;
    }
}
