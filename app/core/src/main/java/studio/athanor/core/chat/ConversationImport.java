package studio.athanor.core.chat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.engines.spi.text.Message;

/**
 * Reads the export format, one conversation at a time, and checks every field. A conversation that is wrong is left out
 * and reported; what comes after a place where the file is no JSON at all cannot be read.
 */
final class ConversationImport {

    private static final int MOST_TURNS = 1_000_000;
    private static final int LONGEST_TEXT = 10_000_000;

    private final JsonReader json;
    private final List<String> problems = new ArrayList<>();
    private int number;

    ConversationImport(Reader reader) {
        json = new JsonReader(reader);
        json.setStrictness(Strictness.STRICT);
    }

    List<String> problems() {
        return problems;
    }

    /** Takes a conversation that was read. */
    interface Target {
        void take(Read conversation) throws Refused, InterruptedException;
    }

    /**
     * A conversation of the file.
     *
     * @param conversation itself
     * @param titleByUser whether the user chose its title
     * @param model name of the model that last answered
     * @param turns by their ids, each after its parent
     * @param active ids of the turns that are the active one among their siblings
     */
    record Read(
            Conversation conversation,
            boolean titleByUser,
            Optional<String> model,
            Map<TurnId, Turn> turns,
            List<TurnId> active) {}

    /** Something in the file cannot be taken; the message names the field. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * Reads the file.
     *
     * @throws Refused if the file as a whole is not an export
     */
    void read(Target target) throws Refused, IOException, InterruptedException {
        boolean known = false;
        boolean versioned = false;
        try {
            json.beginObject();
            while (json.hasNext()) {
                switch (json.nextName()) {
                    case "format" -> {
                        if (!json.nextString().equals(ConversationJson.FORMAT)) {
                            throw new Refused("format is not " + ConversationJson.FORMAT);
                        }
                        known = true;
                    }
                    case "version" -> {
                        int version = json.nextInt();
                        if (version != ConversationJson.VERSION) {
                            throw new Refused("version is " + version + "; this program reads version "
                                    + ConversationJson.VERSION);
                        }
                        versioned = true;
                    }
                    case "conversations" -> {
                        if (!known || !versioned) {
                            throw new Refused("format and version do not come before conversations");
                        }
                        conversations(target);
                    }
                    default -> json.skipValue();
                }
            }
            json.endObject();
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            if (!known) {
                throw new Refused("it is not a JSON export (" + e.getMessage() + ")");
            }
            problems.add("After conversation " + number + " the file cannot be read: " + e.getMessage());
        }
        if (!known) {
            throw new Refused("format is missing");
        }
    }

    private void conversations(Target target) throws IOException, InterruptedException {
        json.beginArray();
        while (json.hasNext()) {
            number++;
            try {
                target.take(conversation());
            } catch (Refused e) {
                problems.add("conversations[" + (number - 1) + "]." + e.getMessage());
            }
        }
        json.endArray();
    }

