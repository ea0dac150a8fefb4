package studio.athanor.data.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.data.DataException;

/** The journal's connection: given up when something fails, as SQLite's driver cannot use it any more, and opened anew. */
final class JournalConnection {

    private static final Logger log = LoggerFactory.getLogger(JournalConnection.class);

    private final RunDatabase database;
    private final List<String> columns;
    private @Nullable Connection connection;
    private @Nullable JournalWrites writes;

    JournalConnection(RunDatabase database, List<String> columns) {
        this.database = database;
        this.columns = List.copyOf(columns);
    }

    /** Returns the connection, opened if it is not. */
    Connection open() throws SQLException, DataException {
        Connection known = connection;
        if (known == null) {
            known = database.writer();
            connection = known;
            writes = new JournalWrites(known, columns);
        }
        return known;
    }

    /** Returns what writes on the open connection. */
    JournalWrites writes() throws SQLException {
        if (writes == null) {
            throw new SQLException("no connection");
        }
        return writes;
    }

    void close() {
        JournalWrites oldWrites = writes;
        Connection old = connection;
        writes = null;
        connection = null;
        try {
            if (oldWrites != null) {
                oldWrites.close();
            }
            if (old != null) {
                old.close();
            }
        } catch (SQLException e) {
            log.debug("Closing a connection failed", e);
        }
    }
}
