package studio.athanor.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.core.StudioException;

/**
 * The one thread that changes the database. Each change is a transaction of its own and its future completes after the
 * commit.
 *
 * <p>When the disk is full or failing, the connection is given up, because SQLite's driver cannot use it any more, and
 * the change is tried again on a new one until it works; those behind it wait in memory. The commit that failed may
 * nevertheless be on disk, so changes are written such that doing them twice is the same as once.
 */
public final class DatabaseWriter {

    private static final Logger log = LoggerFactory.getLogger(DatabaseWriter.class);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final SqliteFile file;
    private final LinkedBlockingDeque<Change<?>> queue = new LinkedBlockingDeque<>();
    private final CopyOnWriteArrayList<TroubleObserver> observers = new CopyOnWriteArrayList<>();
    private final Object pause = new Object();
    private final Thread thread;
    private @Nullable Connection connection;
    private boolean inTrouble;
    private volatile boolean closing;
    private volatile @Nullable StudioException damage;
    private boolean everythingSaved = true;

    DatabaseWriter(SqliteFile file, Connection connection) {
        this.file = file;
        this.connection = connection;
        thread = Thread.ofPlatform().name("store-writer").daemon().start(this::run);
    }

    /**
     * Queues a change.
     *
     * @return completes after the commit, on the writer's thread; with a {@link StudioException} if the change is refused
     *     or the store is closed first
     */
    <T> CompletableFuture<T> submit(Database.Work<T> work) {
        Change<T> change = new Change<>(work, new CompletableFuture<>());
        synchronized (queue) {
            if (closing) {
                change.result.completeExceptionally(new StudioException.StoreFailed(
                        "The conversations are closed.", "Open the studio again.", null));
            } else {
                queue.add(change);
            }
        }
        return change.result;
    }

    void onTrouble(TroubleObserver observer) {
        observers.add(observer);
    }

    /** Finishes the queue, or fails what cannot be saved; returns whether all was saved. */
    boolean close() {
        synchronized (queue) {
            if (!closing) {
                closing = true;
                queue.add(new Change<>(connection -> false, new CompletableFuture<>()));
            }
        }
        synchronized (pause) {
            pause.notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return everythingSaved && damage == null;
    }

    private void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                perform(queue.take());
            }
        } catch (InterruptedException e) {
            log.error("The thread that saves conversations was interrupted", e);
        } finally {
            dropConnection();
        }
    }

    private <T> void perform(Change<T> change) throws InterruptedException {
        long wait = FIRST_PAUSE_MILLIS;
        while (true) {
            @Nullable StudioException known = damage;
            if (known != null) {
                change.result.completeExceptionally(known);
                return;
            }
            try {
                T value = inTransaction(change.work);
                recovered();
                change.result.complete(value);
                return;
            } catch (SQLException e) {
                dropConnection();
                StudioException failure = SqliteFailures.toStudioException(e, file.path());
                switch (SqliteFailures.kind(e)) {
                    case REFUSED -> {
                        change.result.completeExceptionally(failure);
                        return;
                    }
                    case DAMAGE -> {
                        damage = failure;
                        trouble(failure);
                    }
                    case PASSING -> {
                        trouble(failure);
                        if (closing) {
                            everythingSaved = false;
                            change.result.completeExceptionally(failure);
                            return;
                        }
                        sleep(wait);
                        wait = Math.min(2 * wait, LONGEST_PAUSE_MILLIS);
                    }
                }
            } catch (StudioException e) {
                change.result.completeExceptionally(e);
                return;
            } catch (RuntimeException e) {
                dropConnection();
                log.error("A change of the conversations failed", e);
                change.result.completeExceptionally(e);
                return;
            }
        }
    }

    private <T> T inTransaction(Database.Work<T> work) throws SQLException, StudioException {
        Connection current = connection;
        if (current == null) {
            current = file.writer();
            connection = current;
        }
        SqliteFile.run(current, "BEGIN IMMEDIATE");
        T value;
        try {
            value = work.run(current);
        } catch (StudioException e) {
            SqliteFile.run(current, "ROLLBACK");
            throw e;
        }
        SqliteFile.run(current, "COMMIT");
        return value;
    }

    private void dropConnection() {
        @Nullable Connection dropped = connection;
        connection = null;
        if (dropped != null) {
            try {
                dropped.close();
            } catch (SQLException e) {
                log.debug("Closing a connection failed", e);
            }
        }
    }

    private void sleep(long millis) throws InterruptedException {
        synchronized (pause) {
            if (!closing) {
                TimeUnit.MILLISECONDS.timedWait(pause, millis);
            }
        }
    }

    private void trouble(StudioException failure) {
        if (!inTrouble) {
            log.warn("Saving conversations failed: {}", failure.getMessage());
        }
        inTrouble = true;
        int waiting = queue.size() + 1;
        observers.forEach(observer -> observer.troubled(Optional.of(failure), waiting));
    }

    private void recovered() {
        if (inTrouble) {
            inTrouble = false;
            log.info("Saving conversations works again");
            observers.forEach(observer -> observer.troubled(Optional.empty(), 0));
        }
    }

    private record Change<T>(Database.Work<T> work, CompletableFuture<T> result) {}

    /** Told of trouble with the disk and of its end, on the writer's thread. */
    @FunctionalInterface
    public interface TroubleObserver {
        void troubled(Optional<StudioException> reason, int waitingChanges);
    }
}
