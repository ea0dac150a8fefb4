package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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

    /** Returns what a row is. */
    Before before(long number) throws DataException {
        return journal.change(connection -> before(connection, number));
    }

    /**
     * Puts a row into another state together with what follows for replacements, so that no row is missing whenever the program
     * ends.
     *
     * @param before what the row is
     * @param wanted the place of the replacement that is to be made, if one is
     * @param spared the place of the replacement that is not needed any more, if there is one
     */
    void setState(long number, Before before, RowState state, OptionalLong wanted, OptionalLong spared)
            throws DataException {
        var _ = journal.change(connection -> {
            update(connection, "UPDATE run_row SET state = ? WHERE number = ?", StateCode.of(state), number);
            Tally tally = new Tally();
            tally.add(number, before.state(), -1);
            tally.add(number, state, 1);
            tally.write(connection);
            if (wanted.isPresent()) {
                update(
                        connection,
                        "INSERT OR IGNORE INTO replacement (place, deal) VALUES (?, ?)",
                        wanted.getAsLong(),
                        before.deal());
            }
            if (spared.isPresent()) {
                update(connection, "DELETE FROM replacement WHERE place = ? AND number IS NULL", spared.getAsLong());
            }
            changed(connection);
            return true;
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

    private static void update(Connection connection, String sql, long... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setLong(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
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
