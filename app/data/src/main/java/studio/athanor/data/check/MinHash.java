package studio.athanor.data.check;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Makes signatures of sets: for each of 128 hash functions the smallest hash of the set's members, of which the last 16 bits
 * are kept. The share of equal places of two signatures estimates the sets' Jaccard index, with a standard error of
 * {@code sqrt(s (1 - s) / 128)}; 16 bits are equal by chance once in 65,536 places (Li and König, b-bit minwise hashing, 2010).
 */
final class MinHash {

    static final int PERMUTATIONS = 128;

    /** How many 64-bit words hold a signature, four places each. */
    static final int WORDS = PERMUTATIONS / 4;

    private static final long EVERY_LOW = 0x7FFF_7FFF_7FFF_7FFFL;

    private final int[] flips = new int[PERMUTATIONS];
    private final int[] factors = new int[PERMUTATIONS];

    MinHash() {
        SplittableRandom random = new SplittableRandom(0x41746861_6E6F72L);
        for (int i = 0; i < PERMUTATIONS; i++) {
            flips[i] = random.nextInt();
            factors[i] = random.nextInt() | 1;
        }
    }

    long[] signature(int[] members) {
        int[] least = new int[PERMUTATIONS];
        Arrays.fill(least, Integer.MAX_VALUE);
        for (int member : members) {
            for (int i = 0; i < PERMUTATIONS; i++) {
                int hash = (member ^ flips[i]) * factors[i];
                hash = (hash ^ (hash >>> 15)) * 0x2C1B3C6D;
                least[i] = Math.min(least[i], hash ^ (hash >>> 13));
            }
        }
        long[] signature = new long[WORDS];
        for (int i = 0; i < PERMUTATIONS; i++) {
            long place = Integer.toUnsignedLong(least[i] * 0x9E3779B1) >>> 16;
            signature[i / 4] |= place << (16 * (i % 4));
        }
        return signature;
    }

    /** Returns how many of the four places of two words are equal. */
    static int equalPlaces(long one, long other) {
        long differing = one ^ other;
        long marked = ((differing & EVERY_LOW) + EVERY_LOW) | differing | EVERY_LOW;
        return Long.bitCount(~marked);
    }
}
