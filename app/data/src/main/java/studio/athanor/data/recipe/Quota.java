package studio.athanor.data.recipe;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import studio.athanor.data.row.Position;

/**
 * Exact numbers of accepted rows by value of a column. Where the column is a category, its values are dealt out so; else rows
 * are refused whose value is full.
 *
 * @param counts by value as text; without {@code counts} each value gets an equal part of the rows
 */
public record Quota(String column, SequencedMap<String, Long> counts, Position at) {

    /** Copies and closes the counts. */
    public Quota {
        counts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(counts));
    }

    /** Returns counts that share rows equally; where that leaves a rest, the first values get one more each. */
    public static SequencedMap<String, Long> equalCounts(Collection<String> values, long rows) {
        SequencedMap<String, Long> counts = new LinkedHashMap<>();
        long rest = rows % values.size();
        for (String value : values) {
            counts.put(value, rows / values.size() + (counts.size() < rest ? 1 : 0));
        }
        return counts;
    }
}
