package studio.athanor.data.export.parquet;

/**
 * Parquet's RLE and bit-packing hybrid: a run of at least 8 equal values is written once, what is between runs is packed in
 * groups of 8.
 */
final class HybridRuns {

    private static final int GROUP = 8;

    private final int[] values;
    private final int count;
    private final int width;

    private HybridRuns(int[] values, int count, int width) {
        this.values = values;
        this.count = count;
        this.width = width;
    }

    /** Returns the bits that values up to a highest one take. */
    static int width(int highest) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(highest);
    }

    /** Adds values of so many bits. */
    static void write(Bytes out, int[] values, int count, int width) {
        new HybridRuns(values, count, width).write(out);
    }

    /** Adds values with their length in bytes before them, as pages of version 1 have their levels. */
    static void writeWithLength(Bytes out, int[] values, int count, int width) {
        int at = out.size();
        out.addInt(0);
        write(out, values, count, width);
        out.setInt(at, out.size() - at - Integer.BYTES);
    }

    private void write(Bytes out) {
        int at = 0;
        while (at < count) {
            int run = runFrom(at, count);
            if (run >= GROUP) {
                repeated(out, values[at], run);
                at += run;
            } else {
                int end = at + GROUP;
                while (end < count && runFrom(end, end + GROUP) < GROUP) {
                    end += GROUP;
                }
                packed(out, at, (end - at) / GROUP);
                at = end;
            }
        }
    }

    private int runFrom(int start, int limit) {
        int end = start + 1;
        int last = Math.min(limit, count);
        while (end < last && values[end] == values[start]) {
            end++;
        }
        return end - start;
    }

    private void repeated(Bytes out, int value, int run) {
        out.addVarint((long) run << 1);
        for (int shift = 0; shift < width; shift += Byte.SIZE) {
            out.addByte(value >>> shift);
        }
    }

    private void packed(Bytes out, int start, int groups) {
        out.addVarint(((long) groups << 1) | 1);
        long bits = 0;
        int filled = 0;
        for (int i = start; i < start + groups * GROUP; i++) {
            bits |= (i < count ? (long) values[i] : 0L) << filled;
            filled += width;
            while (filled >= Byte.SIZE) {
                out.addByte((int) bits);
                bits >>>= Byte.SIZE;
                filled -= Byte.SIZE;
            }
        }
    }
}
