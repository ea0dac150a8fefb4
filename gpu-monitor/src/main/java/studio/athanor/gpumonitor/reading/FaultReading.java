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
 * @param nvlink errors of its links to other cards
 * @param units errors of its units other than the memory, where the driver counts them (AMD)
 * @param xids NVIDIA's driver's error events since the studio started, newest last, a bounded number; those of the hour
 *     before too where they are read from the kernel's log
 * @param hangs what the kernel's log says of work that hung, since an hour before the studio started, newest last, a
 *     bounded number
 */
public record FaultReading(
        Optional<EccCounts> ecc,
        Optional<RowRemap> rowRemap,
        Optional<RetiredPages> retiredPages,
        Optional<RecoveryAction> recovery,
        Optional<LinkErrors> nvlink,
        List<UnitErrors> units,
        List<XidEvent> xids,
        List<HangEvent> hangs) {

    /** Nothing known. */
    public static final FaultReading NONE = new FaultReading(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of());

    public FaultReading {
        units = List.copyOf(units);
        xids = List.copyOf(xids);
        hangs = List.copyOf(hangs);
    }

    /** Returns this reading with other events. */
    public FaultReading withEvents(List<XidEvent> otherXids, List<HangEvent> otherHangs) {
        return new FaultReading(ecc, rowRemap, retiredPages, recovery, nvlink, units, otherXids, otherHangs);
    }

    /** Returns this reading with each part that it lacks taken from another source's reading of the same card. */
    FaultReading filledFrom(FaultReading other) {
        return new FaultReading(
                ecc.or(other::ecc),
                rowRemap.or(other::rowRemap),
                retiredPages.or(other::retiredPages),
                recovery.or(other::recovery),
                nvlink.or(other::nvlink),
                units.isEmpty() ? other.units : units,
                xids.isEmpty() ? other.xids : xids,
                hangs.isEmpty() ? other.hangs : hangs);
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

    /**
     * Errors of the links to other cards, over all links, counted since the driver was loaded.
     *
     * @param checksums packets whose checksum was wrong; they are sent again
     * @param replays packets sent again
     * @param recoveries times that a link had to be set up anew
     */
    public record LinkErrors(long checksums, long replays, long recoveries) {}

    /**
     * Errors of one of the card's units.
     *
     * @param unit the driver's name for it, for example {@code gfx}
     * @param uncorrected not corrected
     * @param corrected corrected
     */
    public record UnitErrors(String unit, long uncorrected, long corrected) {}

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

    /**
     * Work on the card hung.
     *
     * @param at when
     * @param outcome what became of it
     */
    public record HangEvent(Instant at, Outcome outcome) {

        /** What became of work that hung. */
        public enum Outcome {
            /** It did not end in time. */
            TIMED_OUT,
            /** The driver reset the card or a part of it, which works again. */
            RESET,
            /** The driver tried to reset the card in vain, or gave it up. */
            RESET_FAILED
        }
    }
}
