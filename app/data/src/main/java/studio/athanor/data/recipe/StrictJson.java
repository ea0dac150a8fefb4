package studio.athanor.data.recipe;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads JSON as the standard has it. */
final class StrictJson {

    private static final Gson GSON =
            new GsonBuilder().setStrictness(Strictness.STRICT).create();

    private StrictJson() {}

    /**
     * Reads one value.
     *
     * @throws JsonParseException if the text is none
     */
    static JsonElement read(String text) {
        @Nullable JsonElement json = GSON.fromJson(text, JsonElement.class);
        if (json == null) {
            throw new JsonParseException("It is empty");
        }
        return json;
    }

    static Optional<JsonElement> parse(String text) {
        try {
            return Optional.of(read(text));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }
}
