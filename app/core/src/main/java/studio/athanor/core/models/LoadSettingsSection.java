package studio.athanor.core.models;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.settings.SettingsSection;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.LoadOptions;

/** How each model is loaded, by its name, in the settings file. */
final class LoadSettingsSection implements SettingsSection<Map<String, ModelLoadSettings>> {

    static final LoadSettingsSection SECTION = new LoadSettingsSection();

    private static final int MOST = Integer.MAX_VALUE;

    private LoadSettingsSection() {}

    @Override
    public String name() {
        return "modelLoads";
    }

    @Override
    public Map<String, ModelLoadSettings> defaults() {
        return Map.of();
    }

    @Override
    public Map<String, ModelLoadSettings> read(JsonFields fields) {
        Map<String, ModelLoadSettings> loads = new LinkedHashMap<>();
        for (String model : fields.names()) {
            loads.put(model, settings(fields.object(model)));
        }
        return Map.copyOf(loads);
    }

    @Override
    public JsonObject write(Map<String, ModelLoadSettings> value) {
        JsonObject json = new JsonObject();
        new TreeMap<>(value).forEach((model, settings) -> json.add(model, write(settings)));
        return json;
    }

    private static JsonObject write(ModelLoadSettings settings) {
        LoadOptions options = settings.options();
        JsonObject json = new JsonObject();
        options.contextTokens().ifPresent(tokens -> json.addProperty("contextTokens", tokens));
        json.addProperty("parallelSequences", options.parallelSequences());
        options.batchTokens().ifPresent(tokens -> json.addProperty("batchTokens", tokens));
        options.microBatchTokens().ifPresent(tokens -> json.addProperty("microBatchTokens", tokens));
        json.addProperty("keyType", JsonFields.written(options.keyType()));
        json.addProperty("valueType", JsonFields.written(options.valueType()));
        json.addProperty("flashAttention", JsonFields.written(options.flashAttention()));
        options.threads().ifPresent(count -> json.addProperty("threads", count));
        options.batchThreads().ifPresent(count -> json.addProperty("batchThreads", count));
        JsonArray adapters = new JsonArray();
        for (LoadOptions.LoraAdapter adapter : options.loraAdapters()) {
            JsonObject each = new JsonObject();
            each.addProperty("file", adapter.file());
            each.addProperty("scale", adapter.scale());
            adapter.name().ifPresent(name -> each.addProperty("name", name));
            adapters.add(each);
        }
        json.add("loraAdapters", adapters);
        json.addProperty("embeddings", options.embeddings());
        json.addProperty("memoryLock", options.memoryLock());
        json.addProperty("batchInvariant", options.batchInvariant());
        switch (settings.devices()) {
            case DeviceChoice.Automatic(PlacementWishes wishes) -> {
                json.addProperty("devices", "automatic");
                if (!wishes.equals(PlacementWishes.NONE)) {
                    json.add("wishes", WishesJson.write(wishes));
                }
            }
            case DeviceChoice.CpuOnly _ -> json.addProperty("devices", "cpu");
            case DeviceChoice.Planned(DevicePlan plan) -> {
                json.addProperty("devices", "planned");
                JsonArray shares = new JsonArray();
                for (DevicePlan.Share share : plan.shares()) {
                    JsonObject each = new JsonObject();
                    each.addProperty("device", share.deviceId());
                    each.addProperty("layers", share.layers());
                    shares.add(each);
                }
                json.add("plan", shares);
                plan.hostTensors().ifPresent(pattern -> json.addProperty("hostTensors", pattern));
            }
        }
        return json;
    }

    private static ModelLoadSettings settings(JsonFields json) {
        List<LoadOptions.LoraAdapter> adapters = json.objects("loraAdapters").stream()
                .map(each -> new LoadOptions.LoraAdapter(
                        each.text("file", ""), (float) each.number("scale", 1, -100, 100), each.optionalText("name")))
                .filter(adapter -> !adapter.file().isBlank())
                .toList();
        LoadOptions options = new LoadOptions(
                whole(json, "contextTokens"),
                (int) json.integer("parallelSequences", 1, 1, 1024),
                whole(json, "batchTokens"),
                whole(json, "microBatchTokens"),
                json.choice("keyType", LoadOptions.CacheType.class, LoadOptions.CacheType.F16),
                json.choice("valueType", LoadOptions.CacheType.class, LoadOptions.CacheType.F16),
                json.choice("flashAttention", LoadOptions.FlashAttention.class, LoadOptions.FlashAttention.AUTO),
                whole(json, "threads"),
                whole(json, "batchThreads"),
                adapters,
                json.flag("embeddings", false),
                json.flag("memoryLock", false),
                json.flag("batchInvariant", false));
        DeviceChoice devices = switch (json.text("devices", "automatic")) {
            case "cpu" -> new DeviceChoice.CpuOnly();
            case "planned" ->
                new DeviceChoice.Planned(new DevicePlan(
                        json.objects("plan").stream()
                                .map(share -> new DevicePlan.Share(
                                        share.text("device", ""), (int) share.integer("layers", 0, 0, MOST)))
                                .toList(),
                        json.optionalText("hostTensors")));
            default -> new DeviceChoice.Automatic(WishesJson.read(json.object("wishes")));
        };
        return new ModelLoadSettings(options, devices);
    }

    private static OptionalInt whole(JsonFields json, String name) {
        Optional<Integer> value = json.has(name) ? Optional.of((int) json.integer(name, 0, 0, MOST)) : Optional.empty();
        return value.filter(number -> number > 0).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }
}
