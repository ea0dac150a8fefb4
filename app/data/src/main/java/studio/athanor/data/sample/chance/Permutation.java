package studio.athanor.data.sample.chance;

import java.util.Objects;

/**
 * A shuffle of the numbers 0 to size-1 that is computed place by place, without a list: a Feistel network over the
 * smallest even number of bits that holds the size, but at least 8, as smaller networks do not make all orders
 * equally often; of 8 rounds. A result beyond the size goes through the network again until it is within (Black and
 * Rogaway's cycle walking; above 64 numbers at most 4 times on average). A round turns (left, right) into (right,
 * left xor the upper bits of mix(right xor key)), with SplitMix64's mixing function and 8 keys drawn from the seed.
 * Immutable.
 */
public final class Permutation {

    private static final int ROUNDS = 8;
    private static final int LEAST_HALF = 4;

    private final long size;
    private final int half;
    private final long mask;
    private final long[] keys = new long[ROUNDS];

    /**
     * Makes the shuffle that a seed stands for.
     *
     * @param size how many numbers, at least 1
     */
    public Permutation(long seed, long size) {
        if (size < 1) {
            throw new IllegalArgumentException("A permutation has at least one number, not " + size);
        }
        this.size = size;
        int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
        half = Math.max(LEAST_HALF, (bits + 1) / 2);
        mask = (1L << half) - 1;
        Chance chance = new Chance(seed);
        for (int i = 0; i < ROUNDS; i++) {
            keys[i] = chance.bits();
        }
    }

    /** Returns how many numbers are shuffled. */
    public long size() {
        return size;
    }

    /** Returns the number at a place: each number is at exactly one. */
    public long at(long index) {
        long number = through(Objects.checkIndex(index, size));
        while (Long.compareUnsigned(number, size) >= 0) {
            number = through(number);
        }
        return number;
    }

    private long through(long number) {
        long left = number >>> half;
        long right = number & mask;
        for (long key : keys) {
            long next = left ^ (Chance.mix(right ^ key) >>> (Long.SIZE - half));
            left = right;
            right = next;
        }
        return (left << half) | right;
    }
}
