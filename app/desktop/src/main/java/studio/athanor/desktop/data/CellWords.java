package studio.athanor.desktop.data;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Collection;
import java.util.stream.Collectors;

/** Shows values as text. */
final class CellWords {

    private static final int MOST_IN_A_LINE = 240;
    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private CellWords() {}

    /** Returns the start of a value in one line. */
    static String oneLine(JsonElement value) {
        String text = plain(value);
        String start = text.length() > MOST_IN_A_LINE ? text.substring(0, MOST_IN_A_LINE) + "…" : text;
        return start.indexOf('\n') < 0 ? start : start.replace("\r", "").replace('\n', ' ');
    }

    /** Returns the start of what a value says, without the marks of JSON: of messages and lists the parts, of objects the values. */
    static String gist(JsonElement value) {
        return switch (value) {
            case JsonArray list -> joined(list.asList());
            case JsonObject message when message.has("content") -> gist(message.get("content"));
            case JsonObject object -> joined(object.asMap().values());
            default -> oneLine(value);
        };
    }

    private static String joined(Collection<JsonElement> parts) {
        return oneLine(new JsonPrimitive(parts.stream()
                .map(CellWords::gist)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "))));
    }

    /** Returns a value whole: text as it is, JSON with line breaks. */
    static String whole(JsonElement value) {
        return value.isJsonObject() || value.isJsonArray() ? PRETTY.toJson(value) : plain(value);
    }

    /** Returns text of JSON with line breaks; text that is not JSON as it is. */
    static String pretty(String text) {
        try {
            JsonElement parsed = JsonParser.parseString(text);
            return parsed.isJsonObject() || parsed.isJsonArray() ? PRETTY.toJson(parsed) : text;
        } catch (JsonParseException e) {
            return text;
        }
    }

    /** Returns JSON without spaces between its parts; text that is not JSON as it is. */
    static String compact(String text) {
        try {
            JsonElement parsed = JsonParser.parseString(text);
            return parsed.isJsonObject() || parsed.isJsonArray() ? parsed.toString() : text;
        } catch (JsonParseException e) {
            return text;
        }
    }

    /** Returns a value as filters compare it. */
    static String plain(JsonElement value) {
        if (value.isJsonNull()) {
            return "";
        }
        return value instanceof JsonPrimitive primitive ? primitive.getAsString() : value.toString();
    }

    /**
     * Reads what a person wrote in the place of a value: text stays text, other values must be JSON.
     *
     * @throws JsonParseException if it is not
     */
    static JsonElement edited(String text, JsonElement before) {
        if (before instanceof JsonPrimitive primitive && primitive.isString()) {
            return new JsonPrimitive(text);
        }
        if (before.isJsonNull()) {
            return text.isEmpty() ? before : new JsonPrimitive(text);
        }
        return JsonParser.parseString(text);
    }
}
