package studio.athanor.gpumonitor.health;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import studio.athanor.gpumonitor.reading.FaultReading.HangEvent;
import studio.athanor.gpumonitor.reading.FaultReading.HangEvent.Outcome;

/** Work that hung, as the kernel's log tells it. The last that is known of a card counts. */
final class HangChecks {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private HangChecks() {}

    static List<HealthFinding> hangs(Examined card) {
        List<HangEvent> hangs = card.reading().faults().hangs();
        if (hangs.isEmpty()) {
            return List.of();
        }
        HangEvent last = hangs.getLast();
        return List.of(
                switch (last.outcome()) {
                    case TIMED_OUT ->
                        card.finding(
                                Severity.WARNING,
                                "HANG",
                                "If it happens again, update the driver and undo overclocking and undervolting.",
                                "Work on %s did not end in time at %s.",
                                card.name(),
                                time(last.at()));
                    case RESET ->
                        card.finding(
                                Severity.WARNING,
                                "GPU-WAS-RESET",
                                "Models that were on it may be lost: load them again. If it happens again, update the driver"
                                        + " and undo overclocking and undervolting.",
                                "%s hung, and its driver reset it at %s.%s",
                                card.name(),
                                time(last.at()),
                                often(hangs));
                    case RESET_FAILED ->
                        card.finding(
                                Severity.FAILURE,
                                "GPU-RESET-FAILED",
                                "Save what is open and restart the computer.",
                                "%s hung, and its driver could not reset it at %s.",
                                card.name(),
                                time(last.at()));
                });
    }

    private static String often(List<HangEvent> hangs) {
        long resets =
                hangs.stream().filter(hang -> hang.outcome() == Outcome.RESET).count();
        return resets > 1 ? " It was reset " + resets + " times lately." : "";
    }

    static String time(Instant at) {
        return TIME.format(at.atZone(ZoneId.systemDefault()));
    }
}
