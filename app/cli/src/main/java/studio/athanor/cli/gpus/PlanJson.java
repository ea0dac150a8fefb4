package studio.athanor.cli.gpus;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.gpumonitor.placement.Bandwidth;
import studio.athanor.gpumonitor.placement.DeviceBudget;
import studio.athanor.gpumonitor.placement.Placement;
import studio.athanor.gpumonitor.placement.Placement.Stage;

/** A plan as JSON, with units in the names. */
final class PlanJson {

    private PlanJson() {}

    static JsonObject write(PlannedLoad planned) {
        Placement placement = planned.placement();
        JsonObject json = new JsonObject();
        json.addProperty("model", planned.request().model().name());
        json.addProperty("layers", planned.request().model().layerCount());
        json.addProperty("context_tokens", planned.settings().contextTokens());
        json.addProperty("parallel", planned.settings().sequences());
        json.addProperty("objective", lower(planned.request().objective()));
        json.addProperty("verdict", lower(placement.verdict()));
        json.addProperty("proven_best", placement.proven());
        json.addProperty("compute_measured", planned.computeMeasured());
        json.addProperty("tokens_per_second_at_most", placement.tokensPerSecond());
        JsonArray devices = new JsonArray();
        for (Stage stage : placement.stages()) {
            JsonObject device = new JsonObject();
            device.addProperty("device", stage.deviceId());
            device.addProperty("first_layer", stage.firstLayer());
            device.addProperty("layers", stage.layers());
            device.addProperty("weight_bytes", stage.weightBytes());
            device.addProperty("cache_bytes", stage.cacheBytes());
            device.addProperty("compute_bytes", stage.computeBytes());
            device.addProperty("overhead_bytes", stage.overheadBytes());
            device.addProperty("total_bytes", stage.bytes());
            device.addProperty("limit_bytes", stage.limitBytes());
            device.addProperty("free_bytes", stage.freeBytes());
            Bandwidth bandwidth = bandwidth(planned, stage);
            device.addProperty("bandwidth_bytes_per_second", bandwidth.bytesPerSecond());
            device.addProperty("bandwidth_source", lower(bandwidth.source()));
            device.addProperty("verdict", lower(stage.verdict()));
            devices.add(device);
        }
        json.add("devices", devices);
        JsonArray untouched = new JsonArray();
        placement.untouched().forEach(untouched::add);
        json.add("untouched", untouched);
        placement.plan().hostTensors().ifPresent(pattern -> json.addProperty("host_tensors", pattern));
        JsonArray reasons = new JsonArray();
        planned.reasons().forEach(reasons::add);
        json.add("reasons", reasons);
        PlanText.argument(planned).ifPresent(argument -> json.addProperty("plan_argument", argument));
        return json;
    }

    private static Bandwidth bandwidth(PlannedLoad planned, Stage stage) {
        return planned.request().devices().stream()
                .filter(device -> device.id().equals(stage.deviceId()))
                .findFirst()
                .map(DeviceBudget::bandwidth)
                .orElseGet(() -> planned.request().host().bandwidth());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
