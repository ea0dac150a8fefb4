package studio.athanor.gpumonitor.reading;

import java.util.OptionalInt;

/**
 * The fastest of a card's fans.
 *
 * @param percent of what the fan can do, as the card wants it
 * @param rpm turns per minute, as measured
 */
public record FanReading(OptionalInt percent, OptionalInt rpm) {

    /** Nothing known. */
    public static final FanReading NONE = new FanReading(OptionalInt.empty(), OptionalInt.empty());
}
