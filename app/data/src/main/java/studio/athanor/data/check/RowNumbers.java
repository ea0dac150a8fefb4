package studio.athanor.data.check;

import java.util.Arrays;

/** The numbers of accepted rows, in the order in which they came. */
final class RowNumbers {

    private long[] numbers = new long[1024];
    private int size;

    void add(long row) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size + size / 2);
        }
        numbers[size++] = row;
    }

    long get(int index) {
        return numbers[index];
    }

    int size() {
        return size;
    }
}
