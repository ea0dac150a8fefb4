package studio.athanor.gpumonitor.placement;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the best plan of one way to spread a model in which every layer is whole on one device: dynamic programming over the devices used so far and the
 * number of layers placed so far, in any order of devices. Exact; {@code 2^D * D * L^2 / 4} steps for {@code D} devices
 * and {@code L} layers.
 */
final class DenseSearch {

    private final Terms terms;
    private final int width;
    private final double[] best;
    private final int[] from;

    /** The least time in which the layers from an index on could be read. */
    private final double[] least;

    /** What a plan must not cost more than: what another way to spread the model costs, or the best plan so far. */
    private double bound;

    DenseSearch(Terms terms, double bound) {
        this.terms = terms;
        this.bound = bound;
        least = terms.leastSeconds();
        width = terms.layers + 1;
        best = new double[(1 << terms.devices.size()) * width];
        from = new int[best.length];
    }

    /** Returns the best plan for the request's objective, or nothing if none fits. */
    Optional<Found> find() {
        return switch (terms.request.objective()) {
            case FASTEST_ANSWER -> search(false, Double.POSITIVE_INFINITY, 0);
            case FEWEST_CARDS -> search(false, Double.POSITIVE_INFINITY, terms.beyondAnyCost());
            case MOST_THROUGHPUT -> leastMaximum();
        };
    }

    /** Finds the least possible maximum, and among the plans that reach it the one with the least sum. */
    private Optional<Found> leastMaximum() {
        Optional<Found> first = search(true, bound, 0);
        if (first.isEmpty()) {
            return first;
        }
        double limit = first.get().seconds() * (1 + 1e-12);
        bound = Double.POSITIVE_INFINITY;
        return search(false, limit, 0)
                .map(found -> new Found(found.plan(), first.get().seconds(), true));
    }

    /**
     * @param maximum whether the slowest stage counts, or the sum
     * @param limit on the time of any stage
     * @param hostLayerSeconds added for every layer on the host, to order objectives
     */
    private Optional<Found> search(boolean maximum, double limit, double hostLayerSeconds) {
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        for (int first = terms.spread == Spread.MIXED ? 1 : 0; first <= terms.layers; first++) {
            double seconds = terms.read[first] * terms.hostSecondsPerByte;
            boolean hopeless = !maximum && hostLayerSeconds == 0 && seconds + least[first] > bound;
            if (seconds <= limit && !hopeless && terms.hostMayTake(first)) {
                best[first] = seconds + hostLayerSeconds * first;
            }
        }
        int sets = terms.spread == Spread.ALONE ? 1 : 1 << terms.devices.size();
        for (int used = 0; used < sets; used++) {
            for (int start = 0; start < terms.layers; start++) {
                double sofar = best[used * width + start];
                if (sofar < Double.POSITIVE_INFINITY) {
                    extend(used, start, sofar, maximum, limit, hostLayerSeconds == 0);
                }
            }
        }
        return bestComplete(hostLayerSeconds);
    }

    private void extend(int used, int start, double sofar, boolean maximum, double limit, boolean timeOnly) {
        double hop = start > 0 ? terms.hop : 0;
        boolean bounded = timeOnly && !maximum;
        for (int d = 0; d < terms.devices.size(); d++) {
            if ((used & 1 << d) == 0 && terms.count[d] != 0) {
                int fixed = terms.count[d];
                int first = fixed == Terms.FREE ? start + 1 : start + fixed;
                int last = Math.min(fixed == Terms.FREE ? terms.layers : start + fixed, terms.pinLimit(d, start));
                int more = used | 1 << d;
                extend(more, start, first, last, d, sofar, hop, maximum, limit, bounded);
                double complete = best[more * width + terms.layers];
                if (bounded && counts(more) && complete < bound) {
                    bound = complete;
                }
            }
        }
    }

    /** The innermost loop; it reads local variables only, as it decides how long a first search takes. */
    private void extend(
            int used,
            int start,
            int first,
            int last,
            int device,
            double sofar,
            double hop,
            boolean maximum,
            double limit,
            boolean bounded) {
        long[] bytes = terms.bytes;
        long[] read = terms.read;
        double[] bestOfAll = best;
        double perByte = terms.secondsPerByte[device];
        double most = bounded ? bound : Double.POSITIVE_INFINITY;
        long room = terms.room[device];
        long roomInside = bytes[start] + room - terms.compute[device];
        long roomAtEnd = bytes[start] + room - terms.outputCompute[device];
        long readBefore = read[start];
        int row = used * width;
        int layers = terms.layers;
        int step = start * Integer.SIZE + device;
        for (int end = first; end <= last; end++) {
            long held = bytes[end];
            if (held > (end == layers ? roomAtEnd : roomInside)) {
                if (held > roomAtEnd) {
                    break;
                }
                continue;
            }
            double stage = (read[end] - readBefore) * perByte + hop;
            if (stage > limit) {
                break;
            }
            double cost = maximum ? Math.max(sofar, stage) : sofar + stage;
            if (cost < bestOfAll[row + end] && cost + least[end] <= most) {
                bestOfAll[row + end] = cost;
                from[row + end] = step;
            }
        }
    }

    private boolean counts(int used) {
        return (used & terms.mustUse) == terms.mustUse
                && (terms.spread != Spread.PIPELINED || Integer.bitCount(used) > 1);
    }

    private Optional<Found> bestComplete(double hostLayerSeconds) {
        int chosen = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int used = 0; used < 1 << terms.devices.size(); used++) {
            double cost = best[used * width + terms.layers];
            if (cost == Double.POSITIVE_INFINITY || !counts(used)) {
                continue;
            }
            if (chosen < 0 || isBetter(used, cost, chosen, least, hostLayerSeconds)) {
                chosen = used;
                least = cost;
            }
        }
        return chosen < 0 ? Optional.empty() : Optional.of(trace(chosen, least, hostLayerSeconds));
    }

    /** Host layers first, then cards, then time, where host layers have a price; time alone otherwise. */
    static boolean isBetter(int used, double cost, int otherUsed, double otherCost, double hostLayerSeconds) {
        if (hostLayerSeconds > 0) {
            double hostLayers = Math.floor(cost / hostLayerSeconds);
            double otherHostLayers = Math.floor(otherCost / hostLayerSeconds);
            if (hostLayers != otherHostLayers) {
                return hostLayers < otherHostLayers;
            }
            if (Integer.bitCount(used) != Integer.bitCount(otherUsed)) {
                return Integer.bitCount(used) < Integer.bitCount(otherUsed);
            }
        }
        return cost < otherCost;
    }

    private Found trace(int used, double cost, double hostLayerSeconds) {
        Found.Backwards plan = new Found.Backwards();
        int end = terms.layers;
        int left = used;
        while (left != 0) {
            int step = from[left * width + end];
            int device = step % Integer.SIZE;
            int start = step / Integer.SIZE;
            plan.add(terms.devices.get(device).id(), end - start);
            left &= ~(1 << device);
            end = start;
        }
        return new Found(plan.plan(), cost - hostLayerSeconds * end, true);
    }
}
