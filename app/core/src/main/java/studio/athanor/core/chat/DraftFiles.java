package studio.athanor.core.chat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.StudioException;
import studio.athanor.core.store.Sql;

/** The files that are attached to what is not sent yet. Without a conversation: to one that is not begun. */
final class DraftFiles {

    private DraftFiles() {}

    static List<Attachment> read(Connection connection, Optional<ConversationId> conversation)
            throws SQLException, StudioException {
        return Sql.list(
                connection,
                "SELECT name, text FROM draft_file WHERE conversation IS ? ORDER BY key",
                row -> new Attachment(row.getString(1), row.getString(2)),
                key(connection, conversation));
    }

    static void save(Connection connection, Optional<ConversationId> conversation, List<Attachment> files)
            throws SQLException, StudioException {
        @Nullable Long key = key(connection, conversation);
        Sql.update(connection, "DELETE FROM draft_file WHERE conversation IS ?", key);
        for (Attachment file : files) {
            Sql.update(
                    connection,
                    "INSERT INTO draft_file (conversation, name, text) VALUES (?, ?, ?)",
                    key,
                    file.name(),
                    file.text());
        }
    }

    private static @Nullable Long key(Connection connection, Optional<ConversationId> conversation)
            throws SQLException, StudioException {
        return conversation.isPresent() ? ConversationChanges.key(connection, conversation.get()) : null;
    }
}
