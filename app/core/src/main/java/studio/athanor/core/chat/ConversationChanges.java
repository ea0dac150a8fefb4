package studio.athanor.core.chat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import studio.athanor.core.StudioException;
import studio.athanor.core.store.Sql;
import studio.athanor.engines.spi.text.Message;

/** Writes conversations. Every change can be done twice with the same result. */
final class ConversationChanges {

    private ConversationChanges() {}

    /** Adds a conversation at the top of the list, unless it is there; returns whether it was added. */
    static boolean insert(
            Connection connection,
            ConversationId id,
            String title,
            boolean titleByUser,
            Instant created,
            Instant updated,
            ChatSettings settings)
            throws SQLException {
        int added = Sql.update(
                connection,
                """
                INSERT INTO conversation (id, title, title_by_user, created_at, updated_at, activity, settings)
                VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(activity), 0) + 1 FROM conversation), ?)
                ON CONFLICT (id) DO NOTHING
                """,
                id.value(),
                title,
                titleByUser,
                created.toEpochMilli(),
                updated.toEpochMilli(),
                ChatJson.write(settings).toString());
        if (added == 1) {
            Sql.update(
                    connection,
                    "INSERT INTO title_search (rowid, title) SELECT key, title FROM conversation WHERE id = ?",
                    id.value());
        }
        return added == 1;
    }

    /** Moves a conversation to the top of the list, with what was last said in it. */
    static void touch(Connection connection, ConversationId id, Instant now, String lastText) throws SQLException {
        Sql.update(connection, """
                UPDATE conversation SET updated_at = ?, snippet = ?,
                    activity = (SELECT coalesce(max(activity), 0) + 1 FROM conversation) WHERE id = ?
                """, now.toEpochMilli(), Titles.snippet(lastText), id.value());
    }

    static void setModel(Connection connection, ConversationId id, String model) throws SQLException {
        Sql.update(connection, "UPDATE conversation SET model = ? WHERE id = ?", model, id.value());
    }

    static void saveSettings(Connection connection, ConversationId id, ChatSettings settings)
            throws SQLException, StudioException {
        found(
                id,
                Sql.update(
                        connection,
                        "UPDATE conversation SET settings = ? WHERE id = ?",
                        ChatJson.write(settings).toString(),
                        id.value()));
    }

    static void saveDraft(Connection connection, ConversationId id, String draft) throws SQLException, StudioException {
        found(id, Sql.update(connection, "UPDATE conversation SET draft = ? WHERE id = ?", draft, id.value()));
    }

    /** Gives a title; an empty one goes back to the one made from the first message. */
    static void rename(Connection connection, ConversationId id, String title) throws SQLException, StudioException {
        boolean byUser = !title.isBlank();
        setTitle(connection, key(connection, id), byUser ? Titles.cleaned(title) : automatic(connection, id), byUser);
    }

    /** Makes the title from the first message, unless the user chose one. */
    static void titleFromFirstMessage(Connection connection, ConversationId id) throws SQLException, StudioException {
        long key = key(connection, id);
        Optional<Long> byUser = Sql.number(connection, "SELECT title_by_user FROM conversation WHERE key = ?", key);
        if (byUser.orElse(0L) == 0) {
            setTitle(connection, key, automatic(connection, id), false);
        }
    }

    private static String automatic(Connection connection, ConversationId id) throws SQLException {
        List<Turn> path = TurnRows.path(connection, id);
        return path.stream()
                .filter(turn -> turn.role() == Message.Role.USER)
                .findFirst()
                .map(turn -> Titles.of(turn.text(), turn.attachments()))
                .orElse(Titles.UNTITLED);
    }

    private static void setTitle(Connection connection, long key, String title, boolean byUser) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO title_search (title_search, rowid, title)"
                        + " SELECT 'delete', key, title FROM conversation WHERE key = ?",
                key);
        Sql.update(
                connection, "UPDATE conversation SET title = ?, title_by_user = ? WHERE key = ?", title, byUser, key);
        Sql.update(
                connection,
                "INSERT INTO title_search (rowid, title) SELECT key, title FROM conversation WHERE key = ?",
                key);
    }

    static void pin(Connection connection, ConversationId id, boolean pinned) throws SQLException, StudioException {
        found(id, Sql.update(connection, "UPDATE conversation SET pinned = ? WHERE id = ?", pinned, id.value()));
    }

    static void trash(Connection connection, ConversationId id, Instant now) throws SQLException, StudioException {
        found(
                id,
                Sql.update(
                        connection,
                        "UPDATE conversation SET trashed_at = coalesce(trashed_at, ?) WHERE id = ?",
                        now.toEpochMilli(),
                        id.value()));
    }

    static void restore(Connection connection, ConversationId id) throws SQLException, StudioException {
        found(id, Sql.update(connection, "UPDATE conversation SET trashed_at = NULL WHERE id = ?", id.value()));
    }

    /** Deletes a conversation of the trash with its turns and their places in the search index. */
    static void delete(Connection connection, ConversationId id) throws SQLException, StudioException {
        Optional<Long> key = Sql.number(
                connection, "SELECT key FROM conversation WHERE id = ? AND trashed_at IS NOT NULL", id.value());
        if (key.isEmpty()) {
            throw new StudioException.NotFound(
                    "There is no conversation " + id + " in the trash.", "Only what is in the trash can be deleted.");
        }
        deleteByKey(connection, key.get());
    }

    private static void deleteByKey(Connection connection, long key) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO turn_search (turn_search, rowid, text)"
                        + " SELECT 'delete', key, text FROM turn WHERE conversation = ? AND indexed = 1",
                key);
        Sql.update(
                connection,
                "INSERT INTO title_search (title_search, rowid, title)"
                        + " SELECT 'delete', key, title FROM conversation WHERE key = ?",
                key);
        Sql.update(connection, "DELETE FROM draft_file WHERE conversation = ?", key);
        Sql.update(connection, "DELETE FROM turn WHERE conversation = ?", key);
        Sql.update(connection, "DELETE FROM conversation WHERE key = ?", key);
    }

    /** Deletes what has been in the trash since before an instant; returns how many. */
    static int purge(Connection connection, Instant before) throws SQLException {
        List<Long> old = Sql.list(
                connection,
                "SELECT key FROM conversation WHERE trashed_at IS NOT NULL AND trashed_at < ?",
                row -> row.getLong(1),
                before.toEpochMilli());
        for (Long key : old) {
            deleteByKey(connection, key);
        }
        return old.size();
    }

    static long key(Connection connection, ConversationId id) throws SQLException, StudioException {
        return Sql.number(connection, "SELECT key FROM conversation WHERE id = ?", id.value())
                .orElseThrow(() -> notFound(id));
    }

    private static void found(ConversationId id, int rows) throws StudioException {
        if (rows == 0) {
            throw notFound(id);
        }
    }

    static StudioException.NotFound notFound(ConversationId id) {
        return new StudioException.NotFound("There is no conversation " + id + ".", "It may have been deleted.");
    }
}
