package studio.athanor.data.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteDataSource;
import studio.athanor.data.DataException;

/** The database file of a run, {@code run.db}, and how connections to it are made. */
final class RunDatabase {

    /** Tells runs from other SQLite databases: {@code ATHR} in ASCII. */
    static final int APPLICATION_ID = 0x41544852;

    /** Of the tables; a newer one is refused. */
    static final int VERSION = 2;

    private static final List<String> EVERY_CONNECTION = List.of(
            "PRAGMA busy_timeout = 5000",
            "PRAGMA trusted_schema = OFF",
            "PRAGMA cell_size_check = ON",
            "PRAGMA mmap_size = 0",
            "PRAGMA temp_store = MEMORY");

    private static final List<String> WRITER = List.of(
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "PRAGMA fullfsync = ON",
            "PRAGMA checkpoint_fullfsync = ON",
            "PRAGMA journal_size_limit = 67108864");

    private static final List<String> TABLES = List.of(
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            """
            CREATE TABLE model (
                place INTEGER PRIMARY KEY, slot TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
                quantisation TEXT NOT NULL, engine_build TEXT NOT NULL, template_hash TEXT NOT NULL)""",
            """
            CREATE TABLE run_row (
                number INTEGER PRIMARY KEY, state INTEGER NOT NULL, attempt INTEGER NOT NULL, deal INTEGER NOT NULL,
                edited INTEGER NOT NULL DEFAULT 0, reason TEXT, rejection TEXT, made_values TEXT,
                row_values TEXT NOT NULL)""",
            "CREATE INDEX run_row_state ON run_row (state, number)",
            "CREATE INDEX run_row_reason ON run_row (reason, number) WHERE reason IS NOT NULL",
            "CREATE TABLE row_cells (number INTEGER PRIMARY KEY, dictionary INTEGER NOT NULL, packed BLOB NOT NULL)",
            "CREATE TABLE dictionary (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
            """
            CREATE TABLE tally (
                level INTEGER NOT NULL, state INTEGER NOT NULL, block INTEGER NOT NULL, count INTEGER NOT NULL,
                PRIMARY KEY (level, state, block)) WITHOUT ROWID""",
            "CREATE TABLE replacement (place INTEGER PRIMARY KEY, deal INTEGER NOT NULL, number INTEGER)",
            "CREATE TABLE refusal (reason TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID",
            """
            CREATE TABLE figures (
                id INTEGER PRIMARY KEY CHECK (id = 0), prompt_tokens INTEGER NOT NULL, reused_tokens INTEGER NOT NULL,
                generated_tokens INTEGER NOT NULL, seconds REAL NOT NULL, watt_hours REAL)""",
            "INSERT INTO figures VALUES (0, 0, 0, 0, 0.0, NULL)");

    private static final List<String> TABLES_SINCE_2 = List.of(
            "CREATE TABLE source (path TEXT PRIMARY KEY, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID",
            """
            CREATE TABLE finished_cell (
                number INTEGER NOT NULL, attempt INTEGER NOT NULL, column_name TEXT NOT NULL, values_before TEXT NOT NULL,
                made TEXT NOT NULL, PRIMARY KEY (number, attempt, column_name))""");

    private final Path folder;
    private final List<String> extraPragmas;

    RunDatabase(Path folder) {
        this(folder, List.of());
    }

    /** @param extraPragmas run on each connection that writes */
    RunDatabase(Path folder, List<String> extraPragmas) {
        this.folder = folder;
        this.extraPragmas = extraPragmas;
    }

    Path folder() {
        return folder;
    }

    Path file() {
        return folder.resolve("run.db");
    }

    /** Opens the connection that writes; the run must be there. */
    Connection writer() throws SQLException, DataException {
        requireFile();
        Connection connection = connect(file());
        try {
            long version = check(connection);
            prepareWriter(connection);
            if (version < VERSION) {
                upgrade(connection);
            }
            return connection;
        } catch (SQLException | DataException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens a connection that cannot change anything; the run must be there. */
    Connection reader() throws SQLException, DataException {
        requireFile();
        Connection connection = connect(file());
        try {
            run(connection, "PRAGMA query_only = ON");
            check(connection);
            return connection;
        } catch (SQLException | DataException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Makes the tables and fills in what a run begins with, in one transaction, so that a run is there or not.
     *
     * @throws DataException if there is a database already
     */
    void create(Filling filling) throws SQLException, DataException {
        try (Connection connection = connect(file())) {
            if (number(connection, "SELECT count(*) FROM sqlite_schema") != 0) {
                throw new DataException.FileFailed(
                        "There is a database run.db in " + folder + " already.",
                        "Resume that run, or choose an empty folder.",
                        null);
            }
            prepareWriter(connection);
            run(connection, "BEGIN IMMEDIATE");
            for (String table : TABLES) {
                run(connection, table);
            }
            run(connection, "PRAGMA application_id = " + APPLICATION_ID);
            addTablesSince2(connection);
            filling.fill(connection);
            run(connection, "COMMIT");
        }
    }

    /** Tells whether the folder has a run, without looking closely. */
    boolean isThere() throws SQLException {
        if (!Files.isRegularFile(file())) {
            return false;
        }
        try (Connection connection = connect(file())) {
            return number(connection, "SELECT count(*) FROM sqlite_schema") != 0;
        }
    }

    private void requireFile() throws DataException {
        if (!Files.isRegularFile(file())) {
            throw new DataException.FileFailed(
                    "There is no run in " + folder + ": the file run.db is missing.",
                    "Choose the folder of a run.",
                    null);
        }
    }

    private void prepareWriter(Connection connection) throws SQLException {
        for (String pragma : WRITER) {
            run(connection, pragma);
        }
        for (String pragma : extraPragmas) {
            run(connection, pragma);
        }
    }

    private static void upgrade(Connection connection) throws SQLException {
        run(connection, "BEGIN IMMEDIATE");
        addTablesSince2(connection);
        run(connection, "COMMIT");
    }

    private static void addTablesSince2(Connection connection) throws SQLException {
        for (String table : TABLES_SINCE_2) {
            run(connection, table);
        }
        run(connection, "PRAGMA user_version = " + VERSION);
    }

    /** Returns which version of the tables a run has. */
    static long version(Connection connection) throws SQLException {
        return number(connection, "PRAGMA user_version");
    }

    private long check(Connection connection) throws SQLException, DataException {
        if (number(connection, "PRAGMA application_id") != APPLICATION_ID) {
            throw new DataException.FileFailed(
                    "The file " + file() + " is a database of another program.", "Choose the folder of a run.", null);
        }
        long version = version(connection);
        if (version > VERSION) {
            throw new DataException.FileFailed(
                    "The run in " + folder + " was written by a newer Athanor (version " + version
                            + "; this program knows " + VERSION + ").",
                    "Update Athanor.",
                    null);
        }
        return version;
    }

    /** In the form of a URI every unusual character is an escape, so that the driver does not take a part for settings. */
    static Connection connect(Path file) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath().toUri().toASCIIString());
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

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long number(Connection connection, String sql, long... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setLong(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    static Optional<String> meta(Connection connection, String key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT value FROM meta WHERE key = ?")) {
            statement.setString(1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    static void putMeta(Connection connection, String key, String value) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)")) {
            statement.setString(1, key);
            statement.setString(2, value);
            statement.executeUpdate();
        }
    }

    /** Writes what a run begins with. */
    @FunctionalInterface
    interface Filling {
        void fill(Connection connection) throws SQLException;
    }
}
