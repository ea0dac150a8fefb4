package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.data.DataException;
import studio.athanor.data.FileFingerprint;
import studio.athanor.data.recipe.Column;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.job.Subscription;

/** A run in a folder: its lock, its journal, its loop. */
final class OpenRun implements Run {

    private static final Logger log = LoggerFactory.getLogger(OpenRun.class);

    private final RunOrder order;
    private final RunLock lock;
    private final StoredRun store;
    private final RunJournal journal;
    private final RowChanges changes;
    private final RowMaking remaking;
    private final RunLoop loop;

    private OpenRun(
            RunOrder order, RunLock lock, StoredRun store, RunJournal journal, RowMaking remaking, RunSetup setup) {
        this.order = order;
        this.lock = lock;
        this.store = store;
        this.journal = journal;
        this.remaking = remaking;
        changes = new RowChanges(journal, names(order));
        loop = RunLoop.open(setup);
        journal.onFailure(loop::stop);
    }

    static Run create(RunDatabase database, RunOrder order, RunParts parts, RunSettings settings) throws DataException {
        Path folder = database.folder();
        var _ = Deals.of(order.recipe(), order.recipeHash(), order.rows(), parts.dealer());
        var _ = new CountedQuotas(order.recipe(), order.rows());
        List<FileFingerprint> sources = parts.sources().fingerprints();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw RunFolder.notWritten(folder, e);
        }
        RunLock lock = RunLock.take(folder);
        try {
            if (database.isThere()) {
                throw new DataException.FileFailed(
                        "There is a run in " + folder + " already.", "Resume it, or choose another folder.", null);
            }
            RunFolder.writeRecipe(folder, order);
            database.create(connection -> RunFolder.fill(connection, order, parts.models(), sources));
            return open(database, lock, order, parts, settings);
        } catch (SQLException e) {
            throw closing(lock, RunFailures.writing(e, folder));
        } catch (IOException e) {
            throw closing(lock, RunFolder.notWritten(folder, e));
        } catch (DataException e) {
            throw closing(lock, e);
        }
    }

    static Run resume(RunDatabase database, RunOrder order, RunParts parts, RunSettings settings) throws DataException {
        Path folder = database.folder();
        try (Connection reader = database.reader()) {
            // before the lock is taken, as that makes a file in a folder that may be none of ours
            RunFolder.check(reader, order, parts.models(), parts.sources().fingerprints(), folder);
        } catch (SQLException e) {
            throw RunFailures.reading(e, folder);
        }
        RunLock lock = RunLock.take(folder);
        try {
            return open(database, lock, order, parts, settings);
        } catch (SQLException e) {
            throw closing(lock, RunFailures.writing(e, folder));
        } catch (DataException e) {
            throw closing(lock, e);
        }
    }

    private static OpenRun open(
            RunDatabase database, RunLock lock, RunOrder order, RunParts parts, RunSettings settings)
            throws SQLException, DataException {
        StoredRun store = StoredRun.open(database.folder(), order.recipe());
        RunFigures figures = store.figures();
        RunClock clock = new RunClock(new RunClock.Time(figures.seconds(), figures.wattHours()), parts.meter());
        Deals deals = Deals.of(order.recipe(), order.recipeHash(), figures.target(), parts.dealer());
        RowMaking remaking = new RowMaking(order, parts, deals, settings);
        Acceptance acceptance = new Acceptance(new CountedQuotas(order.recipe(), figures.target()), parts.novelty());
        RunJournal journal = RunJournal.open(database, names(order), clock);
        try {
            Slots slots = journal.change(connection -> {
                RunDatabase.putMeta(
                        connection,
                        "process",
                        Long.toString(ProcessHandle.current().pid()));
                return RunSlots.read(connection, figures.target());
            });
            FinishedCells maker = new FinishedCells(parts.maker(), journal::finished, store.finishedCells());
            RunSetup setup = new RunSetup(
                    journal,
                    clock,
                    slots,
                    acceptance,
                    new AcceptedRows(store),
                    new RowMaking(order, parts.with(maker), deals, settings),
                    parts.lanes(),
                    settings.rows(parts.cellsAtATime()),
                    Math.max(1, order.recipe().attempts()),
                    settings.refusedInARow(),
                    figures,
                    store.status(),
                    store.reason());
            return new OpenRun(order, lock, store, journal, remaking, setup);
        } catch (DataException e) {
            journal.close();
            store.close();
            throw e;
        }
    }

    private static List<String> names(RunOrder order) {
        return order.recipe().columns().stream().map(Column::name).toList();
    }

    private static DataException closing(RunLock lock, DataException why) {
        try {
            lock.close();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
        return why;
    }

    @Override
    public RunStore store() {
        return store;
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void pause() {
        loop.pause();
    }

    @Override
    public void cancel() {
        loop.cancel();
    }

    @Override
    public RunProgress progress() {
        return loop.now();
    }

    @Override
    public Subscription observe(Consumer<RunProgress> observer) {
        return loop.observe(observer);
    }

    @Override
    public RunStatus await() throws InterruptedException {
        return loop.await();
    }

    @Override
    public Cell makeAgain(long row, String column)
            throws DataException, EngineException, TemplateException, InterruptedException {
        RunRow stored = store.row(row).orElseThrow(() -> noCell(row, column));
        Cell cell = store.cells(row).stream()
                .filter(each -> each.column().equals(column))
                .findFirst()
                .orElseThrow(() -> noCell(row, column));
        Map<String, JsonElement> values = stored.row().values();
        return remaking.again(
                order.recipe().column(column).orElseThrow(() -> noCell(row, column)),
                row,
                store.deal(row),
                cell.attempt(),
                values);
    }

    private static DataException noCell(long row, String column) {
        return new DataException.FileFailed(
                "The run has no cell " + column + " of row " + row + ".", "Choose a cell that was made.", null);
    }

    @Override
    public void edit(long row, String column, JsonElement value) throws DataException {
        if (order.recipe().column(column).isEmpty()) {
            throw noCell(row, column);
        }
        changes.edit(row, column, value);
    }

    @Override
    public void setState(long row, RowState state) throws DataException {
        if (state == RowState.REJECTED) {
            throw new IllegalArgumentException("A person accepts rows or removes them");
        }
        try {
            var _ = loop.ask(() -> changeState(row, state)).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DataException known
                    ? known
                    : new DataException.RunStopped("The row could not be changed.", "Try again.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException.RunStopped("Changing the row was interrupted.", "Try again.", e);
        }
    }

    /** On the loop's thread. */
    private RowState changeState(long number, RowState state) throws DataException {
        RowChanges.Before before = changes.before(number);
        if (before.state() != state) {
            OptionalLong wanted = before.state() == RowState.ACCEPTED ? loop.nextReplacement() : OptionalLong.empty();
            OptionalLong spared = state == RowState.ACCEPTED ? loop.replacement(before.deal()) : OptionalLong.empty();
            changes.setState(number, before, state, wanted, spared);
            loop.changed(number, before, state, spared);
        }
        return state;
    }

    @Override
    public void close() {
        loop.close();
        journal.close();
        store.close();
        try {
            lock.close();
        } catch (SQLException e) {
            log.warn("The lock of the run in {} could not be given free", store.folder(), e);
        }
    }
}
