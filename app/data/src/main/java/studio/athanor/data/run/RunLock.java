package studio.athanor.data.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import studio.athanor.data.DataException;

/**
 * Lets one program at a time write a run. It is an exclusive transaction on a database of its own, {@code run.lock}: the system
 * drops it when the program ends, however it ends, and unlike a lock of a file it holds within one program too.
 */
final class RunLock implements AutoCloseable {

    private final Connection connection;

    private RunLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes the lock.
     *
     * @throws DataException.RunStopped if another has it
     */
    static RunLock take(Path folder) throws DataException {
        try {
            Connection connection = RunDatabase.connect(file(folder));
            try {
                RunDatabase.run(connection, "PRAGMA busy_timeout = 1000");
                RunDatabase.run(connection, "BEGIN EXCLUSIVE");
                return new RunLock(connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw RunFailures.isBusy(e) ? taken(folder, e) : RunFailures.writing(e, folder);
        }
    }

    /** Tells whether somebody writes the run. */
    static boolean isHeld(Path folder) throws SQLException {
        if (!Files.isRegularFile(file(folder))) {
            return false;
        }
        try (Connection connection = RunDatabase.connect(file(folder))) {
            RunDatabase.run(connection, "PRAGMA busy_timeout = 0");
            RunDatabase.number(connection, "SELECT count(*) FROM sqlite_schema");
            return false;
        } catch (SQLException e) {
            if (RunFailures.isBusy(e)) {
                return true;
            }
            throw e;
        }
    }

    private static DataException taken(Path folder, SQLException cause) {
        String who = process(folder).map(number -> " (process " + number + ")").orElse("");
        return new DataException.RunStopped(
                "The run in " + folder + " is being written already" + who + ".",
                "Pause and close it there first, or choose another folder.",
                cause);
    }

    private static Optional<String> process(Path folder) {
        try (Connection reader = new RunDatabase(folder).reader()) {
            return RunDatabase.meta(reader, "process");
        } catch (SQLException | DataException e) {
            return Optional.empty();
        }
    }

    private static Path file(Path folder) {
        return folder.resolve("run.lock");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
