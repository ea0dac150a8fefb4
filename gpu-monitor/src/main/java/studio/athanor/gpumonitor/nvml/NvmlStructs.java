package studio.athanor.gpumonitor.nvml;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import studio.athanor.gpumonitor.device.DeviceIdentity.HardwareIds;
import studio.athanor.gpumonitor.device.PciAddress;
import studio.athanor.gpumonitor.reading.FaultReading.RecoveryAction;
import studio.athanor.gpumonitor.reading.MemoryReading;
import studio.athanor.gpumonitor.reading.ThrottleReason;

/**
 * Reads what NVML fills in. Sizes, offsets and version words are those of {@code nvml.h} of NVML 13 as a 64-bit compiler
 * lays it out. A version word is the struct's size with the version's number above bit 24; a plain 2 is refused.
 */
final class NvmlStructs {

    /** {@code NVML_VALUE_NOT_AVAILABLE} of a 64-bit value. */
    static final long NOT_AVAILABLE = -1;

    static final long MEMORY_SIZE = 24;
    static final long MEMORY_V2_SIZE = 40;
    static final int MEMORY_V2_VERSION = 0x02000028;
    static final long PCI_SIZE = 68;
    static final int TEMPERATURE_VERSION = 0x0100000c;
    static final int MARGIN_VERSION = 0x01000008;
    static final int FAN_RPM_VERSION = 0x0100000c;
    static final long FIELD_SIZE = 40;
    static final long EVENT_SIZE = 32;
    static final long PROCESS_DETAIL_LIST_SIZE = 24;
    static final int PROCESS_DETAIL_LIST_VERSION = 0x01000018;

    private static final ThrottleReason[] REASON_OF_BIT = {
        ThrottleReason.IDLE,
        ThrottleReason.CLOCKS_SET,
        ThrottleReason.POWER_CAP,
        ThrottleReason.HARDWARE_SLOWDOWN,
        ThrottleReason.SYNC_BOOST,
        ThrottleReason.SOFTWARE_THERMAL,
        ThrottleReason.HARDWARE_THERMAL,
        ThrottleReason.POWER_BRAKE,
        ThrottleReason.DISPLAY
    };
    private static final RecoveryAction[] RECOVERY_OF_CODE = {
        RecoveryAction.NONE,
        RecoveryAction.RESET,
        RecoveryAction.REBOOT,
        RecoveryAction.DRAIN_PEERS,
        RecoveryAction.DRAIN_AND_RESET,
        RecoveryAction.RECOVER_FABRIC
    };

    private NvmlStructs() {}

    /** {@code nvmlMemory_v2_t}: version, total, reserved, free, used; used is without reserved. */
    static MemoryReading memoryV2(MemorySegment memory) {
        return new MemoryReading(
                OptionalLong.of(memory.get(JAVA_LONG, 8)),
                OptionalLong.of(memory.get(JAVA_LONG, 32)),
                OptionalLong.of(memory.get(JAVA_LONG, 24)),
                OptionalLong.of(memory.get(JAVA_LONG, 16)),
                OptionalLong.empty(),
                false);
    }

    /** {@code nvmlMemory_t}: total, free, used; used holds what the driver reserves, and nothing says how much that is. */
    static MemoryReading memory(MemorySegment memory) {
        return new MemoryReading(
                OptionalLong.of(memory.get(JAVA_LONG, 0)),
                OptionalLong.of(memory.get(JAVA_LONG, 16)),
                OptionalLong.of(memory.get(JAVA_LONG, 8)),
                OptionalLong.empty(),
                OptionalLong.empty(),
                false);
    }

    /** {@code nvmlPciInfo_t}: the vendor is the lower half of its id. */
    static HardwareIds hardware(MemorySegment pci, Optional<String> uuid) {
        int ids = pci.get(JAVA_INT, 28);
        return new HardwareIds(
                Optional.of(new PciAddress(
                        pci.get(JAVA_INT, 16),
                        pci.get(JAVA_INT, 20) & 0xff,
                        pci.get(JAVA_INT, 24) & 0x1f,
                        function(text(pci.asSlice(36, 32))))),
                uuid,
                OptionalInt.of(ids & 0xffff),
                OptionalInt.of(ids >>> 16));
    }

    /** {@code nvmlFieldValue_t}'s value as a whole number, whatever type it was given as; empty if the field has none. */
    static OptionalLong fieldValue(MemorySegment field) {
        if (field.get(JAVA_INT, 28) != NvmlReturn.SUCCESS) {
            return OptionalLong.empty();
        }
        long value = switch (field.get(JAVA_INT, 24)) {
            case 0 -> (long) field.get(JAVA_DOUBLE, 32);
            case 1 -> Integer.toUnsignedLong(field.get(JAVA_INT, 32));
            case 5 -> field.get(JAVA_INT, 32);
            case 6 -> Short.toUnsignedInt(field.get(JAVA_SHORT, 32));
            default -> field.get(JAVA_LONG, 32);
        };
        return OptionalLong.of(value);
    }

    static int fieldReturn(MemorySegment field) {
        return field.get(JAVA_INT, 28);
    }

    /** The bits of {@code nvmlClocksEventReasons}. */
    static Set<ThrottleReason> reasons(long bits) {
        Set<ThrottleReason> reasons = EnumSet.noneOf(ThrottleReason.class);
        for (int bit = 0; bit < REASON_OF_BIT.length; bit++) {
            if ((bits >>> bit & 1) != 0) {
                reasons.add(REASON_OF_BIT[bit]);
            }
        }
        if (bits >>> REASON_OF_BIT.length != 0) {
            reasons.add(ThrottleReason.OTHER);
        }
        return reasons;
    }

    /** {@code nvmlDeviceGpuRecoveryAction_t}. */
    static RecoveryAction recovery(long code) {
        return code >= 0 && code < RECOVERY_OF_CODE.length ? RECOVERY_OF_CODE[(int) code] : RecoveryAction.UNKNOWN;
    }

    /** A C string in a fixed buffer, which need not end with a zero. */
    static String text(MemorySegment buffer) {
        int length = 0;
        while (length < buffer.byteSize() && buffer.get(JAVA_BYTE, length) != 0) {
            length++;
        }
        byte[] bytes = buffer.asSlice(0, length).toArray(JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    private static int function(String busId) {
        return PciAddress.parse(busId).map(PciAddress::function).orElse(0);
    }
}
