package studio.athanor.core.chat;

import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.StudioException;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.store.Sql;

/**
 * The export format: an object with {@code format}, {@code version} and {@code conversations}. Each conversation holds all
 * its turns, parents first, in the order they were made; {@code active} marks the chosen one among siblings. Times are
 * milliseconds since 1970.
 */
final class ConversationJson {

    static final String FORMAT = "athanor-conversations";
    static final int VERSION = 1;

    private ConversationJson() {}

    static void begin(JsonWriter json) throws IOException {
        json.setIndent("  ");
        json.setHtmlSafe(false);
        json.beginObject();
        json.name("format").value(FORMAT);
        json.name("version").value(VERSION);
        json.name("conversations").beginArray();
    }

    static void end(JsonWriter json) throws IOException {
        json.endArray();
        json.endObject();
        json.flush();
    }

    static JsonWriter writer(Writer out) {
        return new JsonWriter(out);
    }

    static void write(JsonWriter json, Stored stored) throws IOException {
        Conversation conversation = stored.conversation();
        json.beginObject();
        json.name("id").value(conversation.id().value());
        json.name("title").value(conversation.title());
        json.name("titleByUser").value(stored.titleByUser());
        json.name("createdAt").value(conversation.createdAt().toEpochMilli());
        json.name("updatedAt").value(conversation.updatedAt().toEpochMilli());
        if (stored.model() != null) {
            json.name("model").value(stored.model());
        }
        json.name("settings").jsonValue(ChatJson.write(conversation.settings()).toString());
        json.name("turns").beginArray();
        for (Turn turn : stored.turns()) {
            json.jsonValue(
                    write(turn, stored.active().contains(turn.id().value())).toString());
        }
        json.endArray();
        json.endObject();
    }

    private static JsonObject write(Turn turn, boolean active) {
        JsonObject json = new JsonObject();
        json.addProperty("id", turn.id().value());
        turn.parent().ifPresent(parent -> json.addProperty("parent", parent.value()));
        json.addProperty("active", active);
        json.addProperty("role", JsonFields.written(turn.role()));
        json.addProperty("state", JsonFields.written(turn.state()));
        json.addProperty("createdAt", turn.createdAt().toEpochMilli());
        json.addProperty("text", turn.text());
        if (!turn.reasoning().isEmpty()) {
            json.addProperty("reasoning", turn.reasoning());
        }
        turn.reasoningMillis().ifPresent(millis -> json.addProperty("reasoningMillis", millis));
        if (!turn.toolCalls().isEmpty()) {
            json.add("toolCalls", ChatJson.writeToolCalls(turn.toolCalls()));
        }
        if (!turn.attachments().isEmpty()) {
            json.add("attachments", ChatJson.writeAttachments(turn.attachments()));
        }
        turn.failure().ifPresent(failure -> json.add("failure", ChatJson.write(failure)));
        turn.receipt().ifPresent(receipt -> json.add("receipt", ReceiptJson.write(receipt)));
        return json;
    }

    /**
     * A whole conversation.
     *
     * @param conversation itself
     * @param titleByUser whether the user chose its title
     * @param model name of the model that last answered, or null
     * @param turns each after its parent
     * @param active ids of the turns that are the active one among their siblings
     */
    record Stored(
            Conversation conversation,
            boolean titleByUser,
            @Nullable String model,
            List<Turn> turns,
            Set<String> active) {

        static Stored read(Connection connection, ConversationId id) throws SQLException, StudioException {
            Conversation conversation =
                    ConversationRows.find(connection, id).orElseThrow(() -> ConversationChanges.notFound(id));
            boolean byUser = Sql.number(connection, "SELECT title_by_user FROM conversation WHERE id = ?", id.value())
                            .orElse(0L)
                    == 1;
            @Nullable
            String model = ConversationRows.summary(connection, id)
                    .flatMap(ConversationSummary::model)
                    .orElse(null);
            return new Stored(
                    conversation,
                    byUser,
                    model,
                    TurnRows.tree(connection, id),
                    new HashSet<>(TurnRows.activeIds(connection, id)));
        }
    }
}
