package studio.athanor.data.export.parquet;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The distinct values of a chunk of texts. It gives up where it does not pay: when more than half of the first page's values are
 * different, or when it grows beyond a megabyte.
 */
final class TextDictionary {

    private static final int MOST_BYTES = 1 << 20;
    private static final int SMALLEST_SAMPLE = 64;

    private final Map<ByteBuffer, Integer> places = new HashMap<>();
    private final Bytes values = new Bytes();
    private final Levels indexes = new Levels();
    private boolean closed;
    private boolean used;

    /** Forgets everything, for the next chunk. */
    void clear() {
        places.clear();
        values.clear();
        closed = false;
        used = false;
    }

    /** Returns whether a page refers to it. */
    boolean used() {
        return used;
    }

    int size() {
        return places.size();
    }

    /** Returns the values in the plain encoding, in the order of their places. */
    Bytes values() {
        return values;
    }

    /** Returns the place of each value of the last page that was {@link #take taken}. */
    Levels indexes() {
        return indexes;
    }

    /**
     * Takes in a page.
     *
     * @param plain values in the plain encoding
     * @param count how many
     * @return false if the page, and all that follow, are better off plain
     */
    boolean take(Bytes plain, int count) {
        if (closed || count == 0) {
            return false;
        }
        indexes.clear();
        int at = 0;
        for (int i = 0; i < count; i++) {
            int length = plain.intAt(at);
            indexes.add(place(plain, at + Integer.BYTES, length));
            at += Integer.BYTES + length;
            if (values.size() > MOST_BYTES) {
                closed = true;
                return false;
            }
        }
        if (!used && count >= SMALLEST_SAMPLE && places.size() > count / 2) {
            closed = true;
            return false;
        }
        used = true;
        return true;
    }

    private int place(Bytes plain, int from, int length) {
        Integer known = places.get(ByteBuffer.wrap(plain.array(), from, length));
        if (known != null) {
            return known;
        }
        int next = places.size();
        places.put(ByteBuffer.wrap(Arrays.copyOfRange(plain.array(), from, from + length)), next);
        values.addInt(length);
        values.add(plain.array(), from, length);
        return next;
    }
}
