package studio.athanor.gpumonitor.reading;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the card says is broken.
 *
 * @param ecc errors of its memory
 * @param rowRemap replaced rows of memory (Ampere and newer)
 * @param retiredPages pages taken out of use (older cards)
 * @param recovery what the driver asks for
 * @param xids the driver's error events since the studio started, newest last, a bounded number
 */
public record FaultReading(
        Optional<EccCounts> ecc,
        Optional<RowRemap> rowRemap,
        Optional<RetiredPages> retiredPages,
        Optional<RecoveryAction> recovery,
        List<XidEvent> xids) {

    /** Nothing known. */
    public static final FaultReading NONE =
            new FaultReading(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public FaultReading {
        xids = List.copyOf(xids);
    }

    /**
     * Counts of errors; volatile ones since the driver was loaded.
     *
     * @param volatileCorrected corrected
     * @param volatileUncorrected not corrected
     * @param lifetimeCorrected corrected, over the card's life
     * @param lifetimeUncorrected not corrected, over the card's life
     */
    public record EccCounts(
            OptionalLong volatileCorrected,
            OptionalLong volatileUncorrected,
            OptionalLong lifetimeCorrected,
            OptionalLong lifetimeUncorrected) {}

    /**
     * Replaced rows.
     *
     * @param corrected for errors that were corrected
     * @param uncorrected for errors that were not
     * @param pending a row is replaced at the next reset
     * @param failed no spare row was left
     */
    public record RowRemap(long corrected, long uncorrected, boolean pending, boolean failed) {}

    /**
     * Retired pages.
     *
     * @param corrected for errors that were corrected
     * @param uncorrected for errors that were not
     * @param pending a page is retired at the next start
     */
    public record RetiredPages(long corrected, long uncorrected, boolean pending) {}

    /** What the driver asks for (NVML's field 230). */
    public enum RecoveryAction {
        NONE,
        RESET,
        REBOOT,
        DRAIN_PEERS,
        DRAIN_AND_RESET,
        RECOVER_FABRIC,
        /** One that this version does not know. */
        UNKNOWN
    }

    /**
     * An error event of NVIDIA's driver.
     *
     * @param at when it was heard of
     * @param code the number in NVIDIA's catalogue; 999 is unknown
     */
    public record XidEvent(Instant at, long code) {}
}
