package studio.athanor.data.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import studio.athanor.data.recipe.Quota;
import studio.athanor.data.row.CellSeed;
import studio.athanor.data.sample.chance.Permutation;

/**
 * The values of a column with exact counts, dealt to slots like shuffled cards: slot n gets the value of card p(n),
 * where p is the {@link Permutation} of the seed (recipe hash, column, row -1, attempt 0), and the cards lie in the
 * order of the quota, each value as often as it counts. So every value comes exactly as often as asked among the
 * slots 0 to {@link #total()}-1, and any slot is computed alone. Immutable.
 */
public final class Dealing {

    private static final long NO_ROW = -1;

    private final List<String> values = new ArrayList<>();
    private final long[] ends;
    private final Permutation permutation;

    private Dealing(String column, SequencedMap<String, Long> counts, String recipeHash) {
        long[] sums = new long[counts.size()];
        long sum = 0;
        for (var each : counts.entrySet()) {
            if (each.getValue() < 0) {
                throw new IllegalArgumentException("The quota of " + column + " counts " + each.getKey() + " below 0");
            }
            sum = Math.addExact(sum, each.getValue());
            sums[values.size()] = sum;
            values.add(each.getKey());
        }
        if (sum == 0) {
            throw new IllegalArgumentException("The quota of " + column + " counts no row");
        }
        ends = sums;
        permutation = new Permutation(CellSeed.of(recipeHash, column, NO_ROW, 0), sum);
    }

    /**
     * Returns the dealing of a quota that has counts.
     *
     * @throws IllegalArgumentException if it has none, or their sum is 0
     */
    public static Dealing of(Quota quota, String recipeHash) {
        return new Dealing(quota.column(), quota.counts(), recipeHash);
    }

    /**
     * Returns the dealing of a quota without counts: every value equally often; where that leaves a rest, the first
     * values get one more each.
     *
     * @param values the values of the column, as text, each once
     * @param rows how many are dealt
     */
    public static Dealing equal(String column, List<String> values, long rows, String recipeHash) {
        return new Dealing(column, Quota.equalCounts(values, rows), recipeHash);
    }

    /** Returns how many slots are dealt. */
    public long total() {
        return permutation.size();
    }

    /**
     * Returns the value of a slot.
     *
     * @param index from 0 to {@link #total()}-1
     */
    public String value(long index) {
        long card = permutation.at(Objects.checkIndex(index, total()));
        int found = Arrays.binarySearch(ends, card + 1);
        return values.get(found >= 0 ? firstOf(found) : -found - 1);
    }

    /** Values that count 0 share their end with the one before; the cards are that one's. */
    private int firstOf(int found) {
        int first = found;
        while (first > 0 && ends[first - 1] == ends[found]) {
            first--;
        }
        return first;
    }
}
