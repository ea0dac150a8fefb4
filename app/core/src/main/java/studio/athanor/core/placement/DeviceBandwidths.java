package studio.athanor.core.placement;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.settings.JsonFile;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.MeasuredBandwidth;
import studio.athanor.gpumonitor.BoardReading;
import studio.athanor.gpumonitor.DeviceReading;
import studio.athanor.gpumonitor.device.DeviceKeys;
import studio.athanor.gpumonitor.device.EngineSeenDevice;
import studio.athanor.gpumonitor.health.MeasuredSpeed;
import studio.athanor.gpumonitor.placement.Bandwidth;

/**
 * Measured memory bandwidths, kept in a JSON file by physical device and by the runtime it was reached through, as one card
 * is not equally fast through two of them. Thread-safe; reads the file once, when it is first asked.
 */
public final class DeviceBandwidths implements AutoCloseable {

    private static final String DEVICES = "devices";
    private static final double MOST = 1e15;

    private final JsonFile file;
    private final Object lock = new Object();
    private final InstantSource clock;
    private @Nullable JsonObject root;

    /** Names the file; touches nothing. */
    public DeviceBandwidths(Path path, InstantSource clock) {
        file = new JsonFile(path);
        this.clock = clock;
    }

    /**
     * Returns what was measured of devices, by the engine's names for them.
     *
     * @param devices all that engines see
     */
    public Map<String, KeptBandwidth> of(List<EngineDevice> devices) {
        Map<String, String> keys = PhysicalDevices.keys(devices);
        Map<String, KeptBandwidth> kept = new HashMap<>();
        for (EngineDevice device : devices) {
            kept(keys.getOrDefault(device.id(), ""), PhysicalDevices.seen(device))
                    .ifPresent(known -> kept.put(device.id(), known));
        }
        return kept;
    }

    /** Returns what was measured of devices as plans use it, by the engine's names for them. */
    public Map<String, Bandwidth> measured(List<EngineDevice> devices) {
        Map<String, Bandwidth> measured = new HashMap<>();
        of(devices).forEach((id, known) -> measured.put(id, known.bandwidth()));
        return measured;
    }

    /** Returns what was measured of a card that engines see, by each of its names. */
    public Map<String, KeptBandwidth> of(DeviceReading card, BoardReading board) {
        Map<String, String> keys = DeviceKeys.of(board.devices().stream()
                .flatMap(each -> each.device().seenAs().stream())
                .toList());
        Map<String, KeptBandwidth> kept = new HashMap<>();
        for (EngineSeenDevice seen : card.device().seenAs()) {
            kept(keys.getOrDefault(seen.id(), ""), seen).ifPresent(known -> kept.put(seen.id(), known));
        }
        return kept;
    }

    /** Returns the speeds of the cards on a board and of the processor, for an examination. */
    public List<MeasuredSpeed> speeds(BoardReading board) {
        List<MeasuredSpeed> speeds = new ArrayList<>();
        for (DeviceReading card : board.devices()) {
            of(card, board)
                    .forEach((id, known) ->
                            speeds.add(known.speed(Optional.of(card.device().key()))));
        }
        processor().ifPresent(known -> speeds.add(known.speed(Optional.empty())));
        return speeds;
    }

    /** Returns what was measured of the processor. */
    public Optional<KeptBandwidth> processor() {
        return kept(PhysicalDevices.PROCESSOR, "CPU");
    }

    /**
     * Keeps a measurement. The best one goes on only with the same device and build: another build may read in another way.
     *
     * @param device what was measured
     * @param devices all that engines see
     * @param build the engine that measured
     */
    public KeptBandwidth keep(
            EngineDevice device, List<EngineDevice> devices, String build, MeasuredBandwidth measured) {
        EngineSeenDevice seen = PhysicalDevices.seen(device);
        String key = PhysicalDevices.keys(devices).getOrDefault(device.id(), device.id());
        synchronized (lock) {
            double best = kept(key, seen)
                    .filter(known -> known.build().equals(build))
                    .map(KeptBandwidth::bestBytesPerSecond)
                    .orElse(0.0);
            KeptBandwidth kept = new KeptBandwidth(
                    device.description(),
                    build,
                    measured.bytesPerSecond(),
                    Math.max(best, measured.bytesPerSecond()),
                    clock.instant());
            JsonObject runtimes = devices().get(key) instanceof JsonObject known ? known : new JsonObject();
            runtimes.add(seen.runtime(), write(kept));
            devices().add(key, runtimes);
            file.writeLater(root());
            return kept;
        }
    }

    private Optional<KeptBandwidth> kept(String key, EngineSeenDevice seen) {
        return kept(key, seen.runtime()).filter(known -> known.name().equals(seen.description()));
    }

    private Optional<KeptBandwidth> kept(String key, String runtime) {
        synchronized (lock) {
            return devices().get(key) instanceof JsonObject runtimes
                            && runtimes.get(runtime) instanceof JsonObject entry
                    ? read(JsonFields.of(entry, ""))
                    : Optional.empty();
        }
    }

    private JsonObject root() {
        JsonObject known = root;
        if (known == null) {
            known = file.read().content();
            root = known;
        }
        return known;
    }

    private JsonObject devices() {
        if (!(root().get(DEVICES) instanceof JsonObject)) {
            root().add(DEVICES, new JsonObject());
        }
        return root().getAsJsonObject(DEVICES);
    }

    private static Optional<KeptBandwidth> read(JsonFields fields) {
        double last = fields.number("bytesPerSecond", 0, 1, MOST);
        return last <= 0
                ? Optional.empty()
                : Optional.of(new KeptBandwidth(
                        fields.text("name", ""),
                        fields.text("build", ""),
                        last,
                        fields.number("bestBytesPerSecond", last, last, MOST),
                        instant(fields.text("measuredAt", ""))));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static JsonObject write(KeptBandwidth kept) {
        JsonObject json = new JsonObject();
        json.addProperty("name", kept.name());
        json.addProperty("build", kept.build());
        json.addProperty("bytesPerSecond", kept.bytesPerSecond());
        json.addProperty("bestBytesPerSecond", kept.bestBytesPerSecond());
        json.addProperty("measuredAt", kept.measuredAt().toString());
        return json;
    }

    /** Waits until everything is written. */
    @Override
    public void close() {
        file.close();
    }
}
