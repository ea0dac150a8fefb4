package studio.athanor.core.chat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.settings.SamplingJson;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.spi.text.ToolCall;
import studio.athanor.engines.spi.text.Usage;

/** The parts of conversations that are kept as JSON, in the database and in exports alike. */
final class ChatJson {

    private static final long MOST = Integer.MAX_VALUE;
    private static final double LONGEST_MILLIS = 1e15;

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

    static JsonObject write(Receipt receipt) {
        JsonObject json = new JsonObject();
        json.addProperty("modelFile", receipt.modelFile());
        receipt.modelSha256().ifPresent(hash -> json.addProperty("modelSha256", hash));
        json.addProperty("engineId", receipt.engineId());
        json.addProperty("engineBuild", receipt.engineBuild());
        JsonArray plan = new JsonArray();
        for (DevicePlan.Share share : receipt.plan().shares()) {
            JsonObject part = new JsonObject();
            part.addProperty("device", share.deviceId());
            part.addProperty("layers", share.layers());
            plan.add(part);
        }
        json.add("plan", plan);
        json.addProperty("contextTokens", receipt.contextTokens());
        receipt.templateSha256().ifPresent(hash -> json.addProperty("templateSha256", hash));
        json.addProperty("systemPrompt", receipt.systemPrompt());
        json.add("sampling", SamplingJson.write(receipt.sampling()));
        json.addProperty("maxTokens", receipt.maxTokens());
        json.add("stopStrings", texts(receipt.stopStrings()));
        receipt.jsonSchema().ifPresent(schema -> json.addProperty("jsonSchema", schema));
        json.add("usage", write(receipt.usage()));
        receipt.stopReason().ifPresent(reason -> json.addProperty("stopReason", JsonFields.written(reason)));
        json.addProperty("finishedAt", receipt.finishedAt().toEpochMilli());
        return json;
    }

    static Receipt receipt(JsonFields json) {
        List<DevicePlan.Share> shares = json.objects("plan").stream()
                .map(part -> new DevicePlan.Share(
                        part.text("device", ""), (int) part.integer("layers", DevicePlan.ALL_LAYERS, 0, MOST)))
                .toList();
        Optional<StopReason> reason = json.has("stopReason")
                ? Optional.of(json.choice("stopReason", StopReason.class, StopReason.END_OF_TURN))
                : Optional.empty();
        return new Receipt(
                json.text("modelFile", ""),
                json.optionalText("modelSha256"),
                json.text("engineId", ""),
                json.text("engineBuild", ""),
                new DevicePlan(shares),
                (int) json.integer("contextTokens", 0, 0, MOST),
                json.optionalText("templateSha256"),
                json.text("systemPrompt", ""),
                SamplingJson.read(json.object("sampling")),
                (int) json.integer("maxTokens", TextRequest.UNTIL_CONTEXT_FULL, -1, MOST),
                json.texts("stopStrings"),
                json.optionalText("jsonSchema"),
                usage(json.object("usage")),
                reason,
                Instant.ofEpochMilli(json.integer("finishedAt", 0, Long.MIN_VALUE, Long.MAX_VALUE)));
    }

    private static JsonObject write(Usage usage) {
        JsonObject json = new JsonObject();
        json.addProperty("promptTokens", usage.promptTokens());
        json.addProperty("reusedTokens", usage.reusedTokens());
        json.addProperty("generatedTokens", usage.generatedTokens());
        json.addProperty("queueMillis", usage.queueMillis());
        json.addProperty("promptMillis", usage.promptMillis());
        json.addProperty("generationMillis", usage.generationMillis());
        json.addProperty("firstTokenMillis", usage.firstTokenMillis());
        return json;
    }

    private static Usage usage(JsonFields json) {
        return new Usage(
                (int) json.integer("promptTokens", 0, 0, MOST),
                (int) json.integer("reusedTokens", 0, 0, MOST),
                (int) json.integer("generatedTokens", 0, 0, MOST),
                json.number("queueMillis", 0, 0, LONGEST_MILLIS),
                json.number("promptMillis", 0, 0, LONGEST_MILLIS),
                json.number("generationMillis", 0, 0, LONGEST_MILLIS),
                json.number("firstTokenMillis", 0, 0, LONGEST_MILLIS));
    }

    private static JsonArray texts(List<String> texts) {
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
