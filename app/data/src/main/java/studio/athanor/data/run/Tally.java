package studio.athanor.data.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * How many rows of each state lie in each block of rows, so that the row at a position is found without counting all before
 * it. There are blocks of 2^10 rows and of 2^20.
 */
final class Tally {

    private static final int[] LEVELS = {10, 20};

    private final Map<Block, Long> changes = new HashMap<>();

    /** Counts a row, or with -1 uncounts it; {@link #write} makes it so. */
    void add(long number, RowState state, long change) {
        for (int level : LEVELS) {
            changes.merge(new Block(level, StateCode.of(state), number >> level), change, Long::sum);
        }
    }

    void clear() {
        changes.clear();
    }

    void write(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO tally (level, state, block, count) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (level, state, block) DO UPDATE SET count = count + excluded.count")) {
            for (Map.Entry<Block, Long> each : changes.entrySet()) {
                statement.setInt(1, each.getKey().level());
                statement.setInt(2, each.getKey().state());
                statement.setLong(3, each.getKey().number());
                statement.setLong(4, each.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        changes.clear();
    }

    static long count(Connection connection, RowState state) throws SQLException {
        return RunDatabase.number(
                connection, "SELECT sum(count) FROM tally WHERE level = 20 AND state = ?", StateCode.of(state));
    }

    /** Returns where to begin: rows from {@code first} on, of which {@code skip} of the state are passed over. */
    static Start find(Connection connection, RowState state, long position) throws SQLException {
        Start coarse = within(connection, 20, state, new Start(0, position), Long.MAX_VALUE);
        return within(connection, 10, state, coarse, coarse.first() + (1L << 20));
    }

    private static Start within(Connection connection, int level, RowState state, Start start, long end)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT block, count FROM tally WHERE level = ? AND state = ? AND block >= ? AND block < ? ORDER BY block")) {
            statement.setInt(1, level);
            statement.setInt(2, StateCode.of(state));
            statement.setLong(3, start.first() >> level);
            statement.setLong(4, end >> level);
            long first = start.first();
            long skip = start.skip();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long count = rows.getLong(2);
                    first = rows.getLong(1) << level;
                    if (skip < count) {
                        break;
                    }
                    skip -= count;
                    first += 1L << level;
                }
            }
            return new Start(first, skip);
        }
    }

    record Start(long first, long skip) {}

    private record Block(int level, int state, long number) {}
}
