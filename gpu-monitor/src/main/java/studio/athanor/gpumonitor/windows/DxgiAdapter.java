package studio.athanor.gpumonitor.windows;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceIdentity.HardwareIds;
import studio.athanor.gpumonitor.device.DeviceIdentity.MemoryFacts;
import studio.athanor.gpumonitor.device.DeviceIdentity.SystemNames;
import studio.athanor.gpumonitor.device.DeviceKind;

/**
 * An adapter as DXGI describes it ({@code DXGI_ADAPTER_DESC1}).
 *
 * @param name its name
 * @param vendorId PCI vendor
 * @param deviceId PCI device
 * @param dedicatedBytes its own memory
 * @param luid its number until the next start
 * @param software whether it is a program
 */
record DxgiAdapter(String name, int vendorId, int deviceId, long dedicatedBytes, long luid, boolean software) {

    static final long DESCRIPTION_SIZE = 312;

    private static final int NAME_BYTES = 256;
    private static final int FLAG_SOFTWARE = 2;

    /** What a graphics unit without memory of its own is given by the firmware stays below this. */
    private static final long LARGEST_CARVE_OUT = 512L << 20;

    static DxgiAdapter read(MemorySegment description) {
        String text = description.getString(0, StandardCharsets.UTF_16LE);
        return new DxgiAdapter(
                text.substring(0, Math.min(text.length(), NAME_BYTES / 2)).strip(),
                description.get(JAVA_INT, 256),
                description.get(JAVA_INT, 260),
                description.get(JAVA_LONG, 272),
                (long) description.get(JAVA_INT, 300) << 32 | Integer.toUnsignedLong(description.get(JAVA_INT, 296)),
                (description.get(JAVA_INT, 304) & FLAG_SOFTWARE) != 0);
    }

    DeviceIdentity identity() {
        return new DeviceIdentity(
                name,
                dedicatedBytes > LARGEST_CARVE_OUT ? DeviceKind.DISCRETE : DeviceKind.INTEGRATED,
                new HardwareIds(Optional.empty(), Optional.empty(), OptionalInt.of(vendorId), OptionalInt.of(deviceId)),
                SystemNames.NONE,
                new MemoryFacts(OptionalLong.of(dedicatedBytes), OptionalLong.empty()));
    }
}
