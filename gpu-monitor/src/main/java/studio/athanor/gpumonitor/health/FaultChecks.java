package studio.athanor.gpumonitor.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import studio.athanor.gpumonitor.Metric;
import studio.athanor.gpumonitor.reading.FaultReading.RecoveryAction;
import studio.athanor.gpumonitor.reading.FaultReading.XidEvent;

/** What cards and drivers themselves call broken. Numbers and limits are those of DCGM 4.6. */
final class FaultChecks {

    private static final Set<Long> XIDS_OF_THE_CARD = Set.of(
            38L, 39L, 42L, 48L, 54L, 56L, 57L, 58L, 60L, 61L, 62L, 64L, 67L, 73L, 74L, 78L, 79L, 95L, 119L, 120L, 121L,
            137L, 140L);
    private static final Set<Long> XIDS_TO_WATCH = Set.of(31L, 32L, 43L, 63L, 94L, 154L);
    private static final Set<Long> XIDS_OF_PROGRAMS = Set.of(13L, 31L, 43L, 45L);
    private static final long MANY_REMAPPED_ROWS = 512;
    private static final long MOST_RETIRED_PAGES = 63;
    private static final Duration RECENTLY = Duration.ofMinutes(5);

    private FaultChecks() {}

    static List<HealthFinding> presence(Examined card) {
        return switch (card.reading().state()) {
            case LOST ->
                List.of(card.finding(
                        Severity.FAILURE,
                        "GPU-LOST",
                        "Shut the computer down, wait, and start it again. If it happens again, check the card's seat, its"
                                + " power cables and its heat.",
                        "%s does not answer any more: it fell off the bus.",
                        card.name()));
            case RESET_REQUIRED ->
                List.of(card.finding(
                        Severity.FAILURE,
                        "GPU-RESET",
                        "Close the programs that use it and restart the computer.",
                        "%s must be reset before it works again.",
                        card.name()));
            case OK, ASLEEP, UNREADABLE -> List.of();
        };
    }

    static List<HealthFinding> recovery(Examined card) {
        Optional<RecoveryAction> action = card.reading().faults().recovery();
        if (action.isEmpty() || action.get() == RecoveryAction.NONE) {
            return List.of();
        }
        String remedy = switch (action.get()) {
            case REBOOT -> "Restart the computer.";
            case DRAIN_PEERS, DRAIN_AND_RESET ->
                "Unload all models, close the programs that use this card, and restart the computer.";
            case RECOVER_FABRIC -> "Restart the fabric manager of this machine, or the computer.";
            case NONE, RESET, UNKNOWN -> "Unload its models, close the programs that use it, and restart the computer.";
        };
        return List.of(card.finding(
                Severity.FAILURE,
                "RECOVERY",
                remedy,
                "The driver of %s asks to be recovered (%s).",
                card.name(),
                action.get()));
    }

    static List<HealthFinding> xids(Examined card) {
        return card.reading().faults().xids().stream()
                .map(XidEvent::code)
                .distinct()
                .map(code -> xid(card, code))
                .toList();
    }

    private static HealthFinding xid(Examined card, long code) {
        Severity severity = XIDS_OF_THE_CARD.contains(code)
                ? Severity.FAILURE
                : XIDS_TO_WATCH.contains(code) ? Severity.WARNING : Severity.NOTE;
        String remedy = XIDS_OF_PROGRAMS.contains(code)
                ? "Mostly the program is at fault, not the card: load the model again. If other programs get it too, update"
                        + " the driver."
                : severity == Severity.FAILURE
                        ? "Restart the computer. If it comes again, check the card's seat and power, and have it tested."
                        : "Look it up in NVIDIA's catalogue of Xid errors; if it comes again, update the driver.";
        return card.finding(severity, "XID-" + code, remedy, "The driver of %s reported error %d.", card.name(), code);
    }

    static List<HealthFinding> ecc(Examined card) {
        long broken = card.reading()
                .faults()
                .ecc()
                .map(counts -> counts.volatileUncorrected().orElse(0))
                .orElse(0L);
        if (broken > 0) {
            return List.of(card.finding(
                    Severity.FAILURE,
                    "ECC-UNCORRECTED",
                    "Do not trust what was computed. Restart the computer; if it comes again, the card's memory is failing.",
                    "The memory of %s had %d errors that could not be corrected.",
                    card.name(),
                    broken));
        }
        OptionalDouble rise = card.history().rise(Metric.ECC_CORRECTED, RECENTLY);
        return rise.orElse(0) <= 0
                ? List.of()
                : List.of(card.finding(
                        Severity.WARNING,
                        "ECC-CORRECTED",
                        "Nothing was lost. If it goes on for days, the memory is wearing out: have the card tested.",
                        "The memory of %s corrected %.0f errors in the last minutes.",
                        card.name(),
                        rise.getAsDouble()));
    }

    static List<HealthFinding> units(Examined card) {
        return card.reading().faults().units().stream()
                .filter(unit -> unit.uncorrected() > 0)
                .map(unit -> card.finding(
                        Severity.FAILURE,
                        "RAS-" + unit.unit(),
                        "Do not trust what was computed. Restart the computer; if it comes again, have the card tested.",
                        "The unit %s of %s had %d errors that could not be corrected.",
                        unit.unit(),
                        card.name(),
                        unit.uncorrected()))
                .toList();
    }

    static List<HealthFinding> rowRemap(Examined card) {
        return card.reading()
                .faults()
                .rowRemap()
                .map(remap -> {
                    if (remap.failed()) {
                        return List.of(card.finding(
                                Severity.FAILURE,
                                "REMAP-FAILED",
                                "The card's memory has no spare rows left: have it replaced.",
                                "A broken row of the memory of %s could not be replaced.",
                                card.name()));
                    }
                    if (remap.pending() || remap.uncorrected() >= MANY_REMAPPED_ROWS) {
                        return List.of(card.finding(
                                Severity.WARNING,
                                "REMAP",
                                remap.pending()
                                        ? "Restart the computer: the row is replaced then."
                                        : "Plan for a replacement of the card.",
                                "The memory of %s has %d rows replaced%s.",
                                card.name(),
                                remap.corrected() + remap.uncorrected(),
                                remap.pending() ? " and one waiting to be" : ""));
                    }
                    return List.<HealthFinding>of();
                })
                .orElse(List.of());
    }

    static List<HealthFinding> retiredPages(Examined card) {
        return card.reading()
                .faults()
                .retiredPages()
                .map(pages -> {
                    long count = pages.corrected() + pages.uncorrected();
                    if (count >= MOST_RETIRED_PAGES) {
                        return List.of(card.finding(
                                Severity.FAILURE,
                                "PAGES",
                                "The card can retire no more: have it replaced.",
                                "The memory of %s has %d pages retired.",
                                card.name(),
                                count));
                    }
                    return pages.pending()
                            ? List.of(card.finding(
                                    Severity.WARNING,
                                    "PAGES",
                                    "Restart the computer: the page is retired then.",
                                    "The memory of %s has a page waiting to be retired.",
                                    card.name()))
                            : List.<HealthFinding>of();
                })
                .orElse(List.of());
    }
}
