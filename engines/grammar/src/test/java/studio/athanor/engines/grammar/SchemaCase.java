package studio.athanor.engines.grammar;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A schema with values that its grammar accepts and others that it does not. */
record SchemaCase(String schema, List<String> accepted, List<String> rejected) {

    static List<SchemaCase> all() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SchemaCase.class.getResourceAsStream("cases.jsonl")), StandardCharsets.UTF_8))) {
            return lines.lines().map(SchemaCase::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SchemaCase parse(String line) {
        JsonObject object = JsonParser.parseString(line).getAsJsonObject();
        return new SchemaCase(object.get("schema").toString(), texts(object.get("yes")), texts(object.get("no")));
    }

    private static List<String> texts(JsonElement values) {
        var gson = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
        return values.getAsJsonArray().asList().stream().map(gson::toJson).toList();
    }

    @Override
    public String toString() {
        return schema.length() > 100 ? schema.substring(0, 100) + "..." : schema;
    }
}
