package studio.athanor.engines.llama;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import studio.athanor.engines.ggml.GgmlDevice;
import studio.athanor.engines.ggml.GgmlRuntime;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineException.InvalidRequest;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;

/**
 * A device plan in the library's terms: the last layers go to the devices, in order; the first ones stay on the host.
 *
 * @param devices the accelerators, in the plan's order
 * @param layers how many layers each takes
 */
record DeviceAssignment(List<MemorySegment> devices, List<Integer> layers) {

    /**
     * Finds the devices of a plan.
     *
     * @param names the plan's names of devices by those of this process, where they differ
     * @param totalLayers of the model, the output layer included
     * @throws EngineException if a device is absent, or the plan makes no sense
     */
    static DeviceAssignment of(DevicePlan plan, DeviceNames names, GgmlRuntime runtime, int totalLayers)
            throws EngineException {
        List<MemorySegment> devices = new ArrayList<>();
        List<Integer> layers = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int left = totalLayers;
        for (DevicePlan.Share share : plan.shares()) {
            if (share.layers() < 1) {
                throw Invalid.refusal("the layers of " + share.deviceId(), "" + share.layers(), "at least 1");
            }
            if (!seen.add(share.deviceId())) {
                throw new InvalidRequest(
                        "The plan names the device " + share.deviceId() + " twice.",
                        "Give each device one contiguous range of layers.",
                        null);
            }
            if (share.layers() != DevicePlan.ALL_LAYERS && share.layers() > left) {
                throw new InvalidRequest(
                        "The plan gives " + share.layers() + " layers to " + share.deviceId() + ", but the model has "
                                + totalLayers + ", the output layer included, of which " + left + " are left.",
                        "Give away no more layers than the model has.",
                        null);
            }
            GgmlDevice device = find(share.deviceId(), names, runtime);
            if (device.facts().kind() == EngineDevice.Kind.CPU) {
                continue;
            }
            int taken = Math.min(left, share.layers());
            if (taken > 0) {
                devices.add(device.handle());
                layers.add(taken);
                left -= taken;
            }
        }
        return new DeviceAssignment(devices, layers);
    }

    /** Returns the number of layers on accelerators. */
    int offloadedLayers() {
        return layers.stream().mapToInt(Integer::intValue).sum();
    }

    private static GgmlDevice find(String id, DeviceNames names, GgmlRuntime runtime) throws RuntimeUnavailable {
        var device = runtime.device(names.here(id));
        if (device.isEmpty()) {
            String present = runtime.devices().stream()
                    .map(known -> names.studio(known.facts().id()))
                    .collect(Collectors.joining(", "));
            throw new RuntimeUnavailable(
                    "The device " + id + " is not there; llama.cpp sees: " + present + ".",
                    "Choose a device that is there, or check its driver.",
                    runtime.unavailableBackends().isEmpty()
                            ? null
                            : runtime.unavailableBackends().toString());
        }
        return device.get();
    }
}
