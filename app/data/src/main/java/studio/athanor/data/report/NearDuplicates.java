package studio.athanor.data.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.text.Hashes;
import studio.athanor.data.text.Words;

/** Finds rows of a sample that are nearly alike, by MinHash; see {@link Duplicates#near()}. */
final class NearDuplicates {

    static final double THRESHOLD = 0.8;

    private static final int SAMPLE = 20_000;
    private static final int PERMUTATIONS = 128;
    private static final int BAND = 8;
    private static final int SHINGLE = 5;
    private static final int MOST_IN_BUCKET = 16;
    private static final int MOST_PAIRS = 20;

    private final long[] factors = new long[PERMUTATIONS];
    private final long[] terms = new long[PERMUTATIONS];
    private final Sample<int[]> sample;
    private final List<Duplicates.Pair> pairs = new ArrayList<>();

    NearDuplicates(long seed) {
        sample = new Sample<>(SAMPLE, seed);
        for (int i = 0; i < PERMUTATIONS; i++) {
            factors[i] = Hashes.mixed(2L * i) | 1;
            terms[i] = Hashes.mixed(2L * i + 1);
        }
    }

    void offer(long row, long[] words) throws IOException {
        sample.offer(row, () -> signature(words));
    }

    /** Returns the rows that are like an earlier one. */
    Share share() {
        List<Sample.Taken<int[]>> rows = sample.inOrder();
        Map<Long, List<Sample.Taken<int[]>>> buckets = new HashMap<>();
        long alike = 0;
        for (Sample.Taken<int[]> row : rows) {
            if (row.what().length == 0) {
                continue;
            }
            Duplicates.Pair closest = closest(row, buckets);
            if (closest != null && closest.similarity() >= THRESHOLD) {
                alike++;
                if (pairs.size() < MOST_PAIRS) {
                    pairs.add(closest);
                }
            }
        }
        return new Share(alike, rows.size(), Intervals.wilson(alike, rows.size()));
    }

    /** Returns some pairs that {@link #share} found. */
    List<Duplicates.Pair> pairs() {
        return pairs;
    }

    /** Returns the earlier row that is most alike, if any is a candidate, and puts the row into its buckets. */
    private static Duplicates.@Nullable Pair closest(
            Sample.Taken<int[]> row, Map<Long, List<Sample.Taken<int[]>>> buckets) {
        Duplicates.@Nullable Pair closest = null;
        for (int band = 0; band < PERMUTATIONS / BAND; band++) {
            List<Sample.Taken<int[]>> bucket = buckets.computeIfAbsent(key(row.what(), band), _ -> new ArrayList<>(1));
            for (Sample.Taken<int[]> earlier : bucket) {
                double similarity = similarity(row.what(), earlier.what());
                if (closest == null || similarity > closest.similarity()) {
                    closest = new Duplicates.Pair(row.row(), earlier.row(), similarity);
                }
            }
            if (bucket.size() < MOST_IN_BUCKET) {
                bucket.add(row);
            }
        }
        return closest;
    }

    private static long key(int[] signature, int band) {
        long key = band;
        for (int i = band * BAND; i < (band + 1) * BAND; i++) {
            key = Hashes.joined(key, signature[i]);
        }
        return key;
    }

    private static double similarity(int[] one, int[] other) {
        int equal = 0;
        for (int i = 0; i < one.length; i++) {
            equal += one[i] == other[i] ? 1 : 0;
        }
        return (double) equal / one.length;
    }

    /** Returns the least value of each permutation; nothing for a text without words. A short text is one shingle. */
    private int[] signature(long[] words) {
        if (words.length == 0) {
            return new int[0];
        }
        int[] least = new int[PERMUTATIONS];
        Arrays.fill(least, Integer.MAX_VALUE);
        for (long gram : Words.grams(words, Math.min(SHINGLE, words.length))) {
            for (int i = 0; i < PERMUTATIONS; i++) {
                least[i] = Math.min(least[i], (int) ((gram * factors[i] + terms[i]) >>> 32));
            }
        }
        return least;
    }
}
