package studio.athanor.gpumonitor.reading;

import java.util.OptionalDouble;

/**
 * What a card draws.
 *
 * @param watts now, or over the last second where the card averages
 * @param limitWatts what it may draw
 * @param defaultLimitWatts what it may draw when nobody lowered or raised it
 * @param energyJoules since the driver was loaded
 */
public record PowerReading(
        OptionalDouble watts,
        OptionalDouble limitWatts,
        OptionalDouble defaultLimitWatts,
        OptionalDouble energyJoules) {

    /** Nothing known. */
    public static final PowerReading NONE = new PowerReading(
            OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
}
