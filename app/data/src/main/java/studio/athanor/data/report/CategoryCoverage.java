package studio.athanor.data.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How the values of a column came out. Nulls do not count.
 *
 * @param rows how many have a value
 * @param values those that the recipe names, in its order, then others that occur, at most 1,000
 * @param seen how many of the named values occur
 * @param possible how many the recipe names; those with weight 0 are not among them
 */
public record CategoryCoverage(String column, long rows, List<ValueCount> values, long seen, long possible) {

    /** Copies the values. */
    public CategoryCoverage {
        values = List.copyOf(values);
    }

    /**
     * A value and how often it occurs.
     *
     * @param value as text; for a subcategory with its parent's value before it, as {@code animal / cat}
     * @param expectedShare of the rows that have a value, by the recipe's weights, where they alone decide
     */
    public record ValueCount(String value, long count, OptionalDouble expectedShare) {}
}
