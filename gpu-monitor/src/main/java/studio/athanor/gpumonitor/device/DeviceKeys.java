package studio.athanor.gpumonitor.device;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys of the physical devices behind the names that engines use, so that what is kept for a card stays with it when engines
 * count their devices anew. The address of the card is its key, as it is that of {@link DeviceIdentity#key()}; a device
 * without one, such as an emulated one, has its description, and twins among those are counted.
 */
public final class DeviceKeys {

    private static final Comparator<EngineSeenDevice> BY_ORDINAL = Comparator.comparing(EngineSeenDevice::runtime)
            .thenComparingInt(device -> device.ordinal().orElse(0));

    private DeviceKeys() {}

    /**
     * Returns keys by the engines' names, {@link EngineSeenDevice#id()}.
     *
     * @param seen all devices that engines see, so that twins can be told apart
     */
    public static Map<String, String> of(List<EngineSeenDevice> seen) {
        Map<String, String> keys = new HashMap<>();
        Map<String, Integer> twins = new HashMap<>();
        for (EngineSeenDevice device : seen.stream().sorted(BY_ORDINAL).toList()) {
            keys.put(device.id(), device.pci().map(DeviceIdentity::key).orElseGet(() -> byDescription(device, twins)));
        }
        return keys;
    }

    private static String byDescription(EngineSeenDevice device, Map<String, Integer> twins) {
        int number = twins.merge(device.runtime() + " " + device.description(), 1, Integer::sum);
        return "name:" + device.description() + (number == 1 ? "" : " #" + number);
    }
}
