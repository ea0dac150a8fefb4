package studio.athanor.engines.chattemplate.answer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import studio.athanor.engines.chattemplate.json.StrictJson;
import studio.athanor.engines.spi.text.ToolCall;

/** Reads the calls of a section, whichever syntax it is in. */
final class CallReader {

    /**
     * A call as the model wrote it.
     *
     * @param id what the model called it; empty if it did not
     * @param name of the tool
     * @param arguments by name
     */
    record Found(Optional<String> id, String name, JsonObject arguments) {

        static Found of(String name, JsonObject arguments) {
            return new Found(Optional.empty(), name, arguments);
        }
    }

    /** Says that a text is not in the expected syntax. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("not a call", null, false, false);
        }
    }

    private final ArgumentTypes types;
    private final Supplier<String> ids;

    CallReader(ArgumentTypes types, Supplier<String> ids) {
        this.types = types;
        this.ids = ids;
    }

    /** Returns the calls of a section, or none if it cannot be read. */
    List<ToolCall> read(CallSection section, String body) {
        try {
            List<Found> found = section.recipient().isPresent()
                    ? List.of(Found.of(section.recipient().get(), object(body)))
                    : calls(section.mark(), body);
            List<ToolCall> calls = new ArrayList<>();
            for (Found call : found) {
                if (call.name().isBlank()) {
                    return List.of();
                }
                String id = call.id().filter(given -> !given.isBlank()).orElseGet(ids);
                calls.add(new ToolCall(id, call.name(), StrictJson.write(call.arguments())));
            }
            return calls;
        } catch (Unreadable e) {
            return List.of();
        }
    }

    private List<Found> calls(Mark.Calls mark, String body) throws Unreadable {
        String text = TagTokens.plain(opened(mark, body)).strip();
        if (text.startsWith("{") || text.startsWith("[")) {
            return JsonCalls.read(text);
        }
        if (XmlCalls.holdsFunctions(text)) {
            return new XmlCalls(types).functions(text);
        }
        if (text.contains("<arg_key>")) {
            return new XmlCalls(types).keysAndValueLists(text);
        }
        if (text.startsWith("call:")) {
            return List.of(LooseValues.braceCall(text.substring("call:".length())));
        }
        List<Found> found = TokenCalls.read(text);
        if (!found.isEmpty()) {
            return found;
        }
        if (text.matches("[A-Za-z_][\\w.\\-]*") && mark.text().equals("<tool_call>")) {
            return List.of(Found.of(text, new JsonObject()));
        }
        return LooseValues.pythonCalls(text);
    }

    /** Returns a section's text with what its mark holds of it. */
    private static String opened(Mark.Calls mark, String body) {
        if (mark.bare()) {
            return mark.text() + body;
        }
        if (mark.text().startsWith("<function") && mark.text().endsWith("=")) {
            return mark.text() + body + "</function>";
        }
        return mark.text().endsWith("[") ? "[" + body : body;
    }

    static JsonObject object(String text) throws Unreadable {
        JsonElement json =
                text.isBlank() ? new JsonObject() : StrictJson.parse(text).orElseThrow(Unreadable::new);
        if (!json.isJsonObject()) {
            throw new Unreadable();
        }
        return json.getAsJsonObject();
    }
}
