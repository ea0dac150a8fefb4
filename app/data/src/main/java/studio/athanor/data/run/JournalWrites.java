package studio.athanor.data.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.row.Rejection;

/**
 * Writes settled rows, and finished cells of others. Used by the journal's thread alone. Writing a second time, after a commit
 * of which nobody knew whether it failed, changes nothing.
 */
final class JournalWrites implements AutoCloseable {

    private static final String ROW =
            "INSERT INTO run_row (number, state, attempt, deal, reason, rejection, row_values)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String CELLS = "INSERT INTO row_cells (number, dictionary, packed) VALUES (?, 1, ?)";
    private static final String FINISHED =
            "INSERT OR REPLACE INTO finished_cell (number, attempt, column_name, values_before, made)"
                    + " VALUES (?, ?, ?, ?, ?)";
    private static final String UNFINISHED = "DELETE FROM finished_cell WHERE number = ?";
    private static final String REFUSAL = "INSERT INTO refusal (reason, count) VALUES (?, ?)"
            + " ON CONFLICT (reason) DO UPDATE SET count = count + excluded.count";
    private static final String FIGURES = "UPDATE figures SET prompt_tokens = prompt_tokens + ?,"
            + " reused_tokens = reused_tokens + ?, generated_tokens = generated_tokens + ?, seconds = ?, watt_hours = ?";

    private final Connection connection;
    private final List<String> columns;
    private final PreparedStatement row;
    private final PreparedStatement cells;
    private final PreparedStatement finished;
    private final PreparedStatement unfinished;
    private final Tally tally = new Tally();
    private byte @Nullable [] dictionary;
    private long last;
    private long pending = -1;

    JournalWrites(Connection connection, List<String> columns) throws SQLException {
        this.connection = connection;
        this.columns = List.copyOf(columns);
        row = connection.prepareStatement(ROW);
        cells = connection.prepareStatement(CELLS);
        finished = connection.prepareStatement(FINISHED);
        unfinished = connection.prepareStatement(UNFINISHED);
        last = RunDatabase.number(connection, "SELECT coalesce(max(number), -1) FROM run_row");
        dictionary = RowReads.dictionary(connection).orElse(null);
    }

    /** Writes rows, of which those that are there already are passed over. In a transaction. */
    void rows(List<SettledRow> rows, RunClock.Time time) throws SQLException {
        tally.clear();
        Map<String, Long> refusals = new HashMap<>();
        SettledRow.Costs costs = SettledRow.Costs.NONE;
        long newest = last;
        for (SettledRow each : rows) {
            if (each.number() > last) {
                write(each);
                each.refusals().forEach(refusal -> refusals.merge(refusal.reason(), 1L, Long::sum));
                costs = costs.plus(each.costs());
                newest = each.number();
            }
        }
        tally.write(connection);
        refusals(refusals);
        figures(costs, time);
        pending = newest;
    }

    /** Writes cells, after the rows of the transaction: those of settled rows are passed over. */
    void finished(List<FinishedCell> cells) throws SQLException {
        for (FinishedCell each : cells) {
            if (each.row() > pending) {
                finished.setLong(1, each.row());
                finished.setInt(2, each.attempt());
                finished.setString(3, each.column());
                finished.setString(4, each.before());
                finished.setString(5, FinishedCell.text(each.made()));
                finished.executeUpdate();
            }
        }
    }

    /** Forgets the cells of rows that are not needed any more. */
    void forgetFinished() throws SQLException {
        RunDatabase.run(connection, "DELETE FROM finished_cell");
    }

    /** Takes note that the transaction was committed. */
    void committed() {
        last = Math.max(last, pending);
    }

    private void write(SettledRow settled) throws SQLException {
        Optional<Rejection> rejection = settled.rejection();
        row.setLong(1, settled.number());
        row.setInt(2, StateCode.of(settled.state()));
        row.setInt(3, settled.attempt());
        row.setLong(4, settled.deal());
        setText(row, 5, rejection.map(Rejection::reason).orElse(null));
        setText(row, 6, rejection.map(RowText::rejection).orElse(null));
        row.setString(7, RowText.values(columns, settled.values()));
        row.executeUpdate();
        tally.add(settled.number(), settled.state(), 1);
        if (!settled.cells().isEmpty()) {
            writeCells(settled);
        }
        unfinished.setLong(1, settled.number());
        unfinished.executeUpdate();
        if (settled.place().isPresent()) {
            update(
                    "UPDATE replacement SET number = ? WHERE place = ?",
                    settled.number(),
                    settled.place().getAsLong());
        }
        if (settled.replacement().isPresent()) {
            replace(settled.replacement().getAsLong(), settled.deal());
        }
    }

    private void writeCells(SettledRow settled) throws SQLException {
        byte[] text = CellPack.text(settled.cells());
        byte[] against = dictionary;
        if (against == null) {
            against = CellPack.dictionary(text);
            try (PreparedStatement statement =
                    connection.prepareStatement("INSERT OR REPLACE INTO dictionary (id, bytes) VALUES (1, ?)")) {
                statement.setBytes(1, against);
                statement.executeUpdate();
            }
            dictionary = against;
        }
        cells.setLong(1, settled.number());
        cells.setBytes(2, CellPack.deflate(text, against));
        cells.executeUpdate();
    }

    /** Notes that a row is to be replaced. */
    void replace(long place, long deal) throws SQLException {
        update("INSERT OR IGNORE INTO replacement (place, deal) VALUES (?, ?)", place, deal);
    }

    private void refusals(Map<String, Long> refusals) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REFUSAL)) {
            for (Map.Entry<String, Long> each : refusals.entrySet()) {
                statement.setString(1, each.getKey());
                statement.setLong(2, each.getValue());
                statement.executeUpdate();
            }
        }
    }

    /** Adds costs to the figures, and sets the time. */
    void figures(SettledRow.Costs costs, RunClock.Time time) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIGURES)) {
            statement.setLong(1, costs.promptTokens());
            statement.setLong(2, costs.reusedTokens());
            statement.setLong(3, costs.generatedTokens());
            statement.setDouble(4, time.seconds());
            OptionalDouble wattHours = time.wattHours();
            if (wattHours.isPresent()) {
                statement.setDouble(5, wattHours.getAsDouble());
            } else {
                statement.setNull(5, Types.REAL);
            }
            statement.executeUpdate();
        }
    }

    private void update(String sql, long first, long second) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, first);
            statement.setLong(2, second);
            statement.executeUpdate();
        }
    }

    private static void setText(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
        if (text == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, text);
        }
    }

    @Override
    public void close() throws SQLException {
        row.close();
        cells.close();
        finished.close();
        unfinished.close();
    }
}
