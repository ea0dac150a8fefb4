package studio.athanor.gpumonitor.reading;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one process holds of a card's memory.
 *
 * @param pid the process
 * @param name its program, absent if it cannot be seen
 * @param bytes how much; absent if the system keeps it secret, as Windows' driver model does from NVML
 */
public record ProcessMemory(long pid, Optional<String> name, OptionalLong bytes) {}
