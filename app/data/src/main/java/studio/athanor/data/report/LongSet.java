package studio.athanor.data.report;

import studio.athanor.data.text.Hashes;

/** A set of 64-bit hashes, 8 to 32 bytes each. */
final class LongSet {

    private long[] slots = new long[1 << 10];
    private int size;
    private boolean hasZero;

    /** Adds a number; returns whether it is new. */
    boolean add(long value) {
        if (value == 0) {
            boolean isNew = !hasZero;
            hasZero = true;
            return isNew;
        }
        if (size >= slots.length / 2) {
            grow();
        }
        int slot = slot(slots, value);
        if (slots[slot] == value) {
            return false;
        }
        slots[slot] = value;
        size++;
        return true;
    }

    boolean contains(long value) {
        return value == 0 ? hasZero : slots[slot(slots, value)] == value;
    }

    int size() {
        return size + (hasZero ? 1 : 0);
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long value : slots) {
            if (value != 0) {
                larger[slot(larger, value)] = value;
            }
        }
        slots = larger;
    }

    /** Returns the place of a number, or the free one where it belongs. */
    private static int slot(long[] table, long value) {
        int slot = (int) (Hashes.mixed(value) >>> 32) & (table.length - 1);
        while (table[slot] != 0 && table[slot] != value) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }
}
