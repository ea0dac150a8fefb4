package studio.athanor.engines.ggml;

import java.lang.foreign.MemorySegment;
import studio.athanor.engines.spi.EngineDevice;

/**
 * A device of a loaded backend.
 *
 * @param facts what people and plans see
 * @param handle ggml's own pointer, valid as long as the process lives
 */
public record GgmlDevice(EngineDevice facts, MemorySegment handle) {}
