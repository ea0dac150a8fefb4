package studio.athanor.core.chat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import studio.athanor.core.store.Sql;

/** Reads conversations. */
final class ConversationRows {

    static final String SUMMARY = "c.id, c.title, c.updated_at, c.model, c.snippet, c.pinned, c.trashed_at";

    private ConversationRows() {}

    static List<ConversationSummary> list(Connection connection, int offset, int limit) throws SQLException {
        return Sql.list(
                connection,
                "SELECT " + SUMMARY
                        + " FROM conversation c WHERE c.trashed_at IS NULL ORDER BY c.pinned DESC, c.activity DESC"
                        + " LIMIT ? OFFSET ?",
                ConversationRows::summary,
                limit,
                offset);
    }

    static List<ConversationSummary> trash(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                "SELECT " + SUMMARY + " FROM conversation c WHERE c.trashed_at IS NOT NULL"
                        + " ORDER BY c.trashed_at DESC, c.activity DESC",
                ConversationRows::summary);
    }

    static Optional<ConversationSummary> summary(Connection connection, ConversationId id) throws SQLException {
        return Sql.first(
                connection,
                "SELECT " + SUMMARY + " FROM conversation c WHERE c.id = ?",
                ConversationRows::summary,
                id.value());
    }

    static Optional<Conversation> find(Connection connection, ConversationId id) throws SQLException {
        return Sql.first(
                connection,
                "SELECT id, title, created_at, updated_at, settings, draft, trashed_at FROM conversation WHERE id = ?",
                row -> new Conversation(
                        new ConversationId(row.getString(1)),
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        Instant.ofEpochMilli(row.getLong(4)),
                        ChatJson.settings(TurnRows.object(row.getString(5))),
                        row.getString(6),
                        instant(row, 7)),
                id.value());
    }

    /** Returns the ids of all conversations that are not in the trash, oldest first. */
    static List<ConversationId> ids(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                "SELECT id FROM conversation WHERE trashed_at IS NULL ORDER BY key",
                row -> new ConversationId(row.getString(1)));
    }

    static ConversationSummary summary(ResultSet row) throws SQLException {
        return new ConversationSummary(
                new ConversationId(row.getString(1)),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                Optional.ofNullable(row.getString(4)),
                row.getString(5),
                row.getInt(6) == 1,
                instant(row, 7));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
