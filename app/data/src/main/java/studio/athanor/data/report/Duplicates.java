package studio.athanor.data.report;

import java.util.List;

/**
 * Rows that are there more than once. A row's text is that of all columns in which models write; without such columns all its values.
 *
 * @param exact rows whose words are those of an earlier row, case and punctuation aside
 * @param near of a sample of at most 20,000 rows those like an earlier row of the sample: Jaccard index of word 5-grams of 0.8 or more,
 *     estimated by MinHash with 128 permutations (A. Broder, "On the resemblance and containment of documents", 1997), candidates by 16
 *     bands of 8. A pair is only found if both are in the sample
 * @param pairs some of these, at most 20
 */
public record Duplicates(Share exact, Share near, List<Pair> pairs) {

    /** Copies the pairs. */
    public Duplicates {
        pairs = List.copyOf(pairs);
    }

    /**
     * Two rows that are alike.
     *
     * @param row the later one
     */
    public record Pair(long row, long earlier, double similarity) {}
}
