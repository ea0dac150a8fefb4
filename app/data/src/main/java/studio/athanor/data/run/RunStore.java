package studio.athanor.data.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Recipe;

/**
 * A run's folder, opened for reading beside the run that writes it: rows, cells and figures. Exports, reports and tables stand
 * on this. Methods block on the disk and may be called from any thread.
 *
 * <p>The folder holds {@code recipe.yaml} as it was run and {@code run.db}, a SQLite database.
 */
public interface RunStore extends AutoCloseable {

    /**
     * Opens the folder of a run. Blocks on the disk.
     *
     * @throws DataException if there is no run, a newer program wrote it, or its recipe cannot be read
     */
    static RunStore open(Path folder) throws DataException {
        return StoredRun.open(folder, RunOrder.ofRun(folder).recipe());
    }

    /** Returns the folder. */
    Path folder();

    /** Returns the recipe as it was run. */
    Recipe recipe();

    /** Returns the recipe's hash: SHA-256 over its meaning, not its spelling. */
    String recipeHash();

    /** Returns the models that the slots were given. */
    List<SlotModel> models() throws DataException;

    /** Returns what the run is doing. */
    RunStatus status() throws DataException;

    /** Returns why it stopped, if it did. */
    Optional<String> reason() throws DataException;

    /** Returns what it made and cost. */
    RunFigures figures() throws DataException;

    /** Returns how many rows a filter lets through. */
    long count(RowFilter filter) throws DataException;

    /**
     * Returns a part of the rows that a filter lets through, in order of their numbers. Without search and columns it
     * takes the same time anywhere in the table.
     */
    List<RunRow> page(RowFilter filter, long offset, int limit) throws DataException;

    /** Returns one row. */
    Optional<RunRow> row(long number) throws DataException;

    /** Returns the cells of a row's last attempt, in the order in which they were made. */
    List<Cell> cells(long number) throws DataException;

    /** Gives every row that a filter lets through to a visitor, in order, without keeping them in memory. */
    void forEach(RowFilter filter, RowVisitor visitor) throws DataException, IOException;

    /** Takes rows one after another. */
    @FunctionalInterface
    interface RowVisitor {
        /** Looks at a row; false ends the walk. */
        boolean visit(RunRow row) throws IOException;
    }

    @Override
    void close();
}
