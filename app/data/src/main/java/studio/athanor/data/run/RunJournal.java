package studio.athanor.data.run;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.data.DataException;

/**
 * The one thread that writes a run. Rows, and cells of rows that are not settled yet, are committed many at a time, after {@link
 * #LONGEST_WAIT} at the latest; a row is in the database with all that belongs to it or not at all.
 *
 * <p>When writing fails, what waits stays in memory, the owner is told, and nothing more is written until {@link #recover}.
 */
final class RunJournal implements RunSink, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunJournal.class);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);
    private static final int MOST_AT_A_TIME = 512;
    private static final int MOST_WAITING = 4096;

    private final Path folder;
    private final JournalConnection connection;
    private final RunClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Item> queue = new ArrayDeque<>();
    private final Thread thread;
    private volatile Consumer<DataException> onFailure = _ -> {};
    private @Nullable DataException failure;
    private boolean closing;

    private RunJournal(RunDatabase database, List<String> columns, RunClock clock) {
        folder = database.folder();
        connection = new JournalConnection(database, columns);
        this.clock = clock;
        thread = Thread.ofPlatform().name("run-journal").daemon().unstarted(this::run);
    }

    static RunJournal open(RunDatabase database, List<String> columns, RunClock clock) throws DataException {
        RunJournal journal = new RunJournal(database, columns, clock);
        try {
            var _ = journal.connection.open();
        } catch (SQLException e) {
            journal.connection.close();
            throw RunFailures.writing(e, database.folder());
        }
        journal.thread.start();
        return journal;
    }

    /** Names who is told of a failure, on the journal's thread; must return at once. */
    void onFailure(Consumer<DataException> listener) {
        onFailure = listener;
    }

    @Override
    public void settled(SettledRow row) throws DataException {
        lock.lock();
        try {
            queue.addLast(new Item.Settled(row));
            changed.signalAll();
            while (queue.size() > MOST_WAITING && failure == null && !closing) {
                changed.awaitUninterruptibly();
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a cell of a row that is not settled. Returns at once; may be called from any thread. */
    void finished(FinishedCell cell) {
        lock.lock();
        try {
            queue.addLast(new Item.Finished(cell));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void status(RunStatus status, Optional<String> reason) throws DataException {
        change(writer -> {
            RunDatabase.putMeta(writer, "status", status.name());
            RunDatabase.putMeta(writer, "reason", reason.orElse(""));
            if (status == RunStatus.COMPLETE) {
                connection.writes().forgetFinished();
            }
            connection.writes().figures(SettledRow.Costs.NONE, clock.time());
            return status;
        });
    }

    /** Changes something in a transaction of its own, after all rows before. Blocks; may be called from any thread. */
    <T> T change(Work<T> work) throws DataException {
        CompletableFuture<T> result = new CompletableFuture<>();
        lock.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            if (closing) {
                throw new DataException.RunStopped("The run is closed.", "Open it again.", null);
            }
            queue.addLast(new Item.Change<>(work, result));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DataException known
                    ? known
                    : new DataException.RunStopped("The run's journal failed.", "Resume the run.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException.RunStopped("Writing was interrupted.", "Try again.", e);
        }
    }

    @Override
    public void recover() throws DataException {
        lock.lock();
        try {
            if (failure == null) {
                return;
            }
            failure = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        // an empty change tells whether what waited could be written
        change(writer -> true);
    }

    private void run() {
        List<Item> batch = new ArrayList<>();
        while (true) {
            try {
                if (batch.isEmpty() && !collect(batch)) {
                    break;
                }
                if (!batch.isEmpty()) {
                    write(batch);
                }
                batch.clear();
            } catch (SQLException e) {
                connection.close();
                fail(batch, RunFailures.writing(e, folder));
            } catch (DataException e) {
                connection.close();
                fail(batch, e);
            } catch (RuntimeException e) {
                log.error("Writing a run failed", e);
                connection.close();
                fail(
                        batch,
                        new DataException.RunStopped(
                                "The run in " + folder + " cannot be written on: " + e + ".",
                                "Report this with the log, and resume the run.",
                                e));
            }
        }
        connection.close();
    }

    /** Waits for something to write, and a little longer for more; false at the end. */
    private boolean collect(List<Item> batch) {
        lock.lock();
        try {
            while (failure != null || queue.isEmpty()) {
                if (closing) {
                    return false;
                }
                changed.awaitUninterruptibly();
            }
            long left = LONGEST_WAIT.toNanos();
            while (take(batch) && left > 0 && !closing) {
                left = changed.awaitNanos(left);
            }
            changed.signalAll();
            return true;
        } catch (InterruptedException e) {
            log.debug("Nobody interrupts the journal's thread", e);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes rows and cells, or one change; returns whether more may be waited for. */
    private boolean take(List<Item> batch) {
        while (batch.size() < MOST_AT_A_TIME && queue.peekFirst() instanceof Item.Batched) {
            batch.add(queue.removeFirst());
        }
        if (batch.isEmpty() && !queue.isEmpty()) {
            batch.add(queue.removeFirst());
        }
        return batch.size() < MOST_AT_A_TIME && queue.isEmpty() && batch.getFirst() instanceof Item.Batched;
    }

    private void write(List<Item> batch) throws SQLException, DataException {
        Connection writer = connection.open();
        if (batch.getFirst() instanceof Item.Change<?> change) {
            perform(writer, change);
            return;
        }
        JournalWrites into = connection.writes();
        RunDatabase.run(writer, "BEGIN IMMEDIATE");
        into.rows(of(batch, Item.Settled.class, Item.Settled::row), clock.time());
        into.finished(of(batch, Item.Finished.class, Item.Finished::cell));
        RunDatabase.run(writer, "COMMIT");
        into.committed();
    }

    private static <I extends Item, T> List<T> of(List<Item> batch, Class<I> kind, Function<I, T> content) {
        return batch.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .map(content)
                .toList();
    }

    private static <T> void perform(Connection writer, Item.Change<T> change) throws SQLException {
        RunDatabase.run(writer, "BEGIN IMMEDIATE");
        T value;
        try {
            value = change.work().run(writer);
        } catch (DataException e) {
            RunDatabase.run(writer, "ROLLBACK");
            change.result().completeExceptionally(e);
            return;
        }
        RunDatabase.run(writer, "COMMIT");
        change.result().complete(value);
    }

    private void fail(List<Item> batch, DataException why) {
        log.warn("A run is not written on: {}", why.getMessage());
        lock.lock();
        try {
            // rows and cells are kept to be written later; whoever waits for a change is told
            batch.removeIf(item -> refused(item, why));
            queue.removeIf(item -> refused(item, why));
            batch.reversed().forEach(queue::addFirst);
            batch.clear();
            failure = why;
            changed.signalAll();
            // before anybody else can see the failure and recover from it
            onFailure.accept(why);
        } finally {
            lock.unlock();
        }
    }

    private static boolean refused(Item item, DataException why) {
        return item instanceof Item.Change<?> change && change.result().completeExceptionally(why);
    }

    /** Writes what waits, if that is possible, and ends. Blocks. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(1));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A change of the database, in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException, DataException;
    }

    private sealed interface Item {
        /** What comes often: much of it is written in one transaction. */
        sealed interface Batched extends Item {}

        record Settled(SettledRow row) implements Batched {}

        record Finished(FinishedCell cell) implements Batched {}

        record Change<T>(Work<T> work, CompletableFuture<T> result) implements Item {}
    }
}
