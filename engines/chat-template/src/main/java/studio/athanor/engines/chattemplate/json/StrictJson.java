package studio.athanor.engines.chattemplate.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON read strictly. */
public final class StrictJson {

    private static final Gson GSON = new GsonBuilder()
            .setStrictness(Strictness.STRICT)
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private StrictJson() {}

    /** Returns what a JSON text stands for, or empty if it is not one JSON value. */
    public static Optional<JsonElement> parse(String json) {
        try {
            @Nullable JsonElement element = GSON.fromJson(json, JsonElement.class);
            return Optional.ofNullable(element);
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /** Returns the compact text of a JSON value. */
    public static String write(JsonElement json) {
        return GSON.toJson(json);
    }
}
