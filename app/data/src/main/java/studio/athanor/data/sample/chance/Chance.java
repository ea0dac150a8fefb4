package studio.athanor.data.sample.chance;

import java.util.List;
import studio.athanor.data.row.CellSeed;

/**
 * The random numbers of one cell. They are SplitMix64 (Steele, Lea and Flood, 2014, with Stafford's variant 13 as the
 * mixing function), written out here, and whatever needs a logarithm, a root or an angle takes {@link StrictMath}:
 * the same seed gives the same numbers on every machine and every Java. For one thread.
 */
public final class Chance {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT_STEP = 0x1p-53;

    private long state;

    /** Starts from a seed. */
    public Chance(long seed) {
        state = seed;
    }

    /** Starts from the seed of a cell. */
    public static Chance of(String recipeHash, String column, long row, int attempt) {
        return new Chance(CellSeed.of(recipeHash, column, row, attempt));
    }

    /** Returns 64 random bits. */
    public long bits() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Returns a number in [0, 1): the upper 53 bits, times 2^-53. */
    public double unit() {
        return (bits() >>> 11) * UNIT_STEP;
    }

    /**
     * Returns a whole number in [0, bound), each equally likely: the upper half of bits times bound, drawn again
     * where the lower half would favour some (Lemire, 2019).
     *
     * @param bound unsigned; 0 stands for 2^64
     */
    public long below(long bound) {
        if (bound == 0) {
            return bits();
        }
        long unfair = Long.remainderUnsigned(-bound, bound);
        long drawn = bits();
        while (Long.compareUnsigned(drawn * bound, unfair) < 0) {
            drawn = bits();
        }
        return Math.unsignedMultiplyHigh(drawn, bound);
    }

    /** Returns a number of the standard normal distribution: the cosine half of Box and Muller, two bits() a number. */
    public double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return radius * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    /** Returns one of a list, each equally likely. */
    public <T> T one(List<T> choices) {
        return choices.get((int) below(choices.size()));
    }

    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
