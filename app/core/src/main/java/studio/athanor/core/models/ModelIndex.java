package studio.athanor.core.models;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.settings.JsonFile;

/**
 * What was read from model files, kept by path and valid as long as size, time and identity of every part stay the same.
 * Thread-safe.
 */
final class ModelIndex implements AutoCloseable {

    private static final String FILES = "files";

    private final JsonFile file;
    private @Nullable JsonObject root;

    ModelIndex(Path path) {
        file = new JsonFile(path);
    }

    /** Returns a text that changes whenever a file of the model does. */
    static String stamp(List<Path> parts) throws IOException {
        StringBuilder stamp = new StringBuilder();
        for (Path part : parts) {
            BasicFileAttributes attributes = Files.readAttributes(part, BasicFileAttributes.class);
            stamp.append(attributes.size())
                    .append(':')
                    .append(attributes.lastModifiedTime().toInstant())
                    .append(':')
                    .append(attributes.fileKey())
                    .append(';');
        }
        return stamp.toString();
    }

    private JsonObject files() {
        JsonObject known = root;
        if (known == null) {
            known = file.read().content();
            if (!(known.get(FILES) instanceof JsonObject)) {
                known.add(FILES, new JsonObject());
            }
            root = known;
        }
        return known.getAsJsonObject(FILES);
    }

    private Optional<JsonObject> entry(Path model, String stamp) {
        return files().get(model.toString()) instanceof JsonObject entry
                        && JsonFields.of(entry, "").text("stamp", "").equals(stamp)
                ? Optional.of(entry)
                : Optional.empty();
    }

    /** Returns what the header said, or why it was refused. */
    synchronized Optional<ModelEntry.Status> status(Path model, String stamp) {
        return entry(model, stamp)
                .map(entry -> JsonFields.of(entry, ""))
                .filter(fields -> fields.integer("reader", 0, 0, Integer.MAX_VALUE) == ModelHeader.VERSION)
                .flatMap(ModelIndex::status);
    }

    private static Optional<ModelEntry.Status> status(JsonFields fields) {
        if (fields.has("facts")) {
            return Optional.of(new ModelEntry.Status.Usable(facts(fields.object("facts"))));
        }
        return fields.optionalText("refused")
                .map(message -> new ModelEntry.Status.Rejected(message, fields.text("remedy", "")));
    }

    synchronized void keep(Path model, String stamp, ModelEntry.Status status) {
        JsonObject entry = entry(model, stamp).orElseGet(JsonObject::new);
        entry.addProperty("stamp", stamp);
        entry.addProperty("reader", ModelHeader.VERSION);
        entry.remove("facts");
        entry.remove("refused");
        entry.remove("remedy");
        switch (status) {
            case ModelEntry.Status.Usable(ModelFacts facts) -> entry.add("facts", write(facts));
            case ModelEntry.Status.Rejected(String message, String remedy) -> {
                entry.addProperty("refused", message);
                entry.addProperty("remedy", remedy);
            }
            case ModelEntry.Status.Missing _, ModelEntry.Status.Unread _ -> {
                return;
            }
        }
        write(model, entry);
    }

    /** Returns the SHA-256 of a model's files, in hexadecimal, if it was computed. */
    synchronized Optional<String> sha256(Path model, String stamp) {
        return entry(model, stamp).flatMap(entry -> JsonFields.of(entry, "").optionalText("sha256"));
    }

    synchronized void keepSha256(Path model, String stamp, String sha256) {
        JsonObject entry = entry(model, stamp).orElseGet(JsonObject::new);
        entry.addProperty("stamp", stamp);
        entry.addProperty("sha256", sha256);
        write(model, entry);
    }

    private void write(Path model, JsonObject entry) {
        files().add(model.toString(), entry);
        JsonObject whole = new JsonObject();
        whole.add(FILES, files());
        file.writeLater(whole);
    }

    @Override
    public void close() {
        file.close();
    }

    private static JsonObject write(ModelFacts facts) {
        JsonObject json = new JsonObject();
        json.addProperty("name", facts.name());
        json.addProperty("architecture", facts.architecture());
        json.addProperty("quantisation", facts.quantisation());
        facts.parameters().ifPresent(value -> json.addProperty("parameters", value));
        json.addProperty("weightBytes", facts.weightBytes());
        facts.layers().ifPresent(value -> json.addProperty("layers", value));
        facts.contextTokens().ifPresent(value -> json.addProperty("contextTokens", value));
        json.addProperty("chatTemplate", facts.chatTemplate());
        json.addProperty("embeddingModel", facts.embeddingModel());
        json.addProperty("companion", facts.companion());
        return json;
    }

    private static ModelFacts facts(JsonFields json) {
        return new ModelFacts(
                json.text("name", ""),
                json.text("architecture", ""),
                json.text("quantisation", ""),
                json.has("parameters")
                        ? OptionalLong.of(json.integer("parameters", 0, 0, Long.MAX_VALUE))
                        : OptionalLong.empty(),
                json.integer("weightBytes", 0, 0, Long.MAX_VALUE),
                whole(json, "layers"),
                whole(json, "contextTokens"),
                json.flag("chatTemplate", false),
                json.flag("embeddingModel", false),
                json.flag("companion", false));
    }

    private static OptionalInt whole(JsonFields json, String name) {
        return json.has(name) ? OptionalInt.of((int) json.integer(name, 0, 0, Integer.MAX_VALUE)) : OptionalInt.empty();
    }
}
