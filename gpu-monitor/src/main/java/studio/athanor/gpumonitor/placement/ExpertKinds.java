package studio.athanor.gpumonitor.placement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ways to put a range of layers on a device when some keep their experts on the host. Layers whose experts have the
 * same size are alike, so a way is a number of layers for each kind.
 */
final class ExpertKinds {

    /** Beyond so many combinations in one range, one good way is taken in place of the best. */
    private static final int MOST_COMBINATIONS = 4096;

    private final Terms terms;
    private final List<Kind> kinds;
    private boolean exact = true;

    private static final class Kind {
        private final long bytes;
        private final long readBytes;
        private final int[] before;

        private Kind(long bytes, long readBytes, int[] before) {
            this.bytes = bytes;
            this.readBytes = readBytes;
            this.before = before;
        }

        private int count(int from, int end) {
            return before[end] - before[from];
        }
    }

    /** One way to put a range on a device. */
    static final class Way {

        /** Time of the device's stage, hops included. */
        final double deviceSeconds;

        /** Kept on the host. */
        final long hostBytes;

        /** The host's part of the time. */
        final double hostSeconds;

        /** Layers that keep their experts on the host. */
        final int moved;

        /** The same by kind. */
        final int[] counts;

        private Way(double deviceSeconds, long hostBytes, double hostSeconds, int moved, int[] counts) {
            this.deviceSeconds = deviceSeconds;
            this.hostBytes = hostBytes;
            this.hostSeconds = hostSeconds;
            this.moved = moved;
            this.counts = counts;
        }
    }

    ExpertKinds(Terms terms) {
        this.terms = terms;
        Map<List<Long>, int[]> found = new LinkedHashMap<>();
        List<LayerDemand> layers = terms.request.model().layers();
        for (int i = 0; i < terms.layers; i++) {
            LayerDemand layer = layers.get(i);
            if (layer.expertBytes() > 0) {
                found.computeIfAbsent(key(layer), _ -> new int[terms.layers + 1]);
            }
        }
        kinds = new ArrayList<>();
        found.forEach((key, before) -> {
            for (int i = 0; i < terms.layers; i++) {
                before[i + 1] = before[i] + (key(layers.get(i)).equals(key) ? 1 : 0);
            }
            kinds.add(new Kind(key.get(0), key.get(1), before));
        });
    }

    private static List<Long> key(LayerDemand layer) {
        return List.of(layer.expertBytes(), layer.expertReadBytes());
    }

    /** Returns whether no range had too many combinations. */
    boolean exact() {
        return exact;
    }

    /**
     * Returns the ways to put a range on a device that fit it, without those that another one beats in every respect.
     *
     * @param limit on the time of the device's stage
     */
    List<Way> ways(int device, int start, int end, double limit) {
        long spare = terms.room[device] - terms.scratch(device, end) - (terms.bytes[end] - terms.bytes[start]);
        long combinations = 1;
        for (int k = 0; k + 1 < kinds.size(); k++) {
            combinations *= kinds.get(k).count(start, end) + 1;
            if (combinations > MOST_COMBINATIONS) {
                exact = false;
                return greedyWay(device, start, end, spare, limit);
            }
        }
        List<Way> ways = new ArrayList<>();
        collect(new int[kinds.size()], 0, new Range(device, start, end, spare, limit), ways);
        return ways;
    }

    private record Range(int device, int start, int end, long spare, double limit) {}

    private void collect(int[] counts, int index, Range range, List<Way> ways) {
        Kind kind = kinds.get(index);
        boolean last = index + 1 == kinds.size();
        boolean movingCosts =
                kind.readBytes * (terms.hostSecondsPerByte - terms.secondsPerByte[range.device]) + 2 * terms.hop >= 0;
        int first = last ? fewest(counts, kind, range) : 0;
        for (int n = first; n <= kind.count(range.start, range.end); n++) {
            counts[index] = n;
            if (!last) {
                collect(counts, index + 1, range, ways);
                continue;
            }
            Way way = way(range.device, range.start, range.end, counts);
            if (way.hostBytes + range.spare >= 0 && way.deviceSeconds <= range.limit) {
                ways.add(way);
                if (movingCosts && way.moved > 0) {
                    break;
                }
            }
        }
        counts[index] = 0;
    }

    /** Returns a number of layers of the last kind below which the range certainly does not fit. */
    private int fewest(int[] counts, Kind kind, Range range) {
        counts[kinds.size() - 1] = 0;
        double slack = 1e-9;
        long hostBytes = 0;
        long hostRead = 0;
        int moved = 0;
        for (int k = 0; k + 1 < counts.length; k++) {
            hostBytes += counts[k] * kinds.get(k).bytes;
            hostRead += counts[k] * kinds.get(k).readBytes;
            moved += counts[k];
        }
        long missing = -range.spare - hostBytes;
        double fewest = missing <= 0 ? 0 : Math.ceilDiv(missing, kind.bytes);
        double saved = kind.readBytes * terms.secondsPerByte[range.device] - 2 * terms.hop;
        if (saved > 0 && range.limit < Double.POSITIVE_INFINITY) {
            long read = terms.read[range.end] - terms.read[range.start] - hostRead;
            double seconds =
                    read * terms.secondsPerByte[range.device] + terms.hop * ((range.start > 0 ? 1 : 0) + 2 * moved);
            fewest = Math.max(fewest, Math.ceil((seconds - range.limit) / saved - slack));
        }
        return (int) Math.min(fewest, kind.count(range.start, range.end) + 1.0);
    }

    private List<Way> greedyWay(int device, int start, int end, long spare, double limit) {
        int[] counts = new int[kinds.size()];
        for (int k = 0; k < counts.length; k++) {
            for (int n = 0; n <= kinds.get(k).count(start, end); n++) {
                counts[k] = n;
                Way way = way(device, start, end, counts);
                if (way.hostBytes + spare >= 0 && way.deviceSeconds <= limit) {
                    return List.of(way);
                }
            }
        }
        return List.of();
    }

    private Way way(int device, int start, int end, int[] counts) {
        long read = terms.read[end] - terms.read[start];
        long hostBytes = 0;
        long hostRead = 0;
        int moved = 0;
        for (int k = 0; k < counts.length; k++) {
            hostBytes += counts[k] * kinds.get(k).bytes;
            hostRead += counts[k] * kinds.get(k).readBytes;
            moved += counts[k];
        }
        double hops = terms.hop * ((start > 0 ? 1 : 0) + 2 * moved);
        return new Way(
                (read - hostRead) * terms.secondsPerByte[device] + hops,
                hostBytes,
                hostRead * terms.hostSecondsPerByte,
                moved,
                counts.clone());
    }

    /** Names the layers of a way: the first ones of each kind in the range. */
    void mark(int start, int end, int[] counts, Found.Backwards plan) {
        for (int k = 0; k < counts.length; k++) {
            int left = counts[k];
            int[] before = kinds.get(k).before;
            for (int i = start; i < end && left > 0; i++) {
                if (before[i + 1] > before[i]) {
                    plan.expertOnHost(i);
                    left--;
                }
            }
        }
    }
}
