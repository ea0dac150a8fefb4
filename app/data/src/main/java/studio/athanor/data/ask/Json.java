package studio.athanor.data.ask;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.spi.text.Message;

/** JSON as answers and records have it: read strictly, numbers kept as they are written. */
final class Json {

    private static final Gson GSON = new GsonBuilder()
            .setStrictness(Strictness.STRICT)
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private Json() {}

    /** Returns what a text stands for, empty if it is not one JSON value. */
    static Optional<JsonElement> read(String text) {
        try {
            @Nullable JsonElement value = GSON.fromJson(text, JsonElement.class);
            return Optional.ofNullable(value);
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /** Returns the compact text of a value. */
    static String write(JsonElement value) {
        return GSON.toJson(value);
    }

    /** Returns messages as a list of objects with a role and a content. */
    static JsonArray messages(List<Message> messages) {
        JsonArray list = new JsonArray();
        for (Message message : messages) {
            list.add(message(message.role().name().toLowerCase(Locale.ROOT), message.content()));
        }
        return list;
    }

    /** Returns one message. */
    static JsonObject message(String role, String content) {
        JsonObject object = new JsonObject();
        object.addProperty("role", role);
        object.addProperty("content", content);
        return object;
    }
}
