package studio.athanor.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables, as numbered scripts. The number of the last one that ran is the database's {@code user_version}; each runs
 * in one transaction together with the change of that number.
 */
final class Schema {

    /** Tells Athanor's files from other SQLite databases: {@code ATHN} in ASCII. */
    static final int APPLICATION_ID = 0x4154484E;

    private static final List<String> SCRIPTS =
            List.of("V001__conversations.sql", "V002__search.sql", "V003__pins.sql", "V004__draft_files.sql");

    private final int newest;

    private Schema(int newest) {
        this.newest = newest;
    }

    /** Returns the tables of this version of the program. */
    static Schema current() {
        return new Schema(SCRIPTS.size());
    }

    /** Returns the tables as an older version of the program had them. */
    static Schema ofVersion(int version) {
        return new Schema(version);
    }

    int newest() {
        return newest;
    }

    void migrate(Connection connection, int from) throws SQLException {
        for (int version = from + 1; version <= newest; version++) {
            SqliteFile.run(connection, "BEGIN IMMEDIATE");
            try {
                for (String statement : statements(SCRIPTS.get(version - 1))) {
                    SqliteFile.run(connection, statement);
                }
                SqliteFile.run(connection, "PRAGMA application_id = " + APPLICATION_ID);
                SqliteFile.run(connection, "PRAGMA user_version = " + version);
                SqliteFile.run(connection, "COMMIT");
            } catch (SQLException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, SQLException cause) {
        try {
            SqliteFile.run(connection, "ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** A statement ends with a semicolon at the end of a line. */
    private static List<String> statements(String script) {
        try (@Nullable InputStream in = Schema.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its script " + script);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return List.of(text.split(";\\s*(\\n|$)")).stream()
                    .filter(statement -> !statement.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
