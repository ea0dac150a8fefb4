package studio.athanor.data.report;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.DataException;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.RowFilter;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.RowWalk;
import studio.athanor.data.run.RunStore;
import studio.athanor.data.text.Hashes;
import studio.athanor.engines.spi.job.JobBody;
import studio.athanor.engines.spi.job.JobContext;
import studio.athanor.engines.spi.job.Progress;

/** Walks over a run and makes its report. */
record ReportMaker(RunStore store) implements JobBody<Report> {

    private static final int SAMPLED_FOR_CELLS = 2_000;
    private static final RowFilter REJECTED =
            new RowFilter(Optional.of(RowState.REJECTED), Optional.empty(), Map.of(), Optional.empty());

    @Override
    public Report run(JobContext context) throws DataException, InterruptedException {
        try {
            return report(context);
        } catch (IOException e) {
            throw new DataException.FileFailed(
                    "The rows of " + store.folder() + " could not be read: " + e.getMessage() + ".",
                    "Check that the run's folder is there and may be read.",
                    e);
        }
    }

    private Report report(JobContext context) throws DataException, IOException, InterruptedException {
        long total = store.count(RowFilter.ACCEPTED);
        RowCounters counters = new RowCounters(store.recipe(), store.recipeHash(), total);
        Sample<Long> forCells = new Sample<>(SAMPLED_FOR_CELLS, Hashes.of(store.recipeHash()));
        RowWalk.over(
                store, RowFilter.ACCEPTED, total, context, done -> new Progress.Steps(done, total, "rows"), row -> {
                    counters.add(row);
                    forCells.offer(row.number(), row::number);
                });
        List<Rejections.GivenUp> givenUp = givenUp(context);
        for (Sample.Taken<Long> row : forCells.inOrder()) {
            context.checkCancelled();
            for (Cell cell : store.cells(row.row())) {
                counters.add(cell);
            }
        }
        return counters.report(store.figures(), givenUp);
    }

    private List<Rejections.GivenUp> givenUp(JobContext context)
            throws DataException, IOException, InterruptedException {
        long total = store.count(REJECTED);
        Map<List<String>, Long> counts = new LinkedHashMap<>();
        RowWalk.over(
                store,
                REJECTED,
                total,
                context,
                done -> new Progress.Steps(done, total, "rejected rows"),
                row -> row.rejection()
                        .ifPresent(why -> counts.merge(List.of(why.column(), why.reason()), 1L, Long::sum)));
        return counts.entrySet().stream()
                .map(entry -> new Rejections.GivenUp(
                        entry.getKey().getFirst(), entry.getKey().getLast(), entry.getValue()))
                .sorted(Comparator.comparingLong(Rejections.GivenUp::rows).reversed())
                .toList();
    }
}
