package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.DataException;

/** Changes that a person makes to settled rows, each in a transaction of the journal. */
final class RowChanges {

    private final RunJournal journal;
    private final List<String> columns;

    RowChanges(RunJournal journal, List<String> columns) {
        this.journal = journal;
        this.columns = List.copyOf(columns);
    }

    /** Replaces a value; what was made is kept beside it. */
    void edit(long number, String column, JsonElement value) throws DataException {
        var _ = journal.change(connection -> {
            RunRow row = RowReads.row(connection, columns, number).orElseThrow(() -> missing(number));
            Map<String, JsonElement> values = new LinkedHashMap<>(row.row().values());
            values.put(column, value);
            try (PreparedStatement statement = connection.prepareStatement(
                    "UPDATE run_row SET made_values = coalesce(made_values, row_values), row_values = ?, edited = 1"
                            + " WHERE number = ?")) {
                statement.setString(1, RowText.values(columns, values));
                statement.setLong(2, number);
                statement.executeUpdate();
            }
            changed(connection);
            return true;
        });
    }

    /** Puts a row into a state; returns what it was before. */
    Before setState(long number, RowState state) throws DataException {
        return journal.change(connection -> {
            Before before = before(connection, number);
            if (before.state() != state) {
                try (PreparedStatement statement =
                        connection.prepareStatement("UPDATE run_row SET state = ? WHERE number = ?")) {
                    statement.setInt(1, StateCode.of(state));
                    statement.setLong(2, number);
                    statement.executeUpdate();
                }
                Tally tally = new Tally();
                tally.add(number, before.state(), -1);
                tally.add(number, state, 1);
                tally.write(connection);
                changed(connection);
            }
            return before;
        });
    }

    private Before before(Connection connection, long number) throws SQLException, DataException {
        RunRow row = RowReads.row(connection, columns, number).orElseThrow(() -> missing(number));
        return new Before(row.state(), deal(connection, number), row.row().values());
    }

    static long deal(Connection connection, long number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT deal FROM run_row WHERE number = ?")) {
            statement.setLong(1, number);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : number;
            }
        }
    }

    void addReplacement(long place, long deal) throws DataException {
        change("INSERT OR IGNORE INTO replacement (place, deal) VALUES (?, ?)", place, Optional.of(deal));
    }

    void withdrawReplacement(long place) throws DataException {
        change("DELETE FROM replacement WHERE place = ? AND number IS NULL", place, Optional.empty());
    }

    private void change(String sql, long first, Optional<Long> second) throws DataException {
        var _ = journal.change(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, first);
                if (second.isPresent()) {
                    statement.setLong(2, second.get());
                }
                return statement.executeUpdate();
            }
        });
    }

    /** Counts changes by hand, so that searches begin anew. */
    private static void changed(Connection connection) throws SQLException {
        long changes =
                RunDatabase.meta(connection, "changes").map(Long::parseLong).orElse(0L);
        RunDatabase.putMeta(connection, "changes", Long.toString(changes + 1));
    }

    private static DataException missing(long number) {
        return new DataException.FileFailed("The run has no row " + number + ".", "Choose another row.", null);
    }

    /** What a row was before a change. */
    record Before(RowState state, long deal, Map<String, JsonElement> values) {}
}
