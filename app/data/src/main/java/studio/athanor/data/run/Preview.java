package studio.athanor.data.run;

import java.util.List;
import java.util.Optional;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Column;

/**
 * The first rows of a recipe, made at once and not kept, for one who edits it. They are the rows that a run would begin with;
 * rows that do not pass are shown too.
 */
public final class Preview implements AutoCloseable {

    /** As many as a person looks at. */
    public static final int ROWS = 5;

    private final DryRun rows;

    private Preview(DryRun rows) {
        this.rows = rows;
    }

    /**
     * Begins to make rows. Returns at once.
     *
     * @param watcher told of everything, on one thread of the preview; must return quickly
     * @throws DataException if a quota cannot be met, or a condition is no expression
     */
    public static Preview start(RunOrder order, RunParts parts, int rows, Watcher watcher) throws DataException {
        List<String> columns =
                order.recipe().columns().stream().map(Column::name).toList();
        return new Preview(DryRun.start(order, parts, RunSettings.defaults(), rows, new Watched(watcher, columns)));
    }

    /** Waits for the end. */
    public void await() throws InterruptedException {
        var _ = rows.await();
    }

    /** Interrupts what runs and ends. Blocks for some seconds at most. */
    @Override
    public void close() {
        rows.cancel();
        rows.close();
    }

    /** Told how a preview goes. */
    public interface Watcher {

        /** A cell was made; its row may yet be tried again, with another attempt. */
        void made(Cell cell);

        /** A row is decided. Rows come in order. */
        void settled(RunRow row, List<Cell> cells);

        /**
         * Nothing more comes.
         *
         * @param reason why it ended early, with what to do, if it did
         */
        void ended(Optional<String> reason);
    }

    private record Watched(Watcher watcher, List<String> columns) implements RunSink {
        @Override
        public void settled(SettledRow row) {
            // the values go through the text of the store, so that they are seen as a run would show them
            watcher.settled(
                    new RunRow(
                            row.number(),
                            row.attempt(),
                            row.state(),
                            RowText.row(columns, RowText.values(columns, row.values())),
                            row.rejection(),
                            false),
                    row.cells());
        }

        @Override
        public void made(Cell cell) {
            watcher.made(cell);
        }

        @Override
        public void status(RunStatus status, Optional<String> reason) {
            if (status != RunStatus.RUNNING) {
                watcher.ended(reason);
            }
        }
    }
}
