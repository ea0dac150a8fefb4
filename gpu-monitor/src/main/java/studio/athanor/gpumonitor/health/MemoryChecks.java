package studio.athanor.gpumonitor.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import studio.athanor.gpumonitor.reading.MemoryReading;
import studio.athanor.gpumonitor.reading.MigMode;
import studio.athanor.gpumonitor.reading.ProcessListing;
import studio.athanor.gpumonitor.reading.ProcessMemory;

/** Whether memory adds up. */
final class MemoryChecks {

    private static final long MIB = 1L << 20;
    private static final long UNEXPLAINED_BYTES = 300 * MIB;
    private static final long MISPLANNED_BYTES = 256 * MIB;
    private static final Duration GONE_LONG = Duration.ofSeconds(10);

    private MemoryChecks() {}

    /** A fact rather than a fault: it explains what is absent. */
    static List<HealthFinding> split(Examined card) {
        Optional<MigMode> mig = card.reading().mig();
        if (mig.isEmpty() || !(mig.get().split() || mig.get().splitAfterReset())) {
            return List.of();
        }
        boolean now = mig.get().split();
        return List.of(card.finding(
                Severity.NOTE,
                "MIG",
                now
                        ? "To use the card as a whole, switch MIG off as administrator: nvidia-smi -mig 0."
                        : "It takes effect when the card is reset. To stay as it is: nvidia-smi -mig 0 as administrator.",
                now
                        ? "%s is split into instances (MIG). Memory and programs belong to these, and how busy the card is"
                                + " is not told."
                        : "%s will be split into instances (MIG).",
                card.name()));
    }

    /** A driver takes some time to let go of a large program's memory. */
    static List<HealthFinding> leftBehind(Examined card) {
        List<ProcessMemory> left = card.reading().processes().stream()
                .flatMap(listing -> listing.processes().stream())
                .filter(process ->
                        process.goneFor().filter(MemoryChecks::isLong).isPresent())
                .filter(process -> process.bytes().orElse(0) > 0)
                .toList();
        if (left.isEmpty()) {
            return List.of();
        }
        long bytes =
                left.stream().mapToLong(process -> process.bytes().orElse(0)).sum();
        return List.of(card.finding(
                Severity.FAILURE,
                "LEFT-BEHIND",
                "Close other programs of the same kind, which may share it; if that does not help, restart the computer.",
                "%d MiB of %s are held by programs that have ended (%s).",
                bytes / MIB,
                card.name(),
                left.stream().map(MemoryChecks::words).collect(Collectors.joining(", "))));
    }

    private static boolean isLong(Duration gone) {
        return gone.compareTo(GONE_LONG) >= 0;
    }

    private static String words(ProcessMemory process) {
        return process.name().map(name -> name + ", ").orElse("") + "process " + process.pid();
    }

    /** Only where all processes are seen and the driver's own part is known can anything be missing. */
    static List<HealthFinding> accounting(Examined card) {
        MemoryReading memory = card.reading().memory();
        Optional<ProcessListing> listing = card.reading().processes();
        if (memory.usedBytes().isEmpty()
                || memory.reservedBytes().isEmpty()
                || memory.unified()
                || listing.isEmpty()
                || !listing.get().complete()
                || listing.get().hasUnknown()) {
            return List.of();
        }
        long unexplained = memory.usedBytes().getAsLong() - listing.get().knownBytes();
        return unexplained > UNEXPLAINED_BYTES
                ? List.of(card.finding(
                        Severity.WARNING,
                        "UNEXPLAINED-MEMORY",
                        "A program that crashed may still hold it: close programs that used the card, or restart the computer.",
                        "%d MiB of %s are in use, and no program says it has them.",
                        unexplained / MIB,
                        card.name()))
                : List.of();
    }

    static List<HealthFinding> books(Examined card) {
        return card.books().entries().stream()
                .filter(entry -> entry.deviceKey().equals(card.device().key()))
                .filter(entry -> entry.actualBytes().isPresent()
                        && Math.abs(entry.actualBytes().getAsLong() - entry.plannedBytes()) > MISPLANNED_BYTES)
                .map(entry -> card.finding(
                        Severity.WARNING,
                        "MISPLANNED",
                        "Report this with the model's name. Until then raise the card's reserve by the difference.",
                        "%s was planned with %d MiB on %s and took %d MiB.",
                        entry.model(),
                        entry.plannedBytes() / MIB,
                        card.name(),
                        entry.actualBytes().orElse(0) / MIB))
                .toList();
    }

    /** Counts only where the studio has something on the card: what others do with theirs is their affair. */
    static List<HealthFinding> reserve(Examined card) {
        Long reserve = card.books().reserveBytes().get(card.device().key());
        boolean ours = card.books().entries().stream()
                .anyMatch(entry -> entry.deviceKey().equals(card.device().key()));
        long free = card.reading().memory().freeBytes().orElse(Long.MAX_VALUE);
        return reserve != null && ours && free < reserve
                ? List.of(card.finding(
                        Severity.FAILURE,
                        "RESERVE",
                        "Unload a model, or give it a shorter context or fewer layers on this card.",
                        "%s has %d MiB free; %d MiB were to stay free.",
                        card.name(),
                        free / MIB,
                        reserve / MIB))
                : List.of();
    }
}
