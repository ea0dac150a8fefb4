package studio.athanor.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs statements with parameters: texts, whole numbers and nulls. */
public final class Sql {

    private Sql() {}

    /** Returns every row of a query. */
    public static <T> List<T> list(
            Connection connection, String sql, Database.RowReader<T> reader, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> list = new ArrayList<>();
            while (rows.next()) {
                list.add(reader.read(rows));
            }
            return list;
        }
    }

    /** Returns the first row of a query. */
    public static <T> Optional<T> first(
            Connection connection, String sql, Database.RowReader<T> reader, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        }
    }

    /** Returns the number in the first column of the first row, if there is one. */
    public static Optional<Long> number(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        return first(connection, sql, row -> row.getLong(1), parameters);
    }

    /** Runs a statement that changes rows; returns how many. */
    public static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                @Nullable Object value = parameters[i];
                switch (value) {
                    case null -> statement.setNull(i + 1, Types.NULL);
                    case String text -> statement.setString(i + 1, text);
                    case Number number -> statement.setLong(i + 1, number.longValue());
                    case Boolean flag -> statement.setInt(i + 1, flag ? 1 : 0);
                    default -> throw new IllegalArgumentException("Not a parameter: " + value);
                }
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
