package studio.athanor.core.chat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.settings.SamplingJson;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.spi.text.Usage;

/** How an answer was made, as JSON: in the database, in exports and on the clipboard alike. */
public final class ReceiptJson {

    private static final long MOST = Integer.MAX_VALUE;
    private static final double LONGEST_MILLIS = 1e15;

    private ReceiptJson() {}

    /** Returns a receipt as it is kept and exported; times are milliseconds since 1970. */
    public static JsonObject write(Receipt receipt) {
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
        json.add("stopStrings", ChatJson.texts(receipt.stopStrings()));
        receipt.jsonSchema().ifPresent(schema -> json.addProperty("jsonSchema", schema));
        json.add("usage", write(receipt.usage()));
        receipt.stopReason().ifPresent(reason -> json.addProperty("stopReason", JsonFields.written(reason)));
        json.addProperty("finishedAt", receipt.finishedAt().toEpochMilli());
        return json;
    }

    static Receipt read(JsonFields json) {
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
}
