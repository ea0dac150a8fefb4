package studio.athanor.data.recipe;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import studio.athanor.data.recipe.yaml.YamlWriter;

/** Reads a JSON Schema that a recipe holds, or names in a file beside it. */
final class SchemaReader {

    private static final int MOST_BYTES = 1 << 20;

    private final Optional<Path> folder;

    /** Makes a reader; without a folder no files are read. */
    SchemaReader(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Reads {@code schema} or {@code schema-file}, one of which is needed. */
    String require(Fields fields) {
        Optional<Field> inline = fields.take("schema");
        Optional<Field> file = fields.take("schema-file");
        if (inline.isPresent() && file.isPresent()) {
            fields.error("schema-file", "\"schema\" is there as well. Keep one of the two.");
        }
        if (inline.isEmpty() && file.isEmpty()) {
            fields.missing("schema");
        }
        return inline.flatMap(this::inline).or(() -> file.flatMap(this::file)).orElse("{}");
    }

    /** Reads a schema that is written out, as fields or as a text of JSON. */
    Optional<String> inline(Field field) {
        if (field.isText()) {
            return field.text().flatMap(text -> json(field, text, "The text"));
        }
        JsonElement json = field.json();
        if (isSchema(json)) {
            return Optional.of(YamlWriter.json(json));
        }
        return field.wrong("a JSON Schema: a group of fields, as {type: object, properties: {...}}", "");
    }

    /** Reads a schema from the file that a field names. */
    Optional<String> file(Field field) {
        Optional<String> name = field.text();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (folder.isEmpty()) {
            field.problems()
                    .error(field.at(), field.path(), "A file can be named once the recipe is saved. Save it first.");
            return Optional.empty();
        }
        try {
            byte[] bytes = bytes(folder.get().resolve(name.get()));
            if (bytes.length > MOST_BYTES) {
                field.problems()
                        .error(
                                field.at(),
                                field.path(),
                                "The file " + name.get() + " is larger than 1 MB. Use a smaller schema.");
                return Optional.empty();
            }
            OutsideFolder.sentence(folder.get(), name.get())
                    .ifPresent(sentence -> field.problems().warning(field.at(), field.path(), sentence));
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return json(field, text, "The file " + name.get());
        } catch (CharacterCodingException e) {
            field.problems()
                    .error(field.at(), field.path(), "The file " + name.get() + " is not UTF-8. Save it as UTF-8.");
        } catch (IOException | InvalidPathException e) {
            field.problems()
                    .error(
                            field.at(),
                            field.path(),
                            "The file " + name.get() + " cannot be read. Give a path from the recipe's folder.");
        }
        return Optional.empty();
    }

    /** Reads not much more than may be read: a device or a pipe would never end, nor would a file that grows. */
    private static byte[] bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        }
    }

    static boolean isSchema(JsonElement json) {
        return json.isJsonObject() || (json instanceof JsonPrimitive truth && truth.isBoolean());
    }

    private static Optional<String> json(Field field, String text, String what) {
        try {
            JsonElement json = StrictJson.read(text);
            if (isSchema(json)) {
                return Optional.of(YamlWriter.json(json));
            }
            field.problems().error(field.at(), field.path(), what + " is no JSON Schema: that is an object.");
        } catch (JsonParseException e) {
            String cause = e.getCause() == null
                    ? String.valueOf(e.getMessage())
                    : String.valueOf(e.getCause().getMessage());
            field.problems().error(field.at(), field.path(), what + " is not JSON: " + firstLine(cause));
        }
        return Optional.empty();
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.endsWith(".") ? line : line + ".";
    }
}
