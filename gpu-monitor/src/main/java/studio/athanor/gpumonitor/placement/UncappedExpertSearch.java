package studio.athanor.gpumonitor.placement;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The search of {@link ExpertSearch} as if the host's memory had no end, which needs one number for each state in place of
 * a front: dynamic programming as in {@link DenseSearch}, over the best way for each device and range. What it finds is
 * the best of all where it keeps the host's room, as is usual; elsewhere it says that it does not know.
 */
final class UncappedExpertSearch {

    private static final int MOST_STEPS = 80;
    private static final double CLOSE_ENOUGH = 1e-10;

    /** From here on the slowest stage is also tried for the very next better value. */
    private static final double NARROW = 5e-3;

    /** Up to so many states a search with fronts is quick enough to break ties in time. */
    private static final int FEW_STATES = 1 << 10;

    private final Terms terms;
    private final ExpertKinds kinds;
    private final int devices;
    private final int width;
    private final int sets;

    /** By device, start and end: the best way, and the best one that keeps something on the host. */
    private final ExpertKinds.@Nullable Way[] any;

    private final ExpertKinds.@Nullable Way[] touching;
    private final double[] anyCost;
    private final double[] touchingCost;

    /** By device and start: the farthest end that some way reaches. */
    private final int[] farthest;

    /** By whether the host is touched, set of devices and layers placed. */
    private final double[] best;

    private final int[] from;
    private boolean unknown;

    /** What a search found: nothing is sure if it is not known. */
    record Answer(boolean known, Optional<Found> found) {}

    /** A complete plan, as the end of a chain of steps. */
    private record Solution(LayerPlan plan, double seconds, double slowest, long hostBytes, double hostSeconds) {

        /** The time of the slowest stage, the host's included. */
        private double slowestOfAll() {
            return Math.max(slowest, hostSeconds);
        }
    }

    UncappedExpertSearch(Terms terms) {
        this.terms = terms;
        kinds = new ExpertKinds(terms);
        devices = terms.devices.size();
        width = terms.layers + 1;
        sets = 1 << devices;
        int ranges = devices * width * width;
        any = new ExpertKinds.Way[ranges];
        touching = new ExpertKinds.Way[ranges];
        anyCost = new double[ranges];
        touchingCost = new double[ranges];
        farthest = new int[devices * width];
        best = new double[2 * sets * width];
        from = new int[best.length];
    }

    /** Searches for the best plan that costs no more than another one. */
    Answer find(double known) {
        Optional<Found> found = switch (terms.request.objective()) {
            case FASTEST_ANSWER -> leastSum(0);
            case FEWEST_CARDS -> leastSum(terms.beyondAnyCost());
            case MOST_THROUGHPUT -> leastMaximum(known);
        };
        return new Answer(!unknown && kinds.exact(), found);
    }

    private Optional<Found> leastSum(double price) {
        return solve(Double.POSITIVE_INFINITY, price, way -> way.deviceSeconds + way.hostSeconds + price * way.moved)
                .map(solution -> new Found(solution.plan(), solution.seconds(), true));
    }

    /** Narrows the range in which the slowest stage's time must be until no plan is in it. */
    private Optional<Found> leastMaximum(double known) {
        Optional<Solution> found = leastOnHost(known);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Solution solution = found.get();
        double low = perfectlySpread();
        for (int i = 0; i < MOST_STEPS && !unknown; i++) {
            double high = solution.slowestOfAll();
            double gap = high - low;
            if (gap <= high * CLOSE_ENOUGH) {
                break;
            }
            boolean next = gap < high * NARROW && i % 2 == 0;
            double limit = next ? high * (1 - CLOSE_ENOUGH) : low + gap / 2;
            Optional<Solution> better = leastOnHost(limit);
            if (better.isPresent()) {
                solution = better.get();
            } else {
                low = limit;
            }
        }
        double slowest = solution.slowestOfAll();
        return unknown
                ? Optional.empty()
                : Optional.of(new Found(quickest(solution).plan(), slowest, true));
    }

    /** Returns the time of the slowest stage if every byte could go anywhere. */
    private double perfectlySpread() {
        double bytesPerSecond = 1 / terms.hostSecondsPerByte;
        for (double perByte : terms.secondsPerByte) {
            bytesPerSecond += 1 / perByte;
        }
        return terms.read[terms.layers] / bytesPerSecond * (1 - 1e-9);
    }

    /** Returns a plan whose stages keep a limit, if there is one: the one that leaves the host the least to read. */
    private Optional<Solution> leastOnHost(double limit) {
        return solve(limit, 0, way -> way.hostSeconds).filter(solution -> solution.hostSeconds() <= limit);
    }

    /** Among plans with the same slowest stage, takes a quicker one if it is easily found. */
    private Solution quickest(Solution solution) {
        double limit = solution.slowestOfAll() * (1 + CLOSE_ENOUGH);
        boolean before = unknown;
        Optional<Solution> quicker = solve(limit, 0, way -> way.deviceSeconds + way.hostSeconds)
                .filter(found -> found.hostSeconds() <= limit);
        boolean usable = !unknown && quicker.isPresent();
        unknown = before || (!usable && sets * width <= FEW_STATES);
        return usable ? quicker.get() : solution;
    }

    /**
     * @param limit on the time of a device's stage
     * @param price of a layer on the host
     * @param cost of a way
     */
    private Optional<Solution> solve(double limit, double price, ToDoubleFunction<ExpertKinds.Way> cost) {
        fillRanges(limit, cost);
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        for (int first = 0; first <= terms.layers; first++) {
            double seconds = terms.read[first] * terms.hostSecondsPerByte;
            if (seconds <= limit && terms.hostMayTake(first)) {
                best[index(first > 0, 0, first)] = seconds + price * first;
            }
        }
        for (int used = 0; used < sets; used++) {
            for (int start = 0; start < terms.layers; start++) {
                extend(used, start, false);
                extend(used, start, true);
            }
        }
        Optional<Solution> solution = complete(price);
        if (solution.isPresent() && solution.get().hostBytes() > terms.hostRoom) {
            unknown = true;
            return Optional.empty();
        }
        return solution;
    }

