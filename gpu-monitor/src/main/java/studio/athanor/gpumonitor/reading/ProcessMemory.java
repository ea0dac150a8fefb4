package studio.athanor.gpumonitor.reading;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one process holds of a card's memory.
 *
 * @param pid the process
 * @param name its program, absent if it cannot be seen
 * @param bytes how much; absent if the system keeps it secret, as Windows' driver model does from NVML
 * @param goneFor for how long it has not run any more although the driver lists it; absent if it runs, or if that cannot be
 *     told
 */
public record ProcessMemory(long pid, Optional<String> name, OptionalLong bytes, Optional<Duration> goneFor) {

    /** Makes one that is not known to be gone. */
    public ProcessMemory(long pid, Optional<String> name, OptionalLong bytes) {
        this(pid, name, bytes, Optional.empty());
    }
}
