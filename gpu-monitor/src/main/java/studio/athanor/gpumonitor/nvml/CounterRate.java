package studio.athanor.gpumonitor.nvml;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Turns a counter of bytes into a rate. A counter that fell has wrapped or was reset: no rate this time. */
final class CounterRate {

    private OptionalLong lastBytes = OptionalLong.empty();
    private long lastNanos;

    /** Returns bytes per second since the last call; empty at the first. */
    OptionalDouble next(OptionalLong bytes, long nanos) {
        OptionalDouble rate = bytes.isPresent()
                        && lastBytes.isPresent()
                        && bytes.getAsLong() >= lastBytes.getAsLong()
                        && nanos > lastNanos
                ? OptionalDouble.of((bytes.getAsLong() - lastBytes.getAsLong()) * 1e9 / (nanos - lastNanos))
                : OptionalDouble.empty();
        lastBytes = bytes;
        lastNanos = nanos;
        return rate;
    }
}
