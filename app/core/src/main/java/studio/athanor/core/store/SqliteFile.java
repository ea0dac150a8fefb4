package studio.athanor.core.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteDataSource;

/** One database file and how connections to it are made. */
record SqliteFile(Path path) {

    /** The corruption that two connections could cause in WAL mode was fixed here. */
    static final String OLDEST_SAFE_VERSION = "3.51.3";

    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-:";

    private static final List<String> EVERY_CONNECTION = List.of(
            "PRAGMA busy_timeout = 5000",
            "PRAGMA trusted_schema = OFF",
            "PRAGMA cell_size_check = ON",
            "PRAGMA mmap_size = 0",
            "PRAGMA foreign_keys = ON",
            "PRAGMA temp_store = MEMORY");

    /** Opens the connection that writes, making the file if it is missing. */
    Connection writer() throws SQLException {
        Connection connection = connect();
        try {
            run(connection, "PRAGMA journal_mode = WAL");
            run(connection, "PRAGMA synchronous = FULL");
            run(connection, "PRAGMA fullfsync = ON");
            run(connection, "PRAGMA checkpoint_fullfsync = ON");
            run(connection, "PRAGMA journal_size_limit = 67108864");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens a connection that cannot change anything. */
    Connection reader() throws SQLException {
        Connection connection = connect();
        try {
            run(connection, "PRAGMA query_only = ON");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Connection connect() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + uri(path));
        Connection connection = source.getConnection();
        try {
            for (String pragma : EVERY_CONNECTION) {
                run(connection, pragma);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * A plain path would be cut at a question mark by the driver, which takes what follows for settings; in SQLite's URI
     * form every unusual byte is written as an escape.
     */
    private static String uri(Path path) {
        StringBuilder uri = new StringBuilder("file:");
        String text = path.toAbsolutePath().toString().replace('\\', '/');
        if (!text.startsWith("/")) {
            uri.append('/');
        }
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xFF);
            boolean plain = PLAIN.indexOf(c) >= 0;
            if (plain) {
                uri.append(c);
            } else {
                uri.append('%').append(String.format("%02X", (int) c));
            }
        }
        return uri.toString();
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