    /** Reads to the end of the conversation even if something in it is wrong. */
    private Read conversation() throws Refused, IOException {
        if (json.peek() != JsonToken.BEGIN_OBJECT) {
            json.skipValue();
            throw new Refused("is not an object");
        }
        JsonObject head = new JsonObject();
        List<JsonObject> turns = new ArrayList<>();
        @Nullable String problem = null;
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (name.equals("turns") && json.peek() == JsonToken.BEGIN_ARRAY) {
                json.beginArray();
                while (json.hasNext()) {
                    JsonElement turn = element();
                    if (turn instanceof JsonObject object && turns.size() < MOST_TURNS) {
                        turns.add(object);
                    } else {
                        problem = "turns[" + turns.size() + "] is not an object, or there are too many";
                    }
                }
                json.endArray();
            } else {
                head.add(name, element());
            }
        }
        json.endObject();
        if (problem != null) {
            throw new Refused(problem);
        }
        return checked(head, turns);
    }

    private JsonElement element() throws IOException {
        try {
            return JsonParser.parseReader(json);
        } catch (JsonParseException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new MalformedJsonException(String.valueOf(e.getMessage()));
        }
    }

    private static Read checked(JsonObject head, List<JsonObject> turns) throws Refused {
        JsonFields fields = JsonFields.of(head, "");
        ConversationId id = new ConversationId(id(fields, "id"));
        long created = fields.integer("createdAt", 0, 0, Long.MAX_VALUE);
        Conversation conversation = new Conversation(
                id,
                Titles.cleaned(fields.text("title", Titles.UNTITLED)),
                Instant.ofEpochMilli(created),
                Instant.ofEpochMilli(fields.integer("updatedAt", created, 0, Long.MAX_VALUE)),
                ChatJson.settings(fields.object("settings")),
                "",
                Optional.empty());
        boolean byUser = fields.flag("titleByUser", false);
        Optional<String> model = fields.optionalText("model");
        requireSound(fields);
        Map<TurnId, Turn> read = new LinkedHashMap<>();
        List<TurnId> active = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            JsonFields turnFields = JsonFields.of(turns.get(i), "turns[" + i + "].");
            Turn turn = turn(turnFields, "turns[" + i + "].", id);
            requireSound(turnFields);
            if (turn.parent().isPresent() && !read.containsKey(turn.parent().get())) {
                throw new Refused("turns[" + i + "].parent is not a turn that comes before");
            }
            if (read.put(turn.id(), turn) != null) {
                throw new Refused("turns[" + i + "].id is there twice");
            }
            if (turnFields.flag("active", false)) {
                active.add(turn.id());
            }
        }
        return new Read(conversation, byUser, model, read, active);
    }

    private static Turn turn(JsonFields fields, String path, ConversationId conversation) throws Refused {
        Optional<TurnId> parent =
                fields.has("parent") ? Optional.of(new TurnId(id(fields, "parent", path))) : Optional.empty();
        if (!fields.has("role") || !fields.has("text")) {
            throw new Refused(path + (fields.has("role") ? "text" : "role") + " is missing");
        }
        String text = fields.text("text", "");
        if (text.length() > LONGEST_TEXT) {
            throw new Refused(path + "text is longer than 10 million characters");
        }
        Turn.State state = fields.choice("state", Turn.State.class, Turn.State.COMPLETE);
        return new Turn(
                new TurnId(id(fields, "id", path)),
                conversation,
                parent,
                fields.choice("role", Message.Role.class, Message.Role.USER),
                text,
                fields.text("reasoning", ""),
                fields.has("reasoningMillis")
                        ? OptionalLong.of(fields.integer("reasoningMillis", 0, 0, Long.MAX_VALUE))
                        : OptionalLong.empty(),
                ChatJson.toolCalls(fields.objects("toolCalls")),
                ChatJson.attachments(fields.objects("attachments")),
                state == Turn.State.STREAMING ? Turn.State.INTERRUPTED : state,
                fields.has("receipt") ? Optional.of(ReceiptJson.read(fields.object("receipt"))) : Optional.empty(),
                fields.has("failure") ? Optional.of(ChatJson.failure(fields.object("failure"))) : Optional.empty(),
                Instant.ofEpochMilli(fields.integer("createdAt", 0, 0, Long.MAX_VALUE)),
                0,
                1);
    }

    private static String id(JsonFields fields, String name) throws Refused {
        return id(fields, name, "");
    }

    private static String id(JsonFields fields, String name, String path) throws Refused {
        String value = fields.text(name, "");
        if (!Ids.isValid(value)) {
            throw new Refused(path + name + " is not an id");
        }
        return value;
    }

    private static void requireSound(JsonFields fields) throws Refused {
        if (!fields.problems().isEmpty()) {
            throw new Refused(fields.problems().getFirst());
        }
    }
}
