package studio.athanor.data.report;

/**
 * How different texts are from each other, over a sample. Letters of both cases are alike. All figures but the similarities depend on how
 * much text there is: compare only samples of about the same size.
 *
 * @param rows in the sample, at most 2,000
 * @param distinct1 different words by all words (J. Li et al., "A Diversity-Promoting Objective Function", 2016)
 * @param distinct2 the same for pairs of neighbouring words
 * @param distinct3 the same for three neighbouring words
 * @param compressionRatio bytes of all texts by their bytes after DEFLATE; more is more alike (C. Shaib et al., "Standardizing the
 *     Measurement of Text Diversity", 2024)
 * @param similarity mean over all pairs, of at most 300 rows, of the Jaccard index of their sets of word pairs: 0 nothing shared, 1 equal
 * @param nearest mean over these rows of the index to the row that is most alike
 */
public record Diversity(
        int rows,
        double distinct1,
        double distinct2,
        double distinct3,
        double compressionRatio,
        double similarity,
        double nearest) {}
