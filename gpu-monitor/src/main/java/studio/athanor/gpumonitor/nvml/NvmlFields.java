package studio.athanor.gpumonitor.nvml;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import studio.athanor.gpumonitor.reading.FaultReading.EccCounts;
import studio.athanor.gpumonitor.reading.FaultReading.LinkErrors;
import studio.athanor.gpumonitor.reading.FaultReading.RecoveryAction;
import studio.athanor.gpumonitor.reading.FaultReading.RetiredPages;
import studio.athanor.gpumonitor.reading.FaultReading.RowRemap;

/**
 * Reads many of a card's values in one call. Fields that the card turns out not to have are left out of the next call.
 * Confined to its arena's thread.
 */
final class NvmlFields {

    /** Numbers are those of {@code NVML_FI_DEV_*}. */
    enum Field {
        ECC_CORRECTED(3),
        ECC_UNCORRECTED(4),
        ECC_LIFETIME_CORRECTED(5),
        ECC_LIFETIME_UNCORRECTED(6),
        RETIRED_CORRECTED(29),
        RETIRED_UNCORRECTED(30),
        RETIRED_PENDING(31),
        NVLINK_CRC_FLIT(38),
        NVLINK_CRC_DATA(45),
        NVLINK_REPLAYS(52),
        NVLINK_RECOVERIES(59),
        MEMORY_TEMPERATURE(82),
        ENERGY(83),
        PCIE_REPLAYS(94),
        REMAPPED_CORRECTED(142),
        REMAPPED_UNCORRECTED(143),
        REMAP_PENDING(144),
        REMAP_FAILED(145),
        POWER_INSTANT(186),
        POWER_LIMIT(190),
        SHUTDOWN_DISTANCE(193),
        SLOWDOWN_DISTANCE(194),
        OPERATING_DISTANCE(196),
        PCIE_SENT(197),
        PCIE_RECEIVED(198),
        RECOVERY_ACTION(230);

        private final int id;

        Field(int id) {
            this.id = id;
        }
    }

    private final NvmlLibrary library;
    private final MemorySegment values;
    private final Map<Field, OptionalLong> latest = new EnumMap<>(Field.class);
    private List<Field> asked = List.of(Field.values());

    NvmlFields(NvmlLibrary library, Arena arena) {
        this.library = library;
        values = arena.allocate(NvmlStructs.FIELD_SIZE * Field.values().length, 8);
    }

    void read(NvmlDevice device) {
        latest.clear();
        if (asked.isEmpty() || device.lacks(NvmlCall.FIELDS, 0)) {
            return;
        }
        values.fill((byte) 0);
        for (int i = 0; i < asked.size(); i++) {
            values.set(JAVA_INT, i * NvmlStructs.FIELD_SIZE, asked.get(i).id);
        }
        int code = library.call(NvmlCall.FIELDS, device.handle(), asked.size(), values);
        device.note(NvmlCall.FIELDS, 0, code);
        if (code == NvmlReturn.SUCCESS) {
            take();
        }
    }

    private void take() {
        boolean lacking = false;
        for (int i = 0; i < asked.size(); i++) {
            MemorySegment value = value(i);
            latest.put(asked.get(i), NvmlStructs.fieldValue(value));
            lacking |= NvmlReturn.isForGood(NvmlStructs.fieldReturn(value));
        }
        if (lacking) {
            List<Field> before = asked;
            asked = before.stream()
                    .filter(field -> !NvmlReturn.isForGood(NvmlStructs.fieldReturn(value(before.indexOf(field)))))
                    .toList();
        }
    }

    private MemorySegment value(int position) {
        return values.asSlice(position * NvmlStructs.FIELD_SIZE, NvmlStructs.FIELD_SIZE);
    }

    OptionalLong get(Field field) {
        return latest.getOrDefault(field, OptionalLong.empty());
    }

    OptionalDouble thousandths(Field field) {
        OptionalLong value = get(field);
        return value.isPresent() ? OptionalDouble.of(value.getAsLong() / 1000.0) : OptionalDouble.empty();
    }

    Optional<EccCounts> ecc() {
        EccCounts counts = new EccCounts(
                get(Field.ECC_CORRECTED),
                get(Field.ECC_UNCORRECTED),
                get(Field.ECC_LIFETIME_CORRECTED),
                get(Field.ECC_LIFETIME_UNCORRECTED));
        return counts.volatileCorrected().isPresent()
                        || counts.volatileUncorrected().isPresent()
                ? Optional.of(counts)
                : Optional.empty();
    }

    Optional<RowRemap> rowRemap() {
        return get(Field.REMAPPED_UNCORRECTED).isEmpty()
                ? Optional.empty()
                : Optional.of(new RowRemap(
                        get(Field.REMAPPED_CORRECTED).orElse(0),
                        get(Field.REMAPPED_UNCORRECTED).orElse(0),
                        get(Field.REMAP_PENDING).orElse(0) != 0,
                        get(Field.REMAP_FAILED).orElse(0) != 0));
    }

    Optional<RetiredPages> retiredPages() {
        return get(Field.RETIRED_UNCORRECTED).isEmpty()
                ? Optional.empty()
                : Optional.of(new RetiredPages(
                        get(Field.RETIRED_CORRECTED).orElse(0),
                        get(Field.RETIRED_UNCORRECTED).orElse(0),
                        get(Field.RETIRED_PENDING).orElse(0) != 0));
    }

    /** Counts over all of a card's links. */
    Optional<LinkErrors> nvlink() {
        return get(Field.NVLINK_CRC_FLIT).isEmpty() && get(Field.NVLINK_REPLAYS).isEmpty()
                ? Optional.empty()
                : Optional.of(new LinkErrors(
                        get(Field.NVLINK_CRC_FLIT).orElse(0)
                                + get(Field.NVLINK_CRC_DATA).orElse(0),
                        get(Field.NVLINK_REPLAYS).orElse(0),
                        get(Field.NVLINK_RECOVERIES).orElse(0)));
    }

    Optional<RecoveryAction> recovery() {
        OptionalLong code = get(Field.RECOVERY_ACTION);
        return code.isEmpty() ? Optional.empty() : Optional.of(NvmlStructs.recovery(code.getAsLong()));
    }
}
