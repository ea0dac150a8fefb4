package studio.athanor.data.run;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.Row;

/** A run's folder, read through connections that cannot change it. */
final class StoredRun implements RunStore {

    private static final int ROWS_AT_A_TIME = 500;

    private final RunDatabase database;
    private final RunReaders readers;
    private final Recipe recipe;
    private final String recipeHash;
    private final List<String> columns;
    private volatile @Nullable FoundRows found;

    private StoredRun(RunDatabase database, RunReaders readers, Recipe recipe, String recipeHash) {
        this.database = database;
        this.readers = readers;
        this.recipe = recipe;
        this.recipeHash = recipeHash;
        columns = recipe.columns().stream().map(Column::name).toList();
    }

    /**
     * Opens a run.
     *
     * @param recipe as it was run
     */
    static StoredRun open(Path folder, Recipe recipe) throws DataException {
        RunDatabase database = new RunDatabase(folder);
        RunReaders readers = new RunReaders(database);
        String hash = readers.read(
                connection -> RunDatabase.meta(connection, "recipe_hash").orElse(""));
        return new StoredRun(database, readers, recipe, hash);
    }

    @Override
    public Path folder() {
        return database.folder();
    }

    @Override
    public Recipe recipe() {
        return recipe;
    }

    @Override
    public String recipeHash() {
        return recipeHash;
    }

    @Override
    public List<SlotModel> models() throws DataException {
        return readers.read(RowReads::models);
    }

    @Override
    public RunStatus status() throws DataException {
        String name = readers.read(
                connection -> RunDatabase.meta(connection, "status").orElse(RunStatus.PAUSED.name()));
        RunStatus status = RunStatus.valueOf(name);
        try {
            // whoever was killed could not say so
            return status == RunStatus.RUNNING && !RunLock.isHeld(folder()) ? RunStatus.PAUSED : status;
        } catch (SQLException e) {
            throw RunFailures.reading(e, folder());
        }
    }

    @Override
    public Optional<String> reason() throws DataException {
        return readers.read(connection -> RunDatabase.meta(connection, "reason"))
                .filter(text -> !text.isEmpty());
    }

    @Override
    public RunFigures figures() throws DataException {
        return readers.read(RowReads::figures);
    }

    @Override
    public long count(RowFilter filter) throws DataException {
        RowQuery query = new RowQuery(filter, columns);
        if (query.looks()) {
            return found(filter, query).count(readers);
        }
        return readers.read(connection -> {
            if (query.everything()) {
                return RunDatabase.number(connection, "SELECT coalesce(max(number) + 1, 0) FROM run_row");
            }
            Optional<RowState> state = query.stateOnly();
            return state.isPresent() ? Tally.count(connection, state.get()) : query.count(connection);
        });
    }

    @Override
    public List<RunRow> page(RowFilter filter, long offset, int limit) throws DataException {
        RowQuery query = new RowQuery(filter, columns);
        if (query.looks()) {
            return rows(found(filter, query).page(readers, offset, limit));
        }
        return readers.read(connection -> {
            if (query.everything()) {
                return query.rows(connection, offset, 0, limit);
            }
            Optional<RowState> state = query.stateOnly();
            if (state.isEmpty()) {
                return query.rows(connection, 0, offset, limit);
            }
            Tally.Start start = Tally.find(connection, state.get(), offset);
            return query.rows(connection, start.first(), start.skip(), limit);
        });
    }

    private FoundRows found(RowFilter filter, RowQuery query) throws DataException {
        String changes = readers.read(
                connection -> RunDatabase.meta(connection, "changes").orElse("0"));
        FoundRows known = found;
        if (known != null && known.isFor(filter, changes)) {
            return known;
        }
        FoundRows fresh = new FoundRows(filter, query, changes);
        found = fresh;
        return fresh;
    }

    private List<RunRow> rows(long[] numbers) throws DataException {
        return readers.read(connection -> {
            List<RunRow> rows = new ArrayList<>(numbers.length);
            for (long number : numbers) {
                RowReads.row(connection, columns, number).ifPresent(rows::add);
            }
            return rows;
        });
    }

    @Override
    public Optional<RunRow> row(long number) throws DataException {
        return readers.read(connection -> RowReads.row(connection, columns, number));
    }

    @Override
    public List<Cell> cells(long number) throws DataException {
        return readers.read(connection -> cells(connection, number));
    }

    private List<Cell> cells(Connection connection, long number) throws SQLException, DataException {
        Optional<RunRow> row = RowReads.row(connection, columns, number);
        Optional<Row> made = RowReads.made(connection, columns, number);
        Optional<byte[]> packed = RowReads.packedCells(connection, number);
        Optional<byte[]> dictionary = RowReads.dictionary(connection);
        if (row.isEmpty() || made.isEmpty() || packed.isEmpty() || dictionary.isEmpty()) {
            return List.of();
        }
        try {
            byte[] text = CellPack.inflate(packed.get(), dictionary.get());
            return CellPack.cells(text, number, made.get(), row.get().row());
        } catch (DataFormatException e) {
            throw new DataException.FileFailed(
                    "The cells of row " + number + " of the run in " + folder() + " are damaged: " + e.getMessage()
                            + ".",
                    "Make the row's cells again.",
                    e);
        }
    }

    /** Returns the cells that models finished of rows that are not settled. */
    List<FinishedCell> finishedCells() throws DataException {
        return readers.read(RowReads::finishedCells);
    }

    /** Returns which of the rows that were asked for a row is. */
    long deal(long number) throws DataException {
        return readers.read(connection -> RowChanges.deal(connection, number));
    }

    @Override
    public void forEach(RowFilter filter, RowVisitor visitor) throws DataException, IOException {
        RowQuery query = new RowQuery(filter, columns);
        long next = 0;
        while (true) {
            // in parts, so that no long transaction keeps the writer's journal from being emptied
            long from = next;
            List<RunRow> rows = readers.read(connection -> query.rows(connection, from, 0, ROWS_AT_A_TIME));
            for (RunRow row : rows) {
                if (query.passes(row) && !visitor.visit(row)) {
                    return;
                }
            }
            if (rows.size() < ROWS_AT_A_TIME) {
                return;
            }
            next = rows.getLast().number() + 1;
        }
    }

    @Override
    public void close() {
        readers.close();
    }
}
