package studio.athanor.desktop.gpus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.athanor.core.models.ModelSession;
import studio.athanor.core.models.SessionState;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.gpumonitor.placement.HostBudget;

/** What loaded models really took, by device; buffers of the host count under {@link HostBudget#ID}. */
final class ModelMemory {

    private ModelMemory() {}

    /**
     * Returns what a session took.
     *
     * @param devices ids of the devices; all else is host memory, under whatever name the engine has for it
     */
    static Map<String, Long> of(ModelSession session, Set<String> devices) {
        return session.state() instanceof SessionState.Ready(LoadedModel model)
                ? of(model.memory(), devices)
                : Map.of();
    }

    static Map<String, Long> of(List<LoadedModel.MemoryUse> memory, Set<String> devices) {
        Map<String, Long> bytes = new HashMap<>();
        for (LoadedModel.MemoryUse use : memory) {
            String place = devices.contains(use.deviceId()) ? use.deviceId() : HostBudget.ID;
            bytes.merge(place, use.modelBytes() + use.cacheBytes() + use.computeBytes(), Long::sum);
        }
        return bytes;
    }
}
