package studio.athanor.core.chat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.StudioException;
import studio.athanor.core.store.Sql;

/** Writes turns. Every change can be done twice with the same result, as a commit that failed may be on disk. */
final class TurnChanges {

    private TurnChanges() {}

    /** Adds a turn as the last of its siblings, unless it is there; returns its key. */
    static long insert(Connection connection, Turn turn) throws SQLException, StudioException {
        Optional<Long> there = Sql.number(
                connection, "SELECT key FROM turn WHERE id = ?", turn.id().value());
        if (there.isPresent()) {
            return there.get();
        }
        long conversation = ConversationChanges.key(connection, turn.conversation());
        @Nullable
        Long parent = turn.parent().isPresent() ? key(connection, turn.parent().get()) : null;
        long sibling = parent == null
                ? Sql.number(
                                connection,
                                "SELECT count(*) FROM turn WHERE conversation = ? AND parent IS NULL",
                                conversation)
                        .orElse(0L)
                : Sql.number(connection, "SELECT count(*) FROM turn WHERE parent = ?", parent)
                        .orElse(0L);
        Sql.update(
                connection,
                """
                INSERT INTO turn (id, conversation, parent, sibling, role, state, created_at, reasoning_millis,
                    tool_calls, failure, receipt, attachments, text, reasoning)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                turn.id().value(),
                conversation,
                parent,
                sibling,
                lower(turn.role()),
                lower(turn.state()),
                turn.createdAt().toEpochMilli(),
                millis(turn),
                toolCalls(turn),
                failure(turn),
                receipt(turn),
                turn.attachments().isEmpty()
                        ? null
                        : ChatJson.writeAttachments(turn.attachments()).toString(),
                turn.text(),
                turn.reasoning());
        long key = key(connection, turn.id());
        if (turn.state() != Turn.State.STREAMING) {
            index(connection, key);
        }
        return key;
    }

    /** Makes a turn the active one among its siblings. */
    static void activateLink(Connection connection, long turn) throws SQLException {
        Sql.update(
                connection,
                "UPDATE conversation SET active_root = ?1"
                        + " WHERE key = (SELECT conversation FROM turn WHERE key = ?1 AND parent IS NULL)",
                turn);
        Sql.update(
                connection,
                "UPDATE turn SET active_child = ?1 WHERE key = (SELECT parent FROM turn WHERE key = ?1)",
                turn);
    }

    /** Makes a turn and all before it active. */
    static void activateBranch(Connection connection, long turn) throws SQLException {
        activateLink(connection, turn);
        Sql.update(connection, """
                WITH RECURSIVE up (key, parent, height) AS (
                    SELECT key, parent, 0 FROM turn WHERE key = ?1
                    UNION ALL
                    SELECT t.key, t.parent, u.height + 1 FROM up u JOIN turn t ON t.key = u.parent
                    WHERE u.height < 1000000)
                UPDATE turn SET active_child = up.key FROM up
                WHERE turn.key = up.parent AND turn.active_child IS NOT up.key
                """, turn);
        Sql.update(connection, """
                WITH RECURSIVE up (key, parent, conversation, height) AS (
                    SELECT key, parent, conversation, 0 FROM turn WHERE key = ?1
                    UNION ALL
                    SELECT t.key, t.parent, t.conversation, u.height + 1 FROM up u JOIN turn t ON t.key = u.parent
                    WHERE u.height < 1000000)
                UPDATE conversation SET active_root = up.key FROM up
                WHERE up.parent IS NULL AND conversation.key = up.conversation AND conversation.active_root IS NOT up.key
                """, turn);
    }

    /** Keeps what a streaming answer has; does nothing if the answer ended meanwhile. */
    static void savePartial(Connection connection, TurnId turn, String text, String reasoning) throws SQLException {
        Sql.update(
                connection,
                "UPDATE turn SET text = ?, reasoning = ? WHERE id = ? AND state = 'streaming'",
                text,
                reasoning,
                turn.value());
    }

    /** Keeps a turn as it ended. */
    static void finish(Connection connection, Turn turn) throws SQLException, StudioException {
        long key = key(connection, turn.id());
        unindex(connection, key);
        Sql.update(
                connection,
                """
                UPDATE turn SET text = ?, reasoning = ?, reasoning_millis = ?, tool_calls = ?, state = ?, failure = ?,
                    receipt = ? WHERE key = ?
                """,
                turn.text(),
                turn.reasoning(),
                millis(turn),
                toolCalls(turn),
                lower(turn.state()),
                failure(turn),
                receipt(turn),
                key);
        index(connection, key);
    }

    /** Lets an answer that ended go on. */
    static void resume(Connection connection, TurnId turn) throws SQLException, StudioException {
        long key = key(connection, turn);
        unindex(connection, key);
        Sql.update(connection, "UPDATE turn SET state = 'streaming', failure = NULL WHERE key = ?", key);
    }

    static void saveReceipt(Connection connection, TurnId turn, Receipt receipt) throws SQLException {
        Sql.update(
                connection,
                "UPDATE turn SET receipt = ? WHERE id = ?",
                ReceiptJson.write(receipt).toString(),
                turn.value());
    }

    /** Marks answers that were being written when the studio ended; returns how many. */
    static int interruptStreaming(Connection connection) throws SQLException {
        for (Long key : Sql.list(connection, "SELECT key FROM turn WHERE state = 'streaming'", row -> row.getLong(1))) {
            index(connection, key);
        }
        return Sql.update(connection, "UPDATE turn SET state = 'interrupted' WHERE state = 'streaming'");
    }

    static long key(Connection connection, TurnId turn) throws SQLException, StudioException {
        return Sql.number(connection, "SELECT key FROM turn WHERE id = ?", turn.value())
                .orElseThrow(() ->
                        new StudioException.NotFound("There is no turn " + turn + ".", "Open the conversation again."));
    }

    private static void index(Connection connection, long key) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO turn_search (rowid, text) SELECT key, text FROM turn WHERE key = ? AND indexed = 0",
                key);
        Sql.update(connection, "UPDATE turn SET indexed = 1 WHERE key = ?", key);
    }

    /** An index on a table's own texts must be told the old text, so this comes before any change of it. */
    private static void unindex(Connection connection, long key) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO turn_search (turn_search, rowid, text)"
                        + " SELECT 'delete', key, text FROM turn WHERE key = ? AND indexed = 1",
                key);
        Sql.update(connection, "UPDATE turn SET indexed = 0 WHERE key = ?", key);
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Long millis(Turn turn) {
        return turn.reasoningMillis().isPresent() ? turn.reasoningMillis().getAsLong() : null;
    }

    private static @Nullable String toolCalls(Turn turn) {
        return turn.toolCalls().isEmpty()
                ? null
                : ChatJson.writeToolCalls(turn.toolCalls()).toString();
    }

    private static @Nullable String failure(Turn turn) {
        return turn.failure().map(failure -> ChatJson.write(failure).toString()).orElse(null);
    }

    private static @Nullable String receipt(Turn turn) {
        return turn.receipt()
                .map(receipt -> ReceiptJson.write(receipt).toString())
                .orElse(null);
    }
}
