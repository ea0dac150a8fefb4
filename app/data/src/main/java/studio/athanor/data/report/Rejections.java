package studio.athanor.data.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What did not pass.
 *
 * @param attempts by reason, over the whole run; most are followed by another attempt
 * @param rows those given up, by what their last attempt failed at, most frequent first
 */
public record Rejections(SequencedMap<String, Long> attempts, List<GivenUp> rows) {

    /** Copies and closes the collections. */
    public Rejections {
        attempts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attempts));
        rows = List.copyOf(rows);
    }

    /**
     * Rows given up for one reason.
     *
     * @param column empty for a check of the whole row
     */
    public record GivenUp(String column, String reason, long rows) {}
}
