package studio.athanor.desktop.chat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import studio.athanor.desktop.shell.Texts;

/** Tells at once whether a text can be a JSON Schema; whether the engine can follow it shows when it is asked. */
final class SchemaCheck {

    private static final Texts TEXTS = Texts.of(SchemaCheck.class);

    private SchemaCheck() {}

    /** Returns what is wrong, a sentence; empty for a JSON object or no text at all. */
    static Optional<String> problem(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement value = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                return Optional.of(TEXTS.get("inspector.schemaBad", reader.getPath()));
            }
            return value.isJsonObject() ? Optional.empty() : Optional.of(TEXTS.get("inspector.schemaNotObject"));
        } catch (IOException | JsonParseException e) {
            return Optional.of(TEXTS.get("inspector.schemaBad", where(e)));
        }
    }

    /** The parser's message ends with the place, after which comes an address of its documentation. */
    private static String where(Exception failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        int at = message.indexOf("at line");
        return at < 0 ? message : message.substring(at + "at ".length());
    }
}
