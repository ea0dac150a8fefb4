package studio.athanor.data.row;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Where chance comes from: a seed is a function of the recipe, the column, the row and the attempt, so any cell can be made
 * again alone, in any order. The seed is the start of {@code SHA-256(recipeHash, 0, column, 0, row, attempt)}, numbers as
 * 8 bytes, big end first.
 */
public final class CellSeed {

    private CellSeed() {}

    /** Returns 64 bits for samplers. */
    public static long of(String recipeHash, String column, long row, int attempt) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(recipeHash.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(column.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(ByteBuffer.allocate(16).putLong(row).putLong(attempt).array());
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
    }

    /** Returns the seed for an engine: 31 bits, as engines give 32-bit numbers with the highest bit a meaning. */
    public static long forEngine(long seed) {
        return seed >>> 33;
    }
}
