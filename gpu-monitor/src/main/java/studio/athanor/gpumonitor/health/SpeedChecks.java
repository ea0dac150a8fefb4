package studio.athanor.gpumonitor.health;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether devices still read their memory as fast as they once did. The limits are this project's own choice. */
final class SpeedChecks {

    private static final double SLOW = 0.85;
    private static final double VERY_SLOW = 0.60;
    private static final double GIGA = 1e9;

    private SpeedChecks() {}

    static List<HealthFinding> examine(List<MeasuredSpeed> speeds) {
        return speeds.stream().flatMap(SpeedChecks::slow).toList();
    }

    private static Stream<HealthFinding> slow(MeasuredSpeed speed) {
        double part = speed.bytesPerSecond() / speed.bestBytesPerSecond();
        if (!(part < SLOW)) {
            return Stream.empty();
        }
        return Stream.of(new HealthFinding(
                part < VERY_SLOW ? Severity.FAILURE : Severity.WARNING,
                "SLOW-MEMORY",
                speed.deviceKey(),
                String.format(
                        Locale.ROOT,
                        "%s read its memory at %.1f GB/s, %.0f %% of the %.1f GB/s that it once reached.",
                        speed.name(),
                        speed.bytesPerSecond() / GIGA,
                        part * 100,
                        speed.bestBytesPerSecond() / GIGA),
                remedy(speed.deviceKey())));
    }

    private static String remedy(Optional<String> card) {
        return "Close programs that use it, let it cool and measure again ('athanor gpus --measure'); if it stays slow, "
                + (card.isPresent()
                        ? "look at its power limit and its memory clock, and update its driver."
                        : "look in the firmware whether all memory modules run, at their full rate.");
    }
}
