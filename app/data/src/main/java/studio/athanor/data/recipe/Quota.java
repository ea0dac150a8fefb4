package studio.athanor.data.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import studio.athanor.data.row.Position;

/**
 * Exact numbers of accepted rows by value of a column. Where the column is a category, its values are dealt out so; else rows
 * are refused whose value is full.
 *
 * @param counts by value as text; without {@code counts} each value of a category gets an equal part of the rows
 */
public record Quota(String column, SequencedMap<String, Long> counts, Position at) {

    /** Copies and closes the counts. */
    public Quota {
        counts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(counts));
    }
}
