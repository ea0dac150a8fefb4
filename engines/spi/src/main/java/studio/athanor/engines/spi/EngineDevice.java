package studio.athanor.engines.spi;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A device as the engine's runtime sees it.
 *
 * @param id the runtime's name, for example {@code Vulkan0} or {@code CPU}
 * @param description the runtime's description, for example the card's name
 * @param kind what sort of device it is
 * @param freeBytes memory that is free now; absent if the runtime cannot tell
 * @param totalBytes memory of the device; absent if the runtime cannot tell
 * @param busId PCI address in lower case, for example {@code 0000:c1:00.0}; absent if the runtime does not know one
 */
public record EngineDevice(
        String id,
        String description,
        Kind kind,
        OptionalLong freeBytes,
        OptionalLong totalBytes,
        Optional<String> busId) {

    /** Creates a device whose place on a bus is not known. */
    public EngineDevice(String id, String description, Kind kind, OptionalLong freeBytes, OptionalLong totalBytes) {
        this(id, description, kind, freeBytes, totalBytes, Optional.empty());
    }

    /** The sort of a device. */
    public enum Kind {
        /** The host's processor and memory. */
        CPU,
        /** A graphics card with memory of its own. */
        GPU,
        /** A graphics unit that shares the host's memory. */
        INTEGRATED_GPU,
        /** Another accelerator, for example a matrix library on the host. */
        ACCELERATOR
    }
}
