package studio.athanor.gpumonitor.reading;

import java.util.Comparator;
import java.util.List;

/**
 * The processes on a card, largest first.
 *
 * @param complete whether these are all; the kernel shows a user only the user's own
 * @param processes the processes
 */
public record ProcessListing(boolean complete, List<ProcessMemory> processes) {

    private static final Comparator<ProcessMemory> LARGEST_FIRST = Comparator.comparingLong(
                    (ProcessMemory process) -> process.bytes().orElse(0))
            .reversed()
            .thenComparingLong(ProcessMemory::pid);

    public ProcessListing {
        processes = processes.stream().sorted(LARGEST_FIRST).toList();
    }

    /** Tells whether the bytes of any process are unknown. */
    public boolean hasUnknown() {
        return processes.stream().anyMatch(process -> process.bytes().isEmpty());
    }

    /** Returns the sum of what is known, in bytes. */
    public long knownBytes() {
        return processes.stream()
                .mapToLong(process -> process.bytes().orElse(0))
                .sum();
    }
}