    private int index(boolean touches, int used, int end) {
        return ((touches ? sets : 0) + used) * width + end;
    }

    private int range(int device, int start, int end) {
        return (device * width + start) * width + end;
    }

    private void fillRanges(double limit, ToDoubleFunction<ExpertKinds.Way> cost) {
        Arrays.fill(anyCost, Double.POSITIVE_INFINITY);
        Arrays.fill(touchingCost, Double.POSITIVE_INFINITY);
        Arrays.fill(farthest, 0);
        for (int d = 0; d < devices; d++) {
            int fixed = terms.count[d];
            for (int start = 0; start < terms.layers && fixed != 0; start++) {
                int least = fixed == Terms.FREE ? start + 1 : start + fixed;
                int most = Math.min(fixed == Terms.FREE ? terms.layers : start + fixed, terms.pinLimit(d, start));
                for (int end = least; end <= most; end++) {
                    List<ExpertKinds.Way> ways = kinds.ways(d, start, end, limit);
                    choose(ways, range(d, start, end), cost);
                    if (!ways.isEmpty()) {
                        farthest[d * width + start] = end;
                    }
                }
            }
        }
    }

    private void choose(List<ExpertKinds.Way> ways, int range, ToDoubleFunction<ExpertKinds.Way> cost) {
        for (ExpertKinds.Way way : ways) {
            double costs = cost.applyAsDouble(way);
            if (costs < anyCost[range]) {
                anyCost[range] = costs;
                any[range] = way;
            }
            if (way.moved > 0 && costs < touchingCost[range]) {
                touchingCost[range] = costs;
                touching[range] = way;
            }
        }
    }

    private void extend(int used, int start, boolean touches) {
        double sofar = best[index(touches, used, start)];
        if (sofar == Double.POSITIVE_INFINITY) {
            return;
        }
        for (int d = 0; d < devices; d++) {
            if ((used & 1 << d) != 0) {
                continue;
            }
            int more = used | 1 << d;
            int step = (start * Integer.SIZE + d) << 1 | (touches ? 1 : 0);
            int row = range(d, start, 0);
            int last = farthest[d * width + start];
            if (touches) {
                append(sofar, anyCost, row, index(true, more, 0), start, last, step);
            } else {
                appendUntouched(sofar, row, index(false, more, 0), start, last, step);
                append(sofar, touchingCost, row, index(true, more, 0), start, last, step);
            }
        }
    }

    /** The innermost loop. */
    private void append(double sofar, double[] costs, int row, int target, int start, int last, int step) {
        double[] bestOfAll = best;
        int[] steps = from;
        for (int end = start + 1; end <= last; end++) {
            double cost = sofar + costs[row + end];
            if (cost < bestOfAll[target + end]) {
                bestOfAll[target + end] = cost;
                steps[target + end] = step;
            }
        }
    }

    private void appendUntouched(double sofar, int row, int target, int start, int last, int step) {
        for (int end = start + 1; end <= last; end++) {
            ExpertKinds.Way way = any[row + end];
            if (way != null && anyCost[row + end] < Double.POSITIVE_INFINITY && way.moved == 0) {
                double cost = sofar + anyCost[row + end];
                if (cost < best[target + end]) {
                    best[target + end] = cost;
                    from[target + end] = step;
                }
            }
        }
    }

    private Optional<Solution> complete(double price) {
        int chosen = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int used = 0; used < sets; used++) {
            double cost = best[index(true, used, terms.layers)];
            if (cost < Double.POSITIVE_INFINITY
                    && (used & terms.mustUse) == terms.mustUse
                    && (chosen < 0 || DenseSearch.isBetter(used, cost, chosen, least, price))) {
                chosen = used;
                least = cost;
            }
        }
        return chosen < 0 ? Optional.empty() : Optional.of(trace(chosen));
    }

    private Solution trace(int complete) {
        Found.Backwards plan = new Found.Backwards();
        double seconds = 0;
        double slowest = 0;
        long hostBytes = 0;
        double hostSeconds = 0;
        int end = terms.layers;
        int used = complete;
        boolean touches = true;
        while (used != 0) {
            int step = from[index(touches, used, end)];
            boolean touchedBefore = (step & 1) == 1;
            int device = (step >> 1) % Integer.SIZE;
            int start = (step >> 1) / Integer.SIZE;
            ExpertKinds.Way way = way(range(device, start, end), touches && !touchedBefore);
            plan.add(terms.devices.get(device).id(), end - start);
            kinds.mark(start, end, way.counts, plan);
            seconds += way.deviceSeconds;
            slowest = Math.max(slowest, way.deviceSeconds);
            hostBytes += way.hostBytes;
            hostSeconds += way.hostSeconds;
            used &= ~(1 << device);
            end = start;
            touches = touchedBefore;
        }
        hostSeconds += terms.read[end] * terms.hostSecondsPerByte;
        return new Solution(plan.plan(), seconds + hostSeconds, slowest, hostBytes + terms.bytes[end], hostSeconds);
    }

    private ExpertKinds.Way way(int range, boolean touchesHere) {
        ExpertKinds.Way way = touchesHere ? touching[range] : any[range];
        if (way == null) {
            throw new IllegalStateException("a step without a way");
        }
        return way;
    }
}
