package studio.athanor.data.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.Optional;
import studio.athanor.data.DataException;
import studio.athanor.data.export.parquet.FieldType;
import studio.athanor.data.row.Row;
import studio.athanor.data.run.RunRow;

/**
 * The messages of a row: those of a column, or a question with its answer; behind a system message where there is one.
 */
record Conversation(
        Optional<FieldSource> said,
        Optional<FieldSource> system,
        Optional<FieldSource> prompt,
        Optional<FieldSource> response) {

    /** Returns whole conversations. */
    static Conversation of(ShapeColumns columns) throws DataException {
        Optional<FieldSource> said = columns.messages();
        Optional<FieldSource> system = columns.find(ShapeColumns.SYSTEM);
        if (said.isPresent()) {
            return new Conversation(said, system, Optional.empty(), Optional.empty());
        }
        Optional<FieldSource> prompt = columns.find(ShapeColumns.PROMPT);
        if (prompt.isEmpty()) {
            throw columns.missing(ShapeColumns.MESSAGES);
        }
        return new Conversation(Optional.empty(), system, prompt, Optional.of(columns.require(ShapeColumns.RESPONSE)));
    }

    /** Returns what comes before an answer. */
    static Conversation asked(ShapeColumns columns) throws DataException {
        Optional<FieldSource> system = columns.find(ShapeColumns.SYSTEM);
        Optional<FieldSource> prompt = columns.find(ShapeColumns.PROMPT);
        if (prompt.isPresent() && columns.mapped(ShapeColumns.MESSAGES).isEmpty()) {
            return new Conversation(Optional.empty(), system, prompt, Optional.empty());
        }
        Optional<FieldSource> said = columns.messages();
        if (said.isEmpty()) {
            throw columns.missing("prompt");
        }
        return new Conversation(said, system, Optional.empty(), Optional.empty());
    }

    /** Tells whether it takes messages to say it, and not one text. */
    boolean isTalk(ColumnFields types) {
        return said.isPresent()
                || system.isPresent()
                || prompt.filter(types::isMessages).isPresent();
    }

    FieldType type(ColumnFields types) {
        boolean plain = said.or(() -> prompt)
                .map(types::of)
                .filter(Chat.WITH_TOOLS::equals)
                .isEmpty();
        return plain ? Chat.PLAIN : Chat.WITH_TOOLS;
    }

    /** Returns a row's messages, or null if a part of them is blank. */
    JsonElement messages(RunRow runRow) throws IOException {
        Row row = runRow.row();
        JsonArray messages = new JsonArray();
        if (said.isPresent()) {
            JsonElement value = said.get().value(row);
            if (Chat.isBlank(value)) {
                return JsonNull.INSTANCE;
            }
            messages.addAll(Chat.messages("user", value));
        } else {
            if (!add(messages, "user", prompt, row) || !add(messages, "assistant", response, row)) {
                return JsonNull.INSTANCE;
            }
        }
        return system.isPresent() ? withSystem(system.get().value(row), messages) : messages;
    }

    private static boolean add(JsonArray messages, String role, Optional<FieldSource> source, Row row)
            throws IOException {
        if (source.isEmpty()) {
            return true;
        }
        JsonElement value = source.get().value(row);
        if (Chat.isBlank(value)) {
            return false;
        }
        messages.addAll(Chat.messages(role, value));
        return true;
    }

    private static JsonArray withSystem(JsonElement system, JsonArray messages) {
        boolean said = !messages.isEmpty()
                && messages.get(0) instanceof JsonObject first
                && first.get(Chat.ROLE) instanceof JsonPrimitive role
                && "system".equals(role.getAsString());
        if (said || Chat.isBlank(system)) {
            return messages;
        }
        JsonArray all = new JsonArray();
        all.add(Chat.message("system", system));
        all.addAll(messages);
        return all;
    }
}
