package studio.athanor.gpumonitor.reading;

import java.util.OptionalLong;

/**
 * The host's memory, in bytes.
 *
 * @param totalBytes its size
 * @param availableBytes what programs can still get without swapping
 * @param studioBytes what this process holds of it (resident)
 */
public record HostMemory(OptionalLong totalBytes, OptionalLong availableBytes, OptionalLong studioBytes) {

    /** Nothing known. */
    public static final HostMemory NONE =
            new HostMemory(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
}
