package studio.athanor.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.FileFailures;

/**
 * An open database: many readers, one writer. Thread-safe.
 *
 * <p>Opening checks the version of SQLite, the version of the tables, and, after a crash, the file; it makes a backup
 * before it changes tables.
 */
public final class Database implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final int IDLE_READERS = 4;
    private static final Duration BACKUP_INTERVAL = Duration.ofDays(1);

    private final StoreFiles files;
    private final SqliteFile file;
    private final InstantSource clock;
    private final Backups backups;
    private final DatabaseWriter writer;
    private final BlockingQueue<Connection> idleReaders = new ArrayBlockingQueue<>(IDLE_READERS);
    private volatile boolean closed;

    private Database(StoreFiles files, SqliteFile file, InstantSource clock, Backups backups, Connection connection) {
        this.files = files;
        this.file = file;
        this.clock = clock;
        this.backups = backups;
        writer = new DatabaseWriter(file, connection);
    }

    /**
     * Opens the database of a folder, making it if there is none.
     *
     * @throws StudioException.StoreTooNew if a newer version of the program wrote it
     * @throws StudioException.StoreDamaged if it cannot be trusted
     * @throws StudioException.StoreFailed if it cannot be opened
     */
    public static Database open(StoreFiles files, InstantSource clock) throws StudioException {
        return open(files, Schema.current(), clock);
    }

    static Database open(StoreFiles files, Schema schema, InstantSource clock) throws StudioException {
        files.checkPresence();
        boolean check = !files.wasClosed();
        files.markOpen();
        SqliteFile file = new SqliteFile(files.database());
        Backups backups = new Backups(files.backups(), clock);
        try {
            Connection connection = file.writer();
            try {
                checkSqlite(connection);
                prepare(connection, schema, files, backups, check);
            } catch (SQLException | StudioException e) {
                connection.close();
                throw e;
            }
            files.markMade();
            return new Database(files, file, clock, backups, connection);
        } catch (SQLException e) {
            throw SqliteFailures.toStudioException(e, files.database());
        }
    }

    private static void checkSqlite(Connection connection) throws SQLException, StudioException {
        String version = SqliteFile.text(connection, "SELECT sqlite_version()");
        if (Runtime.Version.parse(version).compareTo(Runtime.Version.parse(SqliteFile.OLDEST_SAFE_VERSION)) < 0) {
            throw new StudioException.StoreFailed(
                    "The SQLite library is version " + version + ", which can damage databases.",
                    "Use version " + SqliteFile.OLDEST_SAFE_VERSION + " or newer, as the program brings it.",
                    null);
        }
    }

    private static void prepare(Connection connection, Schema schema, StoreFiles files, Backups backups, boolean check)
            throws SQLException, StudioException {
        int version = SqliteFile.number(connection, "PRAGMA user_version");
        boolean empty = SqliteFile.number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        if (!empty && SqliteFile.number(connection, "PRAGMA application_id") != Schema.APPLICATION_ID) {
            throw new StudioException.StoreFailed(
                    "The file " + files.database() + " is a database of another program.",
                    "Move it away, or set ATHANOR_HOME to another folder.",
                    null);
        }
        if (version > schema.newest()) {
            throw new StudioException.StoreTooNew(
                    "The conversations in " + files.database() + " were kept by a newer Athanor (database version "
                            + version + "; this program knows " + schema.newest() + ").",
                    "Update Athanor, or set ATHANOR_HOME to another folder.");
        }
        if (check && !empty) {
            String verdict = SqliteFile.text(connection, "PRAGMA quick_check(1)");
            if (!verdict.equals("ok")) {
                throw SqliteFailures.damaged(files.database(), new SQLException(verdict));
            }
        }
        if (version < schema.newest()) {
            if (!empty) {
                backUp(connection, backups, version);
            }
            schema.migrate(connection, version);
            log.info("Database {} is now version {}", files.database(), schema.newest());
        }
    }

    private static void backUp(Connection connection, Backups backups, int version)
            throws SQLException, StudioException {
        try {
            backups.make(connection, "before-version-" + (version + 1));
        } catch (IOException e) {
            throw FileFailures.failed("Making a backup of the database in", Path.of("backups"), e);
        }
    }

    /** Reads within one transaction, on the calling thread. */
    public <T> T read(Work<T> work) throws StudioException {
        if (closed) {
            throw new StudioException.StoreFailed("The conversations are closed.", "Open the studio again.", null);
        }
        @Nullable Connection reader = null;
        boolean sound = false;
        try {
            reader = idleReaders.poll();
            if (reader == null) {
                reader = file.reader();
            }
            SqliteFile.run(reader, "BEGIN");
            T result = work.run(reader);
            SqliteFile.run(reader, "COMMIT");
            sound = true;
            return result;
        } catch (SQLException e) {
            throw SqliteFailures.toStudioException(e, file.path());
        } finally {
            if (reader != null && (!sound || closed || !idleReaders.offer(reader))) {
                closeQuietly(reader);
            }
        }
    }

    /** Queues a change; see {@link DatabaseWriter#submit}. */
    public <T> CompletableFuture<T> write(Work<T> work) {
        return writer.submit(work);
    }

    /** Queues a change that returns nothing. */
    public CompletableFuture<Void> change(Change change) {
        return writer.submit(connection -> {
                    change.run(connection);
                    return true;
                })
                .thenAccept(_ -> {});
    }

    /** Tells an observer of trouble with writing, absent when there is none, and how many changes wait. */
    public void onTrouble(DatabaseWriter.TroubleObserver observer) {
        writer.onTrouble(observer);
    }

    /** Makes a backup if the last one is older than a day; returns whether it did. Blocks. */
    public boolean backUpIfDue() throws StudioException {
        try {
            if (!backups.olderThan(clock.instant().minus(BACKUP_INTERVAL))) {
                return false;
            }
            // a copy needs a connection that may write, though it changes nothing in this database
            try (Connection connection = file.writer()) {
                backups.make(connection, "daily");
            }
            return true;
        } catch (IOException e) {
            throw FileFailures.failed("Making a backup of", file.path(), e);
        } catch (SQLException e) {
            throw SqliteFailures.toStudioException(e, file.path());
        }
    }

    /** Finishes the queued changes, if the disk lets it, and closes every connection. Blocks. */
    @Override
    public void close() {
        closed = true;
        boolean everythingSaved = writer.close();
        for (Connection reader = idleReaders.poll(); reader != null; reader = idleReaders.poll()) {
            closeQuietly(reader);
        }
        if (everythingSaved) {
            files.markClosed();
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("Closing a connection failed", e);
        }
    }

    /** Something done with a connection, within a transaction. Work that writes may run more than once. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException, StudioException;
    }

    /** A change of rows, within a transaction. It may run more than once. */
    @FunctionalInterface
    public interface Change {
        void run(Connection connection) throws SQLException, StudioException;
    }

    /** Something done with a row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(java.sql.ResultSet row) throws SQLException;
    }
}
