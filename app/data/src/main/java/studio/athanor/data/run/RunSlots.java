package studio.athanor.data.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

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
}
