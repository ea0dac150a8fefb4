package studio.athanor.engines.llama;

import java.util.Arrays;

/** A list of ints that grows. */
final class IntSequence {

    private int[] values = new int[64];
    private int size;

    int size() {
        return size;
    }

    int get(int index) {
        return values[index];
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    /** Replaces everything. */
    void set(int[] other) {
        if (values.length < other.length) {
            values = new int[Math.max(other.length, values.length * 2)];
        }
        System.arraycopy(other, 0, values, 0, other.length);
        size = other.length;
    }

    /** Forgets what is behind a length. */
    void truncate(int length) {
        size = Math.min(size, length);
    }

    /** Removes a range and closes the gap. */
    void remove(int from, int to) {
        System.arraycopy(values, to, values, from, size - to);
        size -= to - from;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }

    /** Returns how many values at the start are equal to another list's, up to a limit. */
    int commonPrefix(int[] other, int limit) {
        return commonPrefix(other, other.length, limit);
    }

    /** Returns how many values at the start are equal to another list's, up to a limit. */
    int commonPrefix(IntSequence other, int limit) {
        return commonPrefix(other.values, other.size, limit);
    }

    private int commonPrefix(int[] other, int otherSize, int limit) {
        int end = Math.min(Math.min(size, otherSize), limit);
        int mismatch = Arrays.mismatch(values, 0, end, other, 0, end);
        return mismatch < 0 ? end : mismatch;
    }
}
