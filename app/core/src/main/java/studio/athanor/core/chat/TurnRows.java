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
import java.util.stream.Stream;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.store.Sql;
import studio.athanor.engines.spi.text.Message;

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

    private static final int MANY = 500;

    private TurnRows() {}

    static List<Turn> path(Connection connection, ConversationId conversation) throws SQLException {
        return turns(Sql.list(connection, PATH, Row::read, conversation.value()));
    }

    static List<Turn> tree(Connection connection, ConversationId conversation) throws SQLException {
        return turns(Sql.list(
                connection,
                "SELECT " + COLUMNS + TABLES + " WHERE c.id = ? ORDER BY t.key",
                Row::read,
                conversation.value()));
    }

    /** Returns the ids of turns that are the active one among their siblings. */
    static List<String> activeIds(Connection connection, ConversationId conversation) throws SQLException {
        return Sql.list(connection, """
                SELECT t.id FROM turn t JOIN conversation c ON c.key = t.conversation LEFT JOIN turn p ON p.key = t.parent
                WHERE c.id = ? AND t.key = CASE WHEN t.parent IS NULL THEN c.active_root ELSE p.active_child END
                """, row -> row.getString(1), conversation.value());
    }

    static Optional<Turn> find(Connection connection, TurnId turn) throws SQLException {
        return Sql.first(connection, "SELECT " + COLUMNS + TABLES + " WHERE t.id = ?", Row::read, turn.value())
                .map(Row::turn);
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
        return turns(Sql.list(connection, """
                WITH RECURSIVE branch (key, height) AS (
                    SELECT key, 0 FROM turn WHERE id = ?
                    UNION ALL
                    SELECT n.parent, b.height + 1 FROM branch b JOIN turn n ON n.key = b.key
                    WHERE n.parent IS NOT NULL AND b.height < 1000000)
                SELECT %s FROM branch b JOIN turn t ON t.key = b.key
                JOIN conversation c ON c.key = t.conversation LEFT JOIN turn p ON p.key = t.parent
                ORDER BY b.height DESC
                """.formatted(COLUMNS), Row::read, turn.value()));
    }

    /** Receipts take longer to understand than to read, so long branches are understood on all processors. */
    private static List<Turn> turns(List<Row> rows) {
        Stream<Row> stream = rows.size() < MANY ? rows.stream() : rows.parallelStream();
        return stream.map(Row::turn).toList();
    }

    private static <E extends Enum<E>> Map<String, E> byStoredName(E[] constants) {
        return Arrays.stream(constants).collect(Collectors.toMap(TurnChanges::lower, constant -> constant));
    }

    /** A row as it comes. */
    private record Row(String head, String text, Optional<Details> details) {

        static Row read(ResultSet row) throws SQLException {
            Optional<Details> details = row.getInt(3) == 0 ? Optional.empty() : Optional.of(Details.read(row));
            return new Row(row.getString(1), row.getString(2), details);
        }

        Turn turn() {
            String[] parts = head.split("\\|", -1);
            Details rare = details.orElse(Details.NONE);
            return new Turn(
                    new TurnId(parts[0]),
                    new ConversationId(parts[6]),
                    parts[7].isEmpty() ? Optional.empty() : Optional.of(new TurnId(parts[7])),
                    ROLES.getOrDefault(parts[1], Message.Role.USER),
                    text,
                    rare.reasoning(),
                    rare.reasoningMillis(),
                    rare.toolCalls()
                            .map(json -> ChatJson.toolCalls(array(json)))
                            .orElse(List.of()),
                    rare.attachments()
                            .map(json -> ChatJson.attachments(array(json)))
                            .orElse(List.of()),
                    STATES.getOrDefault(parts[2], Turn.State.COMPLETE),
                    rare.receipt().map(json -> ReceiptJson.read(object(json))),
                    rare.failure().map(json -> ChatJson.failure(object(json))),
                    Instant.ofEpochMilli(Long.parseLong(parts[3])),
                    Integer.parseInt(parts[4]),
                    Integer.parseInt(parts[5]));
        }
    }

    /** What most turns of users lack; JSON as it is stored. */
    private record Details(
            String reasoning,
            OptionalLong reasoningMillis,
            Optional<String> toolCalls,
            Optional<String> failure,
            Optional<String> receipt,
            Optional<String> attachments) {

        static final Details NONE = new Details(
                "", OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        static Details read(ResultSet row) throws SQLException {
            long reasoningMillis = row.getLong(5);
            OptionalLong thought = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(reasoningMillis);
            return new Details(
                    row.getString(4),
                    thought,
                    Optional.ofNullable(row.getString(6)),
                    Optional.ofNullable(row.getString(7)),
                    Optional.ofNullable(row.getString(8)),
                    Optional.ofNullable(row.getString(9)));
        }
    }

    private static List<JsonFields> array(String json) {
        return ChatJson.elements(JsonParser.parseString(json).getAsJsonArray(), "");
    }

    static JsonFields object(String json) {
        return JsonFields.of(JsonParser.parseString(json).getAsJsonObject(), "");
    }
}
