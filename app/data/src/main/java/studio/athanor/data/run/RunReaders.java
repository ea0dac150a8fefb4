package studio.athanor.data.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.data.DataException;

/** Connections that read a run, beside the one that writes it. Thread-safe. */
final class RunReaders implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunReaders.class);
    private static final int IDLE = 3;

    private final RunDatabase database;
    private final BlockingQueue<Connection> idle = new ArrayBlockingQueue<>(IDLE);
    private volatile boolean closed;

    RunReaders(RunDatabase database) {
        this.database = database;
    }

    /** Reads within one transaction, on the calling thread. */
    <T> T read(Work<T> work) throws DataException {
        if (closed) {
            throw new DataException.FileFailed(
                    "The run in " + database.folder() + " was closed.", "Open it again.", null);
        }
        try {
            Connection connection = idle.poll();
            if (connection == null) {
                connection = database.reader();
            }
            boolean sound = false;
            try {
                RunDatabase.run(connection, "BEGIN");
                T result = work.run(connection);
                RunDatabase.run(connection, "COMMIT");
                sound = true;
                return result;
            } finally {
                if (!sound || closed || !idle.offer(connection)) {
                    closeQuietly(connection);
                }
            }
        } catch (SQLException e) {
            throw RunFailures.reading(e, database.folder());
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Connection each = idle.poll(); each != null; each = idle.poll()) {
            closeQuietly(each);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("Closing a connection failed", e);
        }
    }

    /** Something read with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException, DataException;
    }
}
