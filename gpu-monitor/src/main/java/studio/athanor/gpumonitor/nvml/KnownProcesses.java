package studio.athanor.gpumonitor.nvml;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import studio.athanor.gpumonitor.linux.ProcessTable;
import studio.athanor.gpumonitor.reading.ProcessMemory;

/**
 * What is known of the processes that a driver lists: their names, looked up once each, and since when those that have ended
 * are gone. Forgotten when the driver has not listed them for a while, so that a number used again gets its new name.
 */
final class KnownProcesses {

    private static final long FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ProcessTable table;
    private final LongSupplier nanoTime;
    private final boolean allSeen;
    private final boolean renumbered;
    private final Map<Long, Known> known = new HashMap<>();

    KnownProcesses(ProcessTable table, LongSupplier nanoTime) {
        this.table = table;
        this.nanoTime = nanoTime;
        allSeen = table.isWhole();
        renumbered = table.isRenumbered();
    }

    ProcessMemory describe(long pid, OptionalLong bytes) {
        long now = nanoTime.getAsLong();
        Known process = known.computeIfAbsent(pid, number -> new Known(number, name(number)));
        process.listedNanos = now;
        return new ProcessMemory(pid, process.name, bytes, goneFor(process, now));
    }

    void forgetUnlisted() {
        long now = nanoTime.getAsLong();
        known.values().removeIf(process -> now - process.listedNanos > FORGOTTEN_NANOS);
    }

    /** In a container the number may be that of another process. */
    private Optional<String> name(long pid) {
        return renumbered
                ? Optional.empty()
                : ProcessHandle.of(pid)
                        .flatMap(process -> process.info().command())
                        .map(command -> String.valueOf(Path.of(command).getFileName()));
    }

    private Optional<Duration> goneFor(Known process, long now) {
        if (!allSeen || process.pid <= 0) {
            return Optional.empty();
        }
        if (!table.isGone(process.pid)) {
            process.goneNanos = null;
            return Optional.empty();
        }
        Long before = process.goneNanos;
        long since = before == null ? now : before;
        process.goneNanos = since;
        return Optional.of(Duration.ofNanos(now - since));
    }

    private static final class Known {
        private final long pid;
        private final Optional<String> name;
        private long listedNanos;
        private @Nullable Long goneNanos;

        Known(long pid, Optional<String> name) {
            this.pid = pid;
            this.name = name;
        }
    }
}
