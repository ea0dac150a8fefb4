package studio.athanor.engines.spi;

import java.util.Map;

/**
 * A model to load, and how.
 *
 * @param modelFile absolute path; of a model in parts, the first
 * @param options how to load it
 * @param plan which device gets which part, by the studio's names of devices
 * @param deviceNames as in {@link DeviceVisibility#deviceNames()}, for the process that loads
 */
public record OpenRequest(String modelFile, LoadOptions options, DevicePlan plan, Map<String, String> deviceNames) {

    public OpenRequest {
        deviceNames = Map.copyOf(deviceNames);
    }

    /** Creates a request for a process that names devices as the studio does. */
    public OpenRequest(String modelFile, LoadOptions options, DevicePlan plan) {
        this(modelFile, options, plan, Map.of());
    }

    /** Returns this request for a process that names devices in its own way. */
    public OpenRequest withDeviceNames(Map<String, String> names) {
        return new OpenRequest(modelFile, options, plan, names);
    }
}
