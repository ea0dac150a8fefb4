package studio.athanor.data.export.parquet;

import java.util.Arrays;

/** Small whole numbers that are gathered for a page: levels, or places in a dictionary. */
final class Levels {

    private int[] values = new int[1024];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size] = value;
        size++;
    }

    int size() {
        return size;
    }

    int[] array() {
        return values;
    }

    void clear() {
        size = 0;
    }
}
