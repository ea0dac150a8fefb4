package studio.athanor.gpumonitor;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.ThrottleReason;

/**
 * A card's last readings, in rings of fixed size. Thread-safe. A value that was absent is NaN: lines drawn from a history
 * have a gap there.
 */
public final class DeviceHistory {

    private final int capacity;
    private final long[] epochMillis;
    private final int[] throttling;
    private final Map<Metric, double[]> values = new EnumMap<>(Metric.class);
    private int size;
    private int next;

    /**
     * Makes an empty history.
     *
     * @param capacity how many readings it keeps
     */
    public DeviceHistory(int capacity) {
        this.capacity = capacity;
        epochMillis = new long[capacity];
        throttling = new int[capacity];
        for (Metric metric : Metric.values()) {
            values.put(metric, new double[capacity]);
        }
    }

    /** Adds a reading and drops the oldest if the history is full. */
    public synchronized void add(long atEpochMillis, GpuReading reading) {
        epochMillis[next] = atEpochMillis;
        throttling[next] = reading.throttling().map(DeviceHistory::bits).orElse(0);
        values.forEach((metric, ring) -> ring[next] = metric.of(reading));
        next = (next + 1) % capacity;
        size = Math.min(size + 1, capacity);
    }

    /** Returns how many readings there are. */
    public synchronized int size() {
        return size;
    }

    /**
     * Copies the newest values, oldest first, without allocating.
     *
     * @param target filled from its start; its length says how many are wanted
     * @return how many were copied
     */
    public synchronized int copy(Metric metric, double[] target) {
        double[] ring = ring(metric);
        int count = Math.min(size, target.length);
        for (int i = 0; i < count; i++) {
            target[i] = ring[position(count - 1 - i)];
        }
        return count;
    }

    /** Copies the times of the newest readings, as {@link #copy(Metric, double[])} does their values. */
    public synchronized int copyTimes(long[] target) {
        int count = Math.min(size, target.length);
        for (int i = 0; i < count; i++) {
            target[i] = epochMillis[position(count - 1 - i)];
        }
        return count;
    }

    /**
     * Returns the least value within a span that ends now; empty if the history is shorter than the span or a value in it
     * is absent. What is above a limit here was above it all the time.
     */
    public synchronized OptionalDouble least(Metric metric, Duration span) {
        double[] ring = ring(metric);
        int count = countWithin(span);
        if (!reachesBack(count, span)) {
            return OptionalDouble.empty();
        }
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double value = ring[position(i)];
            if (Double.isNaN(value)) {
                return OptionalDouble.empty();
            }
            least = Math.min(least, value);
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(least);
    }

    /** Returns by how much a value rose within a span that ends now, from its first to its last known value. */
    public synchronized OptionalDouble rise(Metric metric, Duration span) {
        double[] ring = ring(metric);
        int count = countWithin(span);
        double newest = Double.NaN;
        double oldest = Double.NaN;
        for (int i = 0; i < count; i++) {
            double value = ring[position(i)];
            if (!Double.isNaN(value)) {
                newest = Double.isNaN(newest) ? value : newest;
                oldest = value;
            }
        }
        return Double.isNaN(newest) ? OptionalDouble.empty() : OptionalDouble.of(newest - oldest);
    }

    /** Tells whether the card was slowed down for this reason all through a span that ends now. */
    public synchronized boolean persists(ThrottleReason reason, Duration span) {
        int bit = bit(reason);
        int count = countWithin(span);
        for (int i = 0; i < count; i++) {
            if ((throttling[position(i)] & bit) == 0) {
                return false;
            }
        }
        return count > 0 && reachesBack(count, span);
    }

    /** Tells whether the card was slowed down for this reason at any time within a span that ends now. */
    public synchronized boolean happened(ThrottleReason reason, Duration span) {
        int bit = bit(reason);
        int count = countWithin(span);
        for (int i = 0; i < count; i++) {
            if ((throttling[position(i)] & bit) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Position in the rings of the reading that is {@code age} readings old. */
    private int position(int age) {
        return Math.floorMod(next - 1 - age, capacity);
    }

    private int countWithin(Duration span) {
        if (size == 0) {
            return 0;
        }
        long from = epochMillis[position(0)] - span.toMillis();
        int count = 0;
        while (count < size && epochMillis[position(count)] >= from) {
            count++;
        }
        return count;
    }

    /** One reading before the span, or one at nine tenths of it, shows that the span is covered. */
    private boolean reachesBack(int count, Duration span) {
        if (count == 0) {
            return false;
        }
        long covered = epochMillis[position(0)] - epochMillis[position(count - 1)];
        return count < size || covered >= span.toMillis() * 9 / 10;
    }

    private double[] ring(Metric metric) {
        return values.getOrDefault(metric, new double[0]);
    }

    private static int bits(Set<ThrottleReason> reasons) {
        int bits = 0;
        for (ThrottleReason reason : reasons) {
            bits |= bit(reason);
        }
        return bits;
    }

    private static int bit(ThrottleReason reason) {
        return switch (reason) {
            case IDLE -> 1;
            case CLOCKS_SET -> 1 << 1;
            case POWER_CAP -> 1 << 2;
            case HARDWARE_SLOWDOWN -> 1 << 3;
            case SYNC_BOOST -> 1 << 4;
            case SOFTWARE_THERMAL -> 1 << 5;
            case HARDWARE_THERMAL -> 1 << 6;
            case POWER_BRAKE -> 1 << 7;
            case DISPLAY -> 1 << 8;
            case OTHER -> 1 << 9;
        };
    }
}
