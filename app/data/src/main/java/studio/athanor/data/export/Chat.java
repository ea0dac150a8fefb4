package studio.athanor.data.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import studio.athanor.data.export.parquet.Field;
import studio.athanor.data.export.parquet.FieldType;
import studio.athanor.data.export.parquet.FieldType.Leaf;
import studio.athanor.data.export.parquet.FieldType.ListOf;
import studio.athanor.data.export.parquet.FieldType.Struct;

/** Messages: their types in files, and how one form becomes another. */
final class Chat {

    static final String ROLE = "role";
    static final String CONTENT = "content";
    static final String TOOL_CALLS = "tool_calls";

    private static final String FUNCTION = "function";

    /** Messages of people and assistants. */
    static final FieldType PLAIN =
            new ListOf(new Struct(List.of(new Field(ROLE, Leaf.TEXT), new Field(CONTENT, Leaf.TEXT))));

    /** Messages among which tools are called, as chat templates read them. Arguments are JSON in a text. */
    static final FieldType WITH_TOOLS = new ListOf(new Struct(List.of(
            new Field(ROLE, Leaf.TEXT),
            new Field(CONTENT, Leaf.TEXT),
            new Field(
                    TOOL_CALLS,
                    new ListOf(new Struct(List.of(
                            new Field("id", Leaf.TEXT),
                            new Field("type", Leaf.TEXT),
                            new Field(
                                    FUNCTION,
                                    new Struct(List.of(
                                            new Field("name", Leaf.TEXT), new Field("arguments", Leaf.TEXT)))))))),
            new Field("tool_call_id", Leaf.TEXT),
            new Field("name", Leaf.TEXT))));

    /** Turns of ShareGPT. */
    static final FieldType SHARE_GPT =
            new ListOf(new Struct(List.of(new Field("from", Leaf.TEXT), new Field("value", Leaf.TEXT))));

    private Chat() {}

    static JsonObject message(String role, JsonElement content) {
        JsonObject message = new JsonObject();
        message.addProperty(ROLE, role);
        message.add(CONTENT, text(content));
        return message;
    }

    /** Returns a value as messages: those it is, or one of a role. */
    static JsonArray messages(String role, JsonElement value) {
        if (value instanceof JsonArray messages) {
            return messages;
        }
        JsonArray messages = new JsonArray();
        messages.add(message(role, value));
        return messages;
    }

    /** Returns a value as text, objects and lists as JSON. */
    static JsonElement text(JsonElement value) {
        return value.isJsonPrimitive()
                ? new JsonPrimitive(value.getAsString())
                : value.isJsonNull() ? value : new JsonPrimitive(value.toString());
    }

    /** Returns messages in the words of ShareGPT; tools in those that its readers use. */
    static JsonArray shareGpt(JsonArray messages) {
        JsonArray turns = new JsonArray();
        for (JsonElement each : messages) {
            if (each instanceof JsonObject message) {
                turns(message, turns);
            }
        }
        return turns;
    }

    private static void turns(JsonObject message, JsonArray turns) {
        JsonElement role = message.has(ROLE) ? text(message.get(ROLE)) : JsonNull.INSTANCE;
        JsonElement content = message.has(CONTENT) ? text(message.get(CONTENT)) : JsonNull.INSTANCE;
        boolean calls = message.get(TOOL_CALLS) instanceof JsonArray list && !list.isEmpty();
        if (!calls || !isBlank(content)) {
            turns.add(turn(from(role.isJsonNull() ? "" : role.getAsString()), content));
        }
        if (message.get(TOOL_CALLS) instanceof JsonArray list) {
            for (JsonElement call : list) {
                turns.add(turn("function_call", call(call)));
            }
        }
    }

    private static JsonElement call(JsonElement call) {
        boolean wrapped = call instanceof JsonObject object && object.get(FUNCTION) instanceof JsonObject;
        return text(wrapped ? call.getAsJsonObject().get(FUNCTION) : call);
    }

    private static JsonObject turn(String from, JsonElement value) {
        JsonObject turn = new JsonObject();
        turn.addProperty("from", from);
        turn.add("value", value);
        return turn;
    }

    private static String from(String role) {
        return switch (role) {
            case "user" -> "human";
            case "assistant" -> "gpt";
            case "tool" -> "observation";
            default -> role;
        };
    }

    /** Tells whether a value says nothing: null, blank, or an empty list. */
    static boolean isBlank(JsonElement value) {
        return value.isJsonNull()
                || (value instanceof JsonPrimitive primitive
                        && primitive.isString()
                        && primitive.getAsString().isBlank())
                || (value instanceof JsonArray array && array.isEmpty());
    }
}
