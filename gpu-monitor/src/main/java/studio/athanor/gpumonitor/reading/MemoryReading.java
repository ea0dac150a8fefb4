package studio.athanor.gpumonitor.reading;

import java.util.OptionalLong;

/**
 * A card's memory, in bytes.
 *
 * @param totalBytes its size; of a part that shares the host's memory, what it may use of it
 * @param usedBytes what programs hold, without what the driver keeps for itself where that is known
 * @param freeBytes what a program could still get
 * @param reservedBytes what the driver and the firmware keep for themselves
 * @param sharedUsedBytes host memory that the card uses besides (GTT, WDDM's shared memory)
 * @param unified whether this is the host's memory
 */
public record MemoryReading(
        OptionalLong totalBytes,
        OptionalLong usedBytes,
        OptionalLong freeBytes,
        OptionalLong reservedBytes,
        OptionalLong sharedUsedBytes,
        boolean unified) {

    /** Nothing known. */
    public static final MemoryReading NONE = new MemoryReading(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            false);

    /** Returns a reading of total and used bytes, with the rest taken as free. */
    public static MemoryReading of(long totalBytes, long usedBytes) {
        return new MemoryReading(
                OptionalLong.of(totalBytes),
                OptionalLong.of(usedBytes),
                OptionalLong.of(Math.max(0, totalBytes - usedBytes)),
                OptionalLong.empty(),
                OptionalLong.empty(),
                false);
    }

    /** Returns a reading of which only the size is known. */
    public static MemoryReading ofSize(OptionalLong totalBytes) {
        return new MemoryReading(
                totalBytes,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                false);
    }

    /** Returns a reading of a part that shares the host's memory. */
    public static MemoryReading unified(long totalBytes, long availableBytes) {
        return new MemoryReading(
                OptionalLong.of(totalBytes),
                OptionalLong.of(Math.max(0, totalBytes - availableBytes)),
                OptionalLong.of(availableBytes),
                OptionalLong.empty(),
                OptionalLong.empty(),
                true);
    }
}
