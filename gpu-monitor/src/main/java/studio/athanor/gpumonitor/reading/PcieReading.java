package studio.athanor.gpumonitor.reading;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The link between card and board. Idle cards lower it to save power.
 *
 * @param link what it runs at
 * @param maxLink what card and slot could do together
 * @param receivedBytesPerSecond from the host, since the last reading
 * @param sentBytesPerSecond to the host, since the last reading
 * @param replays packets sent again, counted since the driver was loaded
 */
public record PcieReading(
        Link link,
        Link maxLink,
        OptionalDouble receivedBytesPerSecond,
        OptionalDouble sentBytesPerSecond,
        OptionalLong replays) {

    /**
     * A link's speed.
     *
     * @param generation 1 for 2.5 GT/s up to 6 for 64 GT/s
     * @param width lanes
     */
    public record Link(OptionalInt generation, OptionalInt width) {

        /** Nothing known. */
        public static final Link NONE = new Link(OptionalInt.empty(), OptionalInt.empty());
    }

    /** Nothing known. */
    public static final PcieReading NONE =
            new PcieReading(Link.NONE, Link.NONE, OptionalDouble.empty(), OptionalDouble.empty(), OptionalLong.empty());
}
