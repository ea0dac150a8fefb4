package studio.athanor.cli.gpus;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import studio.athanor.core.placement.DeviceBandwidths;
import studio.athanor.core.placement.KeptBandwidth;
import studio.athanor.gpumonitor.BoardReading;
import studio.athanor.gpumonitor.DeviceReading;
import studio.athanor.gpumonitor.device.EngineSeenDevice;
import studio.athanor.gpumonitor.health.HealthFinding;
import studio.athanor.gpumonitor.placement.HostBudget;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.ProcessMemory;

/** A board of devices as JSON, with units in the names. What a card does not tell has no field. */
final class BoardJson {

    private BoardJson() {}

    static JsonObject write(
            BoardReading board, DeviceBandwidths bandwidths, List<HealthFinding> findings, List<String> problems) {
        JsonObject json = new JsonObject();
        json.addProperty("at", board.at().toString());
        JsonArray devices = new JsonArray();
        board.devices().forEach(each -> devices.add(device(each, bandwidths.of(each, board))));
        json.add("devices", devices);
        JsonObject host = new JsonObject();
        add(host, "total_bytes", board.host().totalBytes());
        add(host, "available_bytes", board.host().availableBytes());
        bandwidths.processor().ifPresent(kept -> host.add("bandwidth", bandwidth(HostBudget.ID, kept)));
        json.add("host", host);
        json.add("health", health(findings));
        JsonArray sentences = new JsonArray();
        problems.forEach(sentences::add);
        json.add("problems", sentences);
        return json;
    }

    /** Writes what was measured of a device. */
    static JsonObject bandwidth(String deviceId, KeptBandwidth kept) {
        JsonObject json = new JsonObject();
        json.addProperty("device", deviceId);
        json.addProperty("bytes_per_second", kept.bytesPerSecond());
        json.addProperty("best_bytes_per_second", kept.bestBytesPerSecond());
        json.addProperty("build", kept.build());
        json.addProperty("measured_at", kept.measuredAt().toString());
        return json;
    }

    static JsonArray health(List<HealthFinding> findings) {
        JsonArray health = new JsonArray();
        for (HealthFinding finding : findings) {
            JsonObject object = new JsonObject();
            object.addProperty("severity", lower(finding.severity()));
            object.addProperty("code", finding.code());
            finding.deviceKey().ifPresent(key -> object.addProperty("device", key));
            object.addProperty("sentence", finding.sentence());
            object.addProperty("remedy", finding.remedy());
            health.add(object);
        }
        return health;
    }

    private static JsonObject device(DeviceReading each, Map<String, KeptBandwidth> bandwidths) {
        JsonObject json = new JsonObject();
        json.addProperty("key", each.device().key());
        json.addProperty("name", each.device().identity().name());
        json.addProperty("kind", lower(each.device().identity().kind()));
        each.device().identity().hardware().pci().ifPresent(pci -> json.addProperty("pci", pci.toString()));
        each.device().identity().hardware().uuid().ifPresent(uuid -> json.addProperty("uuid", uuid));
        JsonArray names = new JsonArray();
        each.device().seenAs().stream().map(EngineSeenDevice::id).sorted().forEach(names::add);
        json.add("engine_names", names);
        if (!bandwidths.isEmpty()) {
            JsonArray measured = new JsonArray();
            new TreeMap<>(bandwidths).forEach((id, kept) -> measured.add(bandwidth(id, kept)));
            json.add("bandwidths", measured);
        }
        GpuReading reading = each.reading();
        json.addProperty("state", lower(reading.state()));
        add(json, "memory_total_bytes", reading.memory().totalBytes());
        add(json, "memory_used_bytes", reading.memory().usedBytes());
        add(json, "memory_free_bytes", reading.memory().freeBytes());
        add(json, "memory_reserved_bytes", reading.memory().reservedBytes());
        add(json, "gpu_percent", reading.activity().gpuPercent());
        add(json, "temperature_celsius", reading.thermal().gpuCelsius());
        add(json, "power_watts", reading.power().watts());
        add(json, "power_limit_watts", reading.power().limitWatts());
        add(json, "clock_mhz", reading.clocks().graphicsMhz());
        add(json, "memory_clock_mhz", reading.clocks().memoryMhz());
        add(json, "fan_percent", reading.fan().percent());
        reading.throttling().ifPresent(reasons -> {
            JsonArray array = new JsonArray();
            reasons.stream().map(BoardJson::lower).sorted().forEach(array::add);
            json.add("throttling", array);
        });
        reading.processes().ifPresent(listing -> {
            JsonArray array = new JsonArray();
            for (ProcessMemory process : listing.processes()) {
                JsonObject object = new JsonObject();
                object.addProperty("pid", process.pid());
                process.name().ifPresent(name -> object.addProperty("name", name));
                add(object, "bytes", process.bytes());
                array.add(object);
            }
            json.add("processes", array);
        });
        return json;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void add(JsonObject json, String name, OptionalLong value) {
        value.ifPresent(number -> json.addProperty(name, number));
    }

    private static void add(JsonObject json, String name, OptionalInt value) {
        value.ifPresent(number -> json.addProperty(name, number));
    }

    private static void add(JsonObject json, String name, OptionalDouble value) {
        value.ifPresent(number -> json.addProperty(name, number));
    }
}
