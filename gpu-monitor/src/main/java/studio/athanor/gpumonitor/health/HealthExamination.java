package studio.athanor.gpumonitor.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import studio.athanor.gpumonitor.BoardReading;
import studio.athanor.gpumonitor.DeviceHistory;
import studio.athanor.gpumonitor.DeviceReading;

/** Runs all checks. Quick enough to run at every reading; a caller that shows findings wants them every few seconds. */
public final class HealthExamination {

    private static final List<HealthCheck> CHECKS = List.of(
            FaultChecks::presence,
            FaultChecks::recovery,
            FaultChecks::xids,
            FaultChecks::ecc,
            FaultChecks::rowRemap,
            FaultChecks::retiredPages,
            FaultChecks::units,
            HangChecks::hangs,
            HeatChecks::temperature,
            HeatChecks::hotspot,
            HeatChecks::memory,
            HeatChecks::throttling,
            HeatChecks::fan,
            HeatChecks::powerLimit,
            LinkChecks::slowLink,
            LinkChecks::replays,
            LinkChecks::nvlink,
            MemoryChecks::split,
            MemoryChecks::leftBehind,
            MemoryChecks::accounting,
            MemoryChecks::books,
            MemoryChecks::reserve);

    private HealthExamination() {}

    /**
     * Examines everything.
     *
     * @param board how the cards are now
     * @param histories how they were, by card, for example {@code sampler::history}
     * @param books what the studio believes of their memory
     * @return what is wrong, worst first
     */
    public static List<HealthFinding> examine(
            BoardReading board, Function<String, Optional<DeviceHistory>> histories, MemoryBooks books) {
        return examine(board, histories, books, List.of());
    }

    /** Examines only what was measured. */
    public static List<HealthFinding> examineSpeeds(List<MeasuredSpeed> speeds) {
        return SpeedChecks.examine(speeds);
    }

    /**
     * Examines everything, and what was measured.
     *
     * @param board how the cards are now
     * @param histories how they were, by card
     * @param books what the studio believes of their memory
     * @param speeds how fast devices read their memory
     * @return what is wrong, worst first
     */
    public static List<HealthFinding> examine(
            BoardReading board,
            Function<String, Optional<DeviceHistory>> histories,
            MemoryBooks books,
            List<MeasuredSpeed> speeds) {
        List<HealthFinding> findings = new ArrayList<>(DriverChecks.examine(board));
        findings.addAll(SpeedChecks.examine(speeds));
        for (DeviceReading each : board.devices()) {
            DeviceHistory history = histories.apply(each.device().key()).orElseGet(() -> new DeviceHistory(1));
            Examined card = new Examined(each.device(), each.reading(), history, books);
            CHECKS.forEach(check -> findings.addAll(check.examine(card)));
        }
        findings.sort(Comparator.comparing(HealthFinding::severity).reversed());
        return List.copyOf(findings);
    }
}
