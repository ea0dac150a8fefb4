package studio.athanor.data.check;

import com.google.gson.JsonElement;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/**
 * Remembers texts by the first half of their SHA-256, in an open-addressing table: 24 bytes a place, at most two thirds of
 * the places used. That two texts share 128 bits is less likely than a fault of the memory.
 */
final class ExactRows implements SeenRows {

    private final MessageDigest digest;
    private long[] keys = new long[2 * 1024];
    private long[] rows = new long[1024];
    private int size;

    ExactRows() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
    }

    private record Key(long high, long low) {}

    @Override
    public Optional<Near> nearest(List<JsonElement> values) {
        int place = place(key(values));
        return rows[place] == 0
                ? Optional.empty()
                : Optional.of(new Near(
                        rows[place] - 1, "is the same as in row " + (rows[place] - 1) + "; a new one is asked for."));
    }

    @Override
    public void add(List<JsonElement> values, long row) {
        Key key = key(values);
        int place = place(key);
        if (rows[place] != 0) {
            return;
        }
        put(key, row + 1, place);
        size++;
        if (size * 3L > rows.length * 2L) {
            grow();
        }
    }

    private void put(Key key, long mark, int place) {
        keys[2 * place] = key.high();
        keys[2 * place + 1] = key.low();
        rows[place] = mark;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldRows = rows;
        keys = new long[2 * oldKeys.length];
        rows = new long[2 * oldRows.length];
        for (int i = 0; i < oldRows.length; i++) {
            if (oldRows[i] != 0) {
                Key key = new Key(oldKeys[2 * i], oldKeys[2 * i + 1]);
                put(key, oldRows[i], place(key));
            }
        }
    }

    /** Returns where a key stands or would stand; a place is free where its row is 0. */
    private int place(Key key) {
        int mask = rows.length - 1;
        int place = (int) key.low() & mask;
        while (rows[place] != 0 && !(keys[2 * place] == key.high() && keys[2 * place + 1] == key.low())) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private Key key(List<JsonElement> values) {
        ByteBuffer hash =
                ByteBuffer.wrap(digest.digest(NoveltyText.exact(values).getBytes(StandardCharsets.UTF_8)));
        return new Key(hash.getLong(), hash.getLong());
    }
}
