package studio.athanor.data.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts lengths, those from 1,024 on cut to ten binary digits, so that memory stays small. */
final class LengthCounter {

    private static final int EXACT_BELOW = 1024;
    private static final int KEPT_BITS = 10;
    private static final int BINS = 20;

    private final TreeMap<Long, Long> counts = new TreeMap<>();
    private final MeanCounter mean = new MeanCounter();
    private long min = Long.MAX_VALUE;
    private long max;

    void add(long length) {
        mean.add((double) length);
        min = Math.min(min, length);
        max = Math.max(max, length);
        counts.merge(cut(length), 1L, Long::sum);
    }

    Distribution distribution() {
        if (mean.count() == 0) {
            return new Distribution(0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());
        }
        return new Distribution(
                mean.count(),
                mean.mean().mean(),
                min,
                quantile(0.05),
                quantile(0.25),
                quantile(0.5),
                quantile(0.75),
                quantile(0.95),
                max,
                bins());
    }

    private static long cut(long length) {
        if (length < EXACT_BELOW) {
            return length;
        }
        int shift = Long.SIZE - Long.numberOfLeadingZeros(length) - KEPT_BITS;
        return (length >>> shift) << shift;
    }

    private long quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * mean.count()));
        long before = 0;
        for (Map.Entry<Long, Long> entry : counts.entrySet()) {
            before += entry.getValue();
            if (before >= rank) {
                return entry.getKey();
            }
        }
        return max;
    }

    private List<Distribution.Bin> bins() {
        long first = counts.firstKey();
        long last = Math.max(first, quantile(0.99));
        long width = Math.max(1, Math.ceilDiv(last - first + 1, BINS));
        List<Distribution.Bin> bins = new ArrayList<>();
        for (long from = first; from <= last; from += width) {
            bins.add(new Distribution.Bin(from, from + width - 1, between(from, from + width)));
        }
        long beyond = bins.getLast().to() + 1;
        long rest = between(beyond, Long.MAX_VALUE);
        if (rest > 0) {
            bins.add(new Distribution.Bin(beyond, max, rest));
        }
        return bins;
    }

    private long between(long from, long toExclusive) {
        return counts.subMap(from, toExclusive).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
