package studio.athanor.engines.worker.wire;

import com.google.gson.Gson;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import studio.athanor.engines.worker.wire.Protocol.TextEvents;

/**
 * Reads and writes the one message that comes with every token. The text is that of any other notification; only the
 * search for the method's types, which costs more than the rest, is left out. Thread-safe.
 */
final class EventJson {

    private static final String PREFIX = "{\"jsonrpc\":\"2.0\",\"method\":\"" + Protocol.TEXT_EVENTS + "\",\"params\":";
    private static final char SUFFIX = '}';

    private final TypeAdapter<TextEvents> adapter;

    EventJson(Gson gson) {
        adapter = gson.getAdapter(TextEvents.class);
    }

    String write(TextEvents events) {
        StringBuilder text = new StringBuilder(PREFIX.length() + 128).append(PREFIX);
        if (!TokenJson.write(events, text)) {
            try {
                StringWriter any = new StringWriter(256);
                JsonWriter json = new JsonWriter(any);
                json.setStrictness(Strictness.STRICT);
                adapter.write(json, events);
                text.append(any.getBuffer());
            } catch (IOException impossible) {
                throw new IllegalStateException("Memory cannot be written", impossible);
            }
        }
        return text.append(SUFFIX).toString();
    }

    static boolean isEvents(String text) {
        return text.startsWith(PREFIX) && text.charAt(text.length() - 1) == SUFFIX;
    }

    /** Reads a text for which {@link #isEvents} holds. */
    NotificationMessage read(String text) throws IOException {
        NotificationMessage message = new NotificationMessage();
        message.setJsonrpc("2.0");
        message.setMethod(Protocol.TEXT_EVENTS);
        Optional<TextEvents> tokens = TokenJson.read(text, PREFIX.length(), text.length() - 1);
        message.setParams(tokens.isPresent() ? tokens.get() : readAny(text));
        return message;
    }

    private TextEvents readAny(String text) throws IOException {
        JsonReader json = new JsonReader(new StringReader(text.substring(PREFIX.length(), text.length() - 1)));
        json.setStrictness(Strictness.STRICT);
        TextEvents events = adapter.read(json);
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new ProtocolException("Something follows the events");
        }
        return events;
    }
}
