package studio.athanor.engines.spi;

import java.util.Map;

/**
 * How a process is kept from seeing devices that a plan does not use: a device that is not seen gives no memory.
 *
 * @param variables of the process's environment, for example {@code CUDA_VISIBLE_DEVICES -> 1}
 * @param deviceNames the studio's name of a device by the name it has in that process, where the two differ; runtimes count
 *     only what they see
 */
public record DeviceVisibility(Map<String, String> variables, Map<String, String> deviceNames) {

    /** The process sees what the studio sees. */
    public static final DeviceVisibility ALL = new DeviceVisibility(Map.of(), Map.of());

    public DeviceVisibility {
        variables = Map.copyOf(variables);
        deviceNames = Map.copyOf(deviceNames);
    }
}
