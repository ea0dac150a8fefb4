package studio.athanor.data.export;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.row.ValueType;
import studio.athanor.data.run.RowFilter;
import studio.athanor.data.run.RowWalk;
import studio.athanor.data.run.RunStore;
import studio.athanor.engines.spi.job.JobContext;
import studio.athanor.engines.spi.job.Progress;

/** Looks through the rows before they are written, where that cannot be done without. */
record Survey(RunStore store, RowFilter filter, long total, JobContext context) {

    /** Returns the types of exported columns that the recipe does not tell. Without such columns no row is looked at. */
    Map<String, ValueType> types() throws DataException, IOException, InterruptedException {
        Map<String, SeenType> seen = new LinkedHashMap<>();
        for (Column column : store.recipe().columns()) {
            if (ColumnTypes.known(store.recipe(), column).isEmpty()) {
                seen.put(column.name(), new SeenType());
            }
        }
        if (!seen.isEmpty()) {
            walk(
                    "Looking at the types",
                    row -> seen.forEach((name, type) -> type.add(row.row().get(name))));
        }
        Map<String, ValueType> types = new LinkedHashMap<>();
        seen.forEach((name, type) -> types.put(name, type.type()));
        return types;
    }

    /** Returns how many rows have all that a shape needs. */
    long fitting(RowShape shape) throws DataException, IOException, InterruptedException {
        long[] fitting = new long[1];
        walk("Counting the rows that fit", row -> {
            if (shape.shape(row) instanceof RowShape.Shaped.Whole) {
                fitting[0]++;
            }
        });
        return fitting[0];
    }

    private void walk(String what, RowWalk.RowTaker taker) throws DataException, IOException, InterruptedException {
        LongFunction<Progress> progress = done -> new Progress.Fraction(what, total == 0 ? 1 : (double) done / total);
        RowWalk.over(store, filter, total, context, progress, taker);
    }
}
