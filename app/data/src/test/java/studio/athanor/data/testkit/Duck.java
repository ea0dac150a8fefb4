package studio.athanor.data.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** DuckDB, in memory: says what is in a file, as a reader that is not ours. */
public final class Duck implements AutoCloseable {

    private final Connection connection;

    /** Opens an empty database. */
    public Duck() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        run("SET TimeZone = 'UTC'");
        run("SET threads = 1");
    }

    /** Returns a file's name as a table of a query. */
    public static String table(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }

    /** Returns the columns of a query with their types. */
    public SequencedMap<String, String> types(String query) throws SQLException {
        SequencedMap<String, String> types = new LinkedHashMap<>();
        for (List<String> row : rows("DESCRIBE " + query)) {
            types.put(row.get(0), row.get(1));
        }
        return types;
    }

    /** Returns the rows of a query; values as its driver says them. */
    public List<List<String>> rows(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(query)) {
            List<List<String>> rows = new ArrayList<>();
            while (results.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(results.getObject(i)));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** Returns the only value of a query. */
    public String value(String query) throws SQLException {
        return rows(query).getFirst().getFirst();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
