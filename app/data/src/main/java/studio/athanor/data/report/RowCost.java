package studio.athanor.data.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What an accepted row costs: all that the run took, rejected attempts included, by the accepted rows. All 0 before the first.
 *
 * @param computedTokens prompt tokens less those that were there from another prompt
 * @param joules of the devices, where they tell
 * @param columns for each column a model wrote, over a sample of accepted rows
 */
public record RowCost(
        long acceptedRows,
        double seconds,
        double promptTokens,
        double computedTokens,
        double generatedTokens,
        OptionalDouble joules,
        List<ColumnCost> columns) {

    /** Copies the columns. */
    public RowCost {
        columns = List.copyOf(columns);
    }

    /** Means over the cells of a column; time is that of the request, which shares the device with others. */
    public record ColumnCost(String column, long cells, double promptTokens, double generatedTokens, double millis) {}
}
