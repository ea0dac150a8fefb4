package studio.athanor.core.chat;

import com.google.gson.JsonParser;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.store.Sql;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.ToolCall;

/** Reads turns. */
final class TurnRows {

    /**
     * The driver pays for each column of each row, so the short ones come as one text, and a flag tells whether the rare
     * ones are worth asking for. Ids hold no bars. Roots have no parent to be counted by, so they are counted within
     * their conversation.
     */
    private static final String COLUMNS = """
            t.id || '|' || t.role || '|' || t.state || '|' || t.created_at || '|' || t.sibling || '|' ||
            CASE WHEN t.parent IS NULL
                THEN (SELECT count(*) FROM turn s WHERE s.conversation = t.conversation AND s.parent IS NULL)
                ELSE (SELECT count(*) FROM turn s WHERE s.parent = t.parent) END || '|' || c.id || '|' ||
            coalesce(p.id, ''),
            t.text,
            coalesce(t.reasoning_millis, t.tool_calls, t.failure, t.receipt, t.attachments, nullif(t.reasoning, ''))
                IS NOT NULL,
            t.reasoning, t.reasoning_millis, t.tool_calls, t.failure, t.receipt, t.attachments
            """;

    private static final String TABLES = """
             FROM turn t JOIN conversation c ON c.key = t.conversation LEFT JOIN turn p ON p.key = t.parent
            """;

    /** A file that was tampered with could hold a circle; the limit ends it. */
    private static final String PATH = """
            WITH RECURSIVE branch (key, depth) AS (
                SELECT active_root, 0 FROM conversation WHERE id = ? AND active_root IS NOT NULL
                UNION ALL
                SELECT n.active_child, b.depth + 1 FROM branch b JOIN turn n ON n.key = b.key
                WHERE n.active_child IS NOT NULL AND b.depth < 1000000)
            SELECT %s FROM branch b JOIN turn t ON t.key = b.key
            JOIN conversation c ON c.key = t.conversation LEFT JOIN turn p ON p.key = t.parent ORDER BY b.depth
            """.formatted(COLUMNS);

    private static final Map<String, Message.Role> ROLES = byStoredName(Message.Role.values());
    private static final Map<String, Turn.State> STATES = byStoredName(Turn.State.values());

    private TurnRows() {}

    static List<Turn> path(Connection connection, ConversationId conversation) throws SQLException {
        return Sql.list(connection, PATH, TurnRows::read, conversation.value());
    }

    static List<Turn> tree(Connection connection, ConversationId conversation) throws SQLException {
        return Sql.list(
                connection,
                "SELECT " + COLUMNS + TABLES + " WHERE c.id = ? ORDER BY t.key",
                TurnRows::read,
                conversation.value());
    }

    /** Returns the ids of turns that are the active one among their siblings. */
    static List<String> activeIds(Connection connection, ConversationId conversation) throws SQLException {
        return Sql.list(connection, """
                SELECT t.id FROM turn t JOIN conversation c ON c.key = t.conversation LEFT JOIN turn p ON p.key = t.parent
                WHERE c.id = ? AND t.key = CASE WHEN t.parent IS NULL THEN c.active_root ELSE p.active_child END
                """, row -> row.getString(1), conversation.value());
    }

    static Optional<Turn> find(Connection connection, TurnId turn) throws SQLException {
        return Sql.first(connection, "SELECT " + COLUMNS + TABLES + " WHERE t.id = ?", TurnRows::read, turn.value());
    }

    static List<TurnId> siblings(Connection connection, TurnId turn) throws SQLException {
        return Sql.list(connection, """
                SELECT s.id FROM turn t JOIN turn s ON s.parent = t.parent WHERE t.id = ?1
                UNION ALL
                SELECT s.id FROM turn t JOIN turn s ON s.conversation = t.conversation AND s.parent IS NULL
                WHERE t.id = ?1 AND t.parent IS NULL
                """, row -> new TurnId(row.getString(1)), turn.value());
    }

    /** Returns the branch that ends with a turn, whether it is the active one or not. */
    static List<Turn> pathTo(Connection connection, TurnId turn) throws SQLException {
        return Sql.list(connection, """
                WITH RECURSIVE branch (key, height) AS (
                    SELECT key, 0 FROM turn WHERE id = ?
                    UNION ALL
                    SELECT n.parent, b.height + 1 FROM branch b JOIN turn n ON n.key = b.key
                    WHERE n.parent IS NOT NULL AND b.height < 1000000)
                SELECT %s FROM branch b JOIN turn t ON t.key = b.key
                JOIN conversation c ON c.key = t.conversation LEFT JOIN turn p ON p.key = t.parent
                ORDER BY b.height DESC
                """.formatted(COLUMNS), TurnRows::read, turn.value());
    }

    private static Turn read(ResultSet row) throws SQLException {
        String[] head = row.getString(1).split("\\|", -1);
        Details details = row.getInt(3) == 0 ? Details.NONE : Details.read(row);
        return new Turn(
                new TurnId(head[0]),
                new ConversationId(head[6]),
                head[7].isEmpty() ? Optional.empty() : Optional.of(new TurnId(head[7])),
                ROLES.getOrDefault(head[1], Message.Role.USER),
                row.getString(2),
                details.reasoning(),
                details.reasoningMillis(),
                details.toolCalls(),
                details.attachments(),
                STATES.getOrDefault(head[2], Turn.State.COMPLETE),
                details.receipt(),
                details.failure(),
                Instant.ofEpochMilli(Long.parseLong(head[3])),
                Integer.parseInt(head[4]),
                Integer.parseInt(head[5]));
    }

    private static <E extends Enum<E>> Map<String, E> byStoredName(E[] constants) {
        return Arrays.stream(constants).collect(Collectors.toMap(TurnChanges::lower, constant -> constant));
    }

    /** What most turns of users lack. */
    private record Details(
            String reasoning,
            OptionalLong reasoningMillis,
            List<ToolCall> toolCalls,
            Optional<Failure> failure,
            Optional<Receipt> receipt,
            List<Attachment> attachments) {

        static final Details NONE =
                new Details("", OptionalLong.empty(), List.of(), Optional.empty(), Optional.empty(), List.of());

        static Details read(ResultSet row) throws SQLException {
            long reasoningMillis = row.getLong(5);
            OptionalLong thought = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(reasoningMillis);
            @Nullable String calls = row.getString(6);
            @Nullable String failure = row.getString(7);
            @Nullable String receipt = row.getString(8);
            @Nullable String attachments = row.getString(9);
            return new Details(
                    row.getString(4),
                    thought,
                    calls == null ? List.<ToolCall>of() : ChatJson.toolCalls(array(calls)),
                    failure == null ? Optional.empty() : Optional.of(ChatJson.failure(object(failure))),
                    receipt == null ? Optional.empty() : Optional.of(ChatJson.receipt(object(receipt))),
                    attachments == null ? List.of() : ChatJson.attachments(array(attachments)));
        }
    }

    private static List<JsonFields> array(String json) {
        return ChatJson.elements(JsonParser.parseString(json).getAsJsonArray(), "");
    }

    static JsonFields object(String json) {
        return JsonFields.of(JsonParser.parseString(json).getAsJsonObject(), "");
    }
}
