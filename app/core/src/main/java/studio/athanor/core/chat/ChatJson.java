package studio.athanor.core.chat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.settings.SamplingJson;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.spi.text.ToolCall;

/** The parts of conversations that are kept as JSON, in the database and in exports alike. */
final class ChatJson {

    private static final long MOST = Integer.MAX_VALUE;

    private ChatJson() {}

    static JsonObject write(ChatSettings settings) {
        JsonObject json = new JsonObject();
        json.addProperty("systemPrompt", settings.systemPrompt());
        json.add("sampling", SamplingJson.write(settings.sampling()));
        json.addProperty("maxTokens", settings.maxTokens());
        json.add("stopStrings", texts(settings.stopStrings()));
        settings.jsonSchema().ifPresent(schema -> json.addProperty("jsonSchema", schema));
        json.addProperty("overflow", JsonFields.written(settings.overflow()));
        JsonObject variables = new JsonObject();
        new TreeMap<>(settings.templateVariables()).forEach(variables::addProperty);
        json.add("templateVariables", variables);
        settings.model().ifPresent(model -> json.addProperty("model", model.value()));
        return json;
    }

    static ChatSettings settings(JsonFields json) {
        Map<String, String> variables = new LinkedHashMap<>();
        JsonFields given = json.object("templateVariables");
        given.names().forEach(name -> variables.put(name, given.text(name, "null")));
        return new ChatSettings(
                json.text("systemPrompt", ""),
                SamplingJson.read(json.object("sampling")),
                (int) json.integer("maxTokens", TextRequest.UNTIL_CONTEXT_FULL, -1, MOST),
                json.texts("stopStrings"),
                json.optionalText("jsonSchema"),
                json.choice("overflow", TextRequest.Overflow.class, TextRequest.Overflow.STOP),
                variables,
                json.optionalText("model").map(ModelRef::new));
    }

    static JsonArray writeAttachments(List<Attachment> attachments) {
        JsonArray array = new JsonArray();
        for (Attachment attachment : attachments) {
            JsonObject json = new JsonObject();
            json.addProperty("name", attachment.name());
            json.addProperty("text", attachment.text());
            array.add(json);
        }
        return array;
    }

    static List<Attachment> attachments(List<JsonFields> array) {
        return array.stream()
                .map(json -> new Attachment(json.text("name", ""), json.text("text", "")))
                .toList();
    }

    static JsonArray writeToolCalls(List<ToolCall> calls) {
        JsonArray array = new JsonArray();
        for (ToolCall call : calls) {
            JsonObject json = new JsonObject();
            json.addProperty("id", call.id());
            json.addProperty("name", call.name());
            json.addProperty("arguments", call.arguments());
            array.add(json);
        }
        return array;
    }

    static List<ToolCall> toolCalls(List<JsonFields> array) {
        return array.stream()
                .map(json -> new ToolCall(json.text("id", ""), json.text("name", ""), json.text("arguments", "{}")))
                .toList();
    }

    static JsonObject write(Failure failure) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", JsonFields.written(failure.kind()));
        json.addProperty("message", failure.message());
        json.addProperty("remedy", failure.remedy());
        failure.details().ifPresent(details -> json.addProperty("details", details));
        return json;
    }

    static Failure failure(JsonFields json) {
        return new Failure(
                json.choice("kind", Failure.Kind.class, Failure.Kind.COMPUTATION_FAILED),
                json.text("message", ""),
                json.text("remedy", ""),
                json.optionalText("details"));
    }

    static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    /** Returns the objects of a JSON array as readers. */
    static List<JsonFields> elements(JsonArray array, String path) {
        List<JsonFields> fields = new ArrayList<>();
        for (JsonElement each : array) {
            if (each instanceof JsonObject object) {
                fields.add(JsonFields.of(object, path));
            }
        }
        return fields;
    }
}
