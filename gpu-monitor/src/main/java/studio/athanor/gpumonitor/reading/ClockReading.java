package studio.athanor.gpumonitor.reading;

import java.util.OptionalInt;

/**
 * Clocks, in megahertz.
 *
 * @param graphicsMhz the shaders
 * @param memoryMhz the memory
 * @param videoMhz the video engines
 * @param maxGraphicsMhz highest of the shaders
 * @param maxMemoryMhz highest of the memory
 */
public record ClockReading(
        OptionalInt graphicsMhz,
        OptionalInt memoryMhz,
        OptionalInt videoMhz,
        OptionalInt maxGraphicsMhz,
        OptionalInt maxMemoryMhz) {

    /** Nothing known. */
    public static final ClockReading NONE = new ClockReading(
            OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
}
