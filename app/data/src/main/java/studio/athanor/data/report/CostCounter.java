package studio.athanor.data.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.RunFigures;

/** Gathers what cells cost, and divides what the run cost. */
final class CostCounter {

    private static final double JOULES_PER_WATT_HOUR = 3600;

    private final SequencedMap<String, Sums> columns = new LinkedHashMap<>();

    void add(Cell cell) {
        if (!cell.slot().isEmpty()) {
            columns.computeIfAbsent(cell.column(), _ -> new Sums()).add(cell);
        }
    }

    RowCost cost(RunFigures figures) {
        List<RowCost.ColumnCost> costs = new ArrayList<>();
        columns.forEach((column, sums) -> costs.add(new RowCost.ColumnCost(
                column,
                sums.cells,
                (double) sums.promptTokens / sums.cells,
                (double) sums.generatedTokens / sums.cells,
                sums.millis / sums.cells)));
        double rows = figures.accepted();
        if (rows <= 0) {
            return new RowCost(0, 0, 0, 0, 0, OptionalDouble.empty(), costs);
        }
        OptionalDouble joules = figures.wattHours().isPresent()
                ? OptionalDouble.of(figures.wattHours().getAsDouble() * JOULES_PER_WATT_HOUR / rows)
                : OptionalDouble.empty();
        return new RowCost(
                figures.accepted(),
                figures.seconds() / rows,
                figures.promptTokens() / rows,
                (figures.promptTokens() - figures.reusedTokens()) / rows,
                figures.generatedTokens() / rows,
                joules,
                costs);
    }

    private static final class Sums {
        private long cells;
        private long promptTokens;
        private long generatedTokens;
        private double millis;

        void add(Cell cell) {
            cells++;
            promptTokens += cell.promptTokens();
            generatedTokens += cell.generatedTokens();
            millis += cell.millis();
        }
    }
}
