package studio.athanor.core.placement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.gpumonitor.device.DeviceKeys;
import studio.athanor.gpumonitor.device.EngineSeenDevice;

/** Joins the devices that engines see to the physical ones behind them. */
public final class PhysicalDevices {

    /** Stands for all engines where devices are matched: they name devices alike. */
    public static final String ENGINES = "engines";

    /** The key of the processor. */
    public static final String PROCESSOR = "cpu";

    private PhysicalDevices() {}

    /** Returns a device as cards are matched with it. */
    public static EngineSeenDevice seen(EngineDevice device) {
        return new EngineSeenDevice(ENGINES, device.id(), device.description(), device.busId(), device.totalBytes());
    }

    /** Returns all but the processor as cards are matched with them. */
    public static List<EngineSeenDevice> cards(List<EngineDevice> devices) {
        return devices.stream()
                .filter(device -> device.kind() != EngineDevice.Kind.CPU)
                .map(PhysicalDevices::seen)
                .toList();
    }

    /**
     * Returns keys of the physical devices, which stay when engines count theirs anew, by the engines' names.
     *
     * @param devices all that engines see, so that twins can be told apart
     */
    public static Map<String, String> keys(List<EngineDevice> devices) {
        Map<String, String> keys = new HashMap<>(DeviceKeys.of(cards(devices)));
        keys.putAll(devices.stream()
                .filter(device -> device.kind() == EngineDevice.Kind.CPU)
                .collect(Collectors.toMap(EngineDevice::id, device -> PROCESSOR, (one, _) -> one)));
        return keys;
    }
}
