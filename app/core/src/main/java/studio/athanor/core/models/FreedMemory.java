package studio.athanor.core.models;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadedModel;

/**
 * Waits until the memory of an unloaded model is really free: drivers give it back some time after the process has ended, and
 * tell nobody when.
 */
final class FreedMemory {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 250;

    /** Less than all may come back at once: drivers keep some for themselves. */
    private static final double ENOUGH = 0.75;

    /** Looks at devices; each look starts a process, which takes most of the time between looks. */
    @FunctionalInterface
    interface Look {
        List<EngineDevice> devices() throws EngineException, InterruptedException;
    }

    private final Map<String, Long> awaited;

    private FreedMemory(Map<String, Long> awaited) {
        this.awaited = awaited;
    }

    /** Remembers how much should be free on each device after a model has ended. */
    static FreedMemory before(LoadedSession leaving, List<EngineDevice> now) {
        Map<String, Long> awaited = new HashMap<>();
        if (leaving.state() instanceof SessionState.Ready(LoadedModel model)) {
            for (LoadedModel.MemoryUse use : model.memory()) {
                long bytes = use.modelBytes() + use.cacheBytes() + use.computeBytes();
                free(now, use.deviceId())
                        .ifPresent(free -> awaited.put(use.deviceId(), free + (long) (ENOUGH * bytes)));
            }
        }
        return new FreedMemory(awaited);
    }

    /** Waits, some seconds at most. */
    void await(Look look) throws EngineException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isFree(look.devices()) && System.nanoTime() < end) {
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private boolean isFree(List<EngineDevice> devices) {
        return awaited.entrySet().stream()
                .allMatch(each -> free(devices, each.getKey()).orElse(Long.MAX_VALUE) >= each.getValue());
    }

    private static OptionalLong free(List<EngineDevice> devices, String id) {
        return devices.stream()
                .filter(device -> device.id().equals(id) && device.kind() != EngineDevice.Kind.CPU)
                .map(EngineDevice::freeBytes)
                .findFirst()
                .orElse(OptionalLong.empty());
    }
}
