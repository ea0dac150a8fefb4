package studio.athanor.engines.worker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;

/**
 * The devices of a plan as they were when it was made. Runtimes count devices, so that the name of one that was unplugged passes
 * to the next: a plan is kept only as long as its names mean the same devices.
 */
final class PlannedDevices {

    private final Set<String> ids = new HashSet<>();
    private final Map<String, EngineDevice> seen = new HashMap<>();

    /** @param devices of the machine when the plan was made; empty if nobody has looked */
    PlannedDevices(DevicePlan plan, List<EngineDevice> devices) {
        plan.shares().forEach(share -> ids.add(share.deviceId()));
        devices.stream().filter(device -> ids.contains(device.id())).forEach(device -> seen.put(device.id(), device));
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    /**
     * Returns what people call the devices, by the names that a worker has for them.
     *
     * @param studioNames the studio's names by the worker's, where they differ
     */
    Map<String, String> names(Map<String, String> studioNames) {
        Map<String, String> names = new HashMap<>();
        ids.forEach(id -> names.put(id, name(id)));
        studioNames.forEach((worker, studio) -> names.put(worker, name(studio)));
        return names;
    }

    private String name(String id) {
        EngineDevice device = seen.get(id);
        return device == null || device.description().isBlank() ? id : device.description() + " (" + id + ")";
    }

    /**
     * Looks for the devices among those that are there now.
     *
     * @throws EngineException.DeviceLost if one is not there, or another has its name
     */
    void requireAmong(List<EngineDevice> now) throws EngineException.DeviceLost {
        for (String id : ids) {
            if (now.stream().noneMatch(device -> device.id().equals(id) && isSame(device))) {
                throw new EngineException.DeviceLost(
                        "The graphics device " + name(id) + " is not there any more.",
                        "Plug it in again, or load the model anew: it is planned on the devices that are there.",
                        null);
            }
        }
    }

    private boolean isSame(EngineDevice now) {
        EngineDevice before = seen.get(now.id());
        return before == null
                || (before.description().equals(now.description())
                        && before.busId().equals(now.busId()));
    }
}
