package studio.athanor.data.report;

import java.util.List;
import java.util.Optional;
import studio.athanor.data.run.RunStore;
import studio.athanor.engines.spi.job.JobBody;

/**
 * What the accepted rows of a run are like. Counts and means are over all rows; what takes comparing is over a sample that the rows'
 * numbers and the recipe's hash choose, so a report of the same rows is the same again.
 *
 * @param recipe its name
 * @param rows accepted rows
 * @param categories for each column with known values
 * @param cross for the combinations of these columns; empty with fewer than two
 * @param texts for each exported column in which a model writes texts
 * @param vectors for each column of embeddings
 * @param scores for each column of judgements
 * @param trends what changed over the run; empty with fewer than 20 rows
 */
public record Report(
        String recipe,
        String recipeHash,
        long rows,
        List<CategoryCoverage> categories,
        Optional<CrossCoverage> cross,
        List<TextFigures> texts,
        Duplicates duplicates,
        List<VectorFigures> vectors,
        List<ScoreFigures> scores,
        List<Trend> trends,
        Rejections rejections,
        RowCost cost) {

    /** Copies the lists. */
    public Report {
        categories = List.copyOf(categories);
        texts = List.copyOf(texts);
        vectors = List.copyOf(vectors);
        scores = List.copyOf(scores);
        trends = List.copyOf(trends);
    }

    /**
     * Returns the work of making a report: a walk over all rows, and a look at the cells of some. It takes memory for the samples and
     * at most 32 bytes a row. The store stays open, and is the caller's to close.
     */
    public static JobBody<Report> of(RunStore store) {
        return new ReportMaker(store);
    }
}
