package studio.athanor.gpumonitor.reading;

import java.util.OptionalDouble;

/**
 * Temperatures and the limits they are held against, in degrees Celsius.
 *
 * @param gpuCelsius the chip (AMD: edge)
 * @param hotspotCelsius its hottest spot (AMD: junction)
 * @param memoryCelsius the memory
 * @param limits what the vendor set
 */
public record ThermalReading(
        OptionalDouble gpuCelsius, OptionalDouble hotspotCelsius, OptionalDouble memoryCelsius, Limits limits) {

    /**
     * Limits, in degrees Celsius. Cards that give only the distance to their limit have their temperature added.
     *
     * @param operatingCelsius above it the card falls below its base clock
     * @param slowdownCelsius from it on the hardware slows itself down (AMD, Intel: critical)
     * @param shutdownCelsius from it on it switches itself off (AMD: emergency)
     * @param hotspotCelsius from it on the hottest spot makes the hardware slow itself down (AMD: critical)
     * @param memoryCelsius highest for the memory
     */
    public record Limits(
            OptionalDouble operatingCelsius,
            OptionalDouble slowdownCelsius,
            OptionalDouble shutdownCelsius,
            OptionalDouble hotspotCelsius,
            OptionalDouble memoryCelsius) {

        /** Nothing known. */
        public static final Limits NONE = new Limits(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    /** Nothing known. */
    public static final ThermalReading NONE =
            new ThermalReading(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), Limits.NONE);
}
