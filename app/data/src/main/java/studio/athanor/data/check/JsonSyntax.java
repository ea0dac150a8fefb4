package studio.athanor.data.check;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;

/** Says whether a text is JSON as RFC 8259 has it, nested at most as deep as Gson reads. */
final class JsonSyntax {

    private JsonSyntax() {}

    static Optional<String> mistake(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            var _ = JsonParser.parseReader(reader);
            return reader.peek() == JsonToken.END_DOCUMENT
                    ? Optional.empty()
                    : Optional.of("something follows after the value");
        } catch (JsonParseException | IOException | IllegalStateException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of(firstLine(String.valueOf(cause.getMessage())));
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }
}
