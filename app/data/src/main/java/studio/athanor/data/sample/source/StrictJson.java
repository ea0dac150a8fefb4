package studio.athanor.data.sample.source;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;

/** JSON as RFC 8259 has it, and nothing behind it. */
public final class StrictJson {

    private StrictJson() {}

    /**
     * Parses one value.
     *
     * @throws JsonParseException if it is something else
     */
    public static JsonElement parse(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            if (text.isBlank()) {
                throw new JsonParseException("There is no value");
            }
            JsonElement value = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new JsonParseException("Something follows the value");
            }
            return value;
        } catch (MalformedJsonException e) {
            throw new JsonParseException("It is not JSON", e);
        } catch (IOException e) {
            throw new AssertionError("A text in memory can be read", e);
        }
    }
}
