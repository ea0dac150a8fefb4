package studio.athanor.data.run;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import studio.athanor.data.DataException;
import studio.athanor.engines.spi.EngineException;

/** Reads from a run's tables where it goes on. */
final class RunSlots {

    private RunSlots() {}

    static Slots read(Connection connection, long target) throws SQLException {
        long next = RunDatabase.number(connection, "SELECT coalesce(max(number) + 1, 0) FROM run_row");
        long nextPlace = RunDatabase.number(connection, "SELECT coalesce(max(place) + 1, 0) FROM replacement");
        Deque<Slots.Replacement> waiting = new ArrayDeque<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT place, deal FROM replacement WHERE number IS NULL ORDER BY place");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                waiting.addLast(new Slots.Replacement(rows.getLong(1), rows.getLong(2)));
            }
        }
        return new Slots(target, next, waiting, nextPlace, true);
    }

    /** Adds all rows that count to what others are compared with. */
    static void fill(RunStore store, Acceptance acceptance)
            throws DataException, EngineException, InterruptedException {
        try {
            store.forEach(RowFilter.ACCEPTED, row -> {
                try {
                    acceptance.accept(row.row().values(), row.number());
                    return true;
                } catch (EngineException | InterruptedException e) {
                    throw new NotFilled(e);
                }
            });
        } catch (NotFilled e) {
            switch (e.getCause()) {
                case EngineException engine -> throw engine;
                case InterruptedException interrupted -> throw interrupted;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (IOException e) {
            throw new DataException.FileFailed("The accepted rows cannot be read.", "Resume the run.", e);
        }
    }

    private static final class NotFilled extends IOException {
        private static final long serialVersionUID = 1L;

        NotFilled(Exception cause) {
            super(cause);
        }
    }
}
