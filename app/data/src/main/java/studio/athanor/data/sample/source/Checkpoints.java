package studio.athanor.data.sample.source;

import java.util.Arrays;

/** Where some of a file's records begin: one in 64, or one in 16 KiB where records are long. 16 bytes each. */
final class Checkpoints {

    private static final int RECORDS_APART = 64;
    private static final int BYTES_APART = 1 << 14;

    private long[] offsets = new long[64];
    private long[] records = new long[64];
    private int size;
    private long count;

    /** Takes the next record's beginning. */
    void add(long offset) {
        if (size == 0 || count - records[size - 1] >= RECORDS_APART || offset - offsets[size - 1] >= BYTES_APART) {
            if (size == offsets.length) {
                offsets = Arrays.copyOf(offsets, size + size / 2);
                records = Arrays.copyOf(records, size + size / 2);
            }
            offsets[size] = offset;
            records[size++] = count;
        }
        count++;
    }

    /** Gives back what growing left over. */
    void trim() {
        offsets = Arrays.copyOf(offsets, size);
        records = Arrays.copyOf(records, size);
    }

    /** Returns how many records there are. */
    long count() {
        return count;
    }

    /** Returns the block that holds a record: what lies between two checkpoints. */
    int block(long record) {
        int found = Arrays.binarySearch(records, 0, size, record);
        return found >= 0 ? found : -found - 2;
    }

    long firstRecord(int block) {
        return records[block];
    }

    long begin(int block) {
        return offsets[block];
    }

    long end(int block, long fileLength) {
        return block + 1 < size ? offsets[block + 1] : fileLength;
    }
}
