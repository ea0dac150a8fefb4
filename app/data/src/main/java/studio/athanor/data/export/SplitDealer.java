package studio.athanor.data.export;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import studio.athanor.data.DataException;
import studio.athanor.data.row.CellSeed;

/**
 * Deals rows to splits so that each gets its exact share, by selection sampling: a row goes to a split with the odds of the
 * places that are left in it (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S, for several groups). Chance comes from the recipe's
 * hash and the row's number, so an export gives the same splits again.
 */
final class SplitDealer {

    private static final double TOLERANCE = 1e-6;
    private static final String NAME = "[A-Za-z0-9_]+";
    /** No column is named so: the name has a space. */
    private static final String CHANCE = "split of an export";

    private final String recipeHash;
    private final long[] left;
    private long allLeft;

    /**
     * Deals so many rows.
     *
     * @param total rows that will be asked for
     */
    SplitDealer(List<Split> splits, long total, String recipeHash) {
        this.recipeHash = recipeHash;
        left = counts(splits, total);
        allLeft = total;
    }

    /** Returns the split of a row, by its place in the list. Rows beyond the total go to the first. */
    int splitOf(long rowNumber) {
        if (left.length == 1 || allLeft <= 0) {
            return 0;
        }
        double chance = (CellSeed.of(recipeHash, CHANCE, rowNumber, 0) >>> 11) * 0x1.0p-53;
        long ticket = Math.min(allLeft - 1, (long) (chance * allLeft));
        allLeft--;
        int split = 0;
        while (ticket >= left[split]) {
            ticket -= left[split];
            split++;
        }
        left[split]--;
        return split;
    }

    /** Returns whole numbers that sum to the total: shares rounded down, what is left over to the largest remainders. */
    static long[] counts(List<Split> splits, long total) {
        long[] counts = new long[splits.size()];
        long given = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.min(total - given, (long) Math.floor(splits.get(i).share() * total));
            given += counts[i];
        }
        List<Integer> byRemainder = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        i -> counts[i] - splits.get(i).share() * total))
                .toList();
        for (int i = 0; given < total; i++, given++) {
            counts[byRemainder.get(i % counts.length)]++;
        }
        return counts;
    }

    /**
     * Returns the splits that are meant; one of all rows where none is named.
     *
     * @throws DataException.FileFailed if names or shares cannot be
     */
    static List<Split> checked(List<Split> splits) throws DataException {
        if (splits.isEmpty()) {
            return List.of(new Split("train", 1));
        }
        Set<String> names = new HashSet<>();
        double sum = 0;
        for (Split split : splits) {
            if (!split.name().matches(NAME) || !names.add(split.name())) {
                throw refused("The split \"" + split.name()
                        + "\" has a name that another has, or with other signs than letters, digits and underscores.");
            }
            if (!(split.share() > 0)) {
                throw refused("The split \"" + split.name() + "\" has a share of " + split.share()
                        + ", which is not above 0.");
            }
            sum += split.share();
        }
        if (Math.abs(sum - 1) > TOLERANCE) {
            throw refused("The shares of the splits sum to " + sum + " and not to 1.");
        }
        return List.copyOf(splits);
    }

    private static DataException.FileFailed refused(String sentence) {
        return new DataException.FileFailed(
                sentence, "Write splits as train=0.9, test=0.1, with shares that sum to 1.", null);
    }
}
