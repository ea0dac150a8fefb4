package studio.athanor.data.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.FileFingerprint;
import studio.athanor.data.row.Row;

/** Reads what lies in the tables. */
final class RowReads {

    /** What {@link #row} reads. */
    static final String FIELDS = "number, attempt, state, row_values, rejection, edited";

    private RowReads() {}

    static RunRow row(List<String> columns, ResultSet result) throws SQLException {
        @Nullable String rejection = result.getString(5);
        return new RunRow(
                result.getLong(1),
                result.getInt(2),
                StateCode.state(result.getInt(3)),
                RowText.row(columns, result.getString(4)),
                Optional.ofNullable(rejection).map(RowText::rejection),
                result.getInt(6) != 0);
    }

    static Optional<byte[]> dictionary(Connection connection) throws SQLException {
        return bytes(connection, "SELECT bytes FROM dictionary WHERE id = ?", 1);
    }

    static Optional<byte[]> packedCells(Connection connection, long number) throws SQLException {
        return bytes(connection, "SELECT packed FROM row_cells WHERE number = ?", number);
    }

    private static Optional<byte[]> bytes(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    static Optional<RunRow> row(Connection connection, List<String> columns, long number) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT " + FIELDS + " FROM run_row WHERE number = ?")) {
            statement.setLong(1, number);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(row(columns, result)) : Optional.empty();
            }
        }
    }

    /** Returns a row's values as they were made, before a person changed them. */
    static Optional<Row> made(Connection connection, List<String> columns, long number) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT coalesce(made_values, row_values) FROM run_row WHERE number = ?")) {
            statement.setLong(1, number);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(RowText.row(columns, result.getString(1))) : Optional.empty();
            }
        }
    }

    static SequencedMap<String, Long> refusals(Connection connection) throws SQLException {
        SequencedMap<String, Long> refusals = new LinkedHashMap<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT reason, count FROM refusal ORDER BY count DESC, reason");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                refusals.put(rows.getString(1), rows.getLong(2));
            }
        }
        return refusals;
    }

    static RunFigures figures(Connection connection) throws SQLException {
        long target =
                RunDatabase.meta(connection, "target").map(Long::parseLong).orElse(0L);
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT prompt_tokens, reused_tokens, generated_tokens, seconds, watt_hours FROM figures");
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the run has no figures");
            }
            double wattHours = row.getDouble(5);
            OptionalDouble energy = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(wattHours);
            return new RunFigures(
                    target,
                    Tally.count(connection, RowState.ACCEPTED),
                    Tally.count(connection, RowState.REJECTED),
                    refusals(connection),
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getDouble(4),
                    energy);
        }
    }

    /** Returns the files that a run began with; older runs did not keep them. */
    static List<FileFingerprint> sources(Connection connection) throws SQLException {
        if (RunDatabase.version(connection) < 2) {
            return List.of();
        }
        List<FileFingerprint> sources = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT path, bytes, sha256 FROM source ORDER BY path");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                sources.add(new FileFingerprint(row.getString(1), row.getLong(2), row.getString(3)));
            }
        }
        return sources;
    }

    static List<FinishedCell> finishedCells(Connection connection) throws SQLException {
        List<FinishedCell> cells = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT number, attempt, column_name, values_before, made FROM finished_cell");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                cells.add(new FinishedCell(
                        row.getLong(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        FinishedCell.made(row.getString(5))));
            }
        }
        return cells;
    }

    static List<SlotModel> models(Connection connection) throws SQLException {
        List<SlotModel> models = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT slot, file, sha256, quantisation, engine_build, template_hash FROM model ORDER BY place");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                models.add(new SlotModel(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)));
            }
        }
        return models;
    }
}
