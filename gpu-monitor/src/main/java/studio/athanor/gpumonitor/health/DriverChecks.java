package studio.athanor.gpumonitor.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.athanor.gpumonitor.BoardReading;
import studio.athanor.gpumonitor.DeviceReading;
import studio.athanor.gpumonitor.SourceStatus;
import studio.athanor.gpumonitor.reading.DeviceState;

/** Whether drivers work. */
final class DriverChecks {

    private static final int NVIDIA = 0x10de;

    private DriverChecks() {}

    static List<HealthFinding> examine(BoardReading board) {
        List<HealthFinding> findings = new ArrayList<>();
        for (SourceStatus status : board.sources()) {
            switch (status.state()) {
                case FAILED -> findings.add(ofSource(Severity.FAILURE, status));
                case LATE -> findings.add(ofSource(Severity.WARNING, status));
                case OPENING, WORKING, NOT_PRESENT -> {
                    // nothing is wrong
                }
            }
        }
        boolean explained = board.sources().stream().anyMatch(DriverChecks::isInTrouble);
        if (!explained) {
            board.devices().stream()
                    .filter(card -> card.reading().state() == DeviceState.UNREADABLE)
                    .forEach(card -> findings.add(silent(card)));
        }
        boolean nvmlMissing = board.sources().stream()
                .anyMatch(status -> status.source().equals("NVML") && status.state() == SourceStatus.State.NOT_PRESENT);
        if (nvmlMissing) {
            board.devices().stream().filter(DriverChecks::isNvidia).forEach(card -> findings.add(undriven(card)));
        }
        return findings;
    }

    /** A source that gives no readings says so itself, for all its cards. */
    private static boolean isInTrouble(SourceStatus status) {
        return status.state() == SourceStatus.State.FAILED || status.state() == SourceStatus.State.LATE;
    }

    private static HealthFinding silent(DeviceReading card) {
        return new HealthFinding(
                Severity.WARNING,
                "GPU-SILENT",
                Optional.of(card.device().key()),
                card.device().identity().name() + " does not answer, though its driver does.",
                "Wait a minute, as the studio tries again by itself. If this stays, close the programs that use the card and"
                        + " restart the computer.");
    }

    private static boolean isNvidia(DeviceReading card) {
        return card.device().identity().hardware().vendorId().orElse(0) == NVIDIA;
    }

    private static HealthFinding undriven(DeviceReading card) {
        return new HealthFinding(
                Severity.WARNING,
                "DRIVER-MISSING",
                Optional.of(card.device().key()),
                card.device().identity().name() + " is there, but NVIDIA's driver is not installed.",
                "Install NVIDIA's driver for this card, then restart the computer.");
    }

    private static HealthFinding ofSource(Severity severity, SourceStatus status) {
        String remedy = status.retryAt()
                .map(at -> status.remedy() + " The studio tries again by itself, at " + HangChecks.time(at)
                        + " at the earliest.")
                .orElse(status.remedy());
        return new HealthFinding(severity, status.code(), Optional.empty(), status.message(), remedy);
    }
}
