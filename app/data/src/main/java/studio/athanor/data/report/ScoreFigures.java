package studio.athanor.data.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What judges said.
 *
 * @param criteria each, and {@code score} for their mean; empty for comparisons
 * @param agreement of the judges, as each row tells it: the share of pairs of judges that are of one mind; empty with one judge
 * @param comparison for columns that compare two others
 */
public record ScoreFigures(
        String column, List<Criterion> criteria, Optional<Mean> agreement, Optional<Comparison> comparison) {

    /** Copies the criteria. */
    public ScoreFigures {
        criteria = List.copyOf(criteria);
    }

    /**
     * One thing that was judged.
     *
     * @param counts rows by score, rounded to a tenth, lowest first
     */
    public record Criterion(String name, Mean mean, SequencedMap<Double, Long> counts) {
        /** Copies and closes the counts. */
        public Criterion {
            counts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(counts));
        }
    }

    /**
     * Which of two columns was better.
     *
     * @param consistent rows in which the verdict stayed the same when the two changed places
     */
    public record Comparison(Share first, Share second, Share tie, Share consistent) {}
}
