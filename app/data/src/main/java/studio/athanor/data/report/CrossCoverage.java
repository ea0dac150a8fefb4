package studio.athanor.data.report;

import java.util.List;

/**
 * How many combinations of the sampled categories occur: coverage of the cross product. A combination is possible if each of its values
 * has a weight, and each subcategory belongs to its parent's value.
 *
 * @param columns categories, subcategories and yes-or-no columns, in the order of the recipe, parents before their children
 * @param missing some combinations that do not occur, at most 100; not looked for where more than a million
 *     are possible
 */
public record CrossCoverage(List<String> columns, long seen, long possible, List<List<String>> missing) {

    /** Copies the lists. */
    public CrossCoverage {
        columns = List.copyOf(columns);
        missing = List.copyOf(missing);
    }
}
