package studio.athanor.gpumonitor.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the best plan that keeps something on the host, when expert tensors may stay on the host although the rest of their layer is on an accelerator. As
 * {@link DenseSearch}, but what all ranges keep on the host shares the host's memory, so every state holds the plans
 * of which none is better in cost, host bytes and host time at once.
 */
final class ExpertSearch {

    private static final int MOST_HALVINGS = 60;
    private static final double CLOSE_ENOUGH = 1e-10;

    private final Terms terms;
    private final ExpertKinds kinds;
    private final int sets;

    /** The least time in which the layers from an index on could be read. */
    private final double[] least;

    /** What another way to spread the model costs. */
    private final double known;

    /** What a plan must cost less than. */
    private double bound;

    private boolean anyWillDo;

    /** A way to place the layers so far; a chain back to the range on the host. */
    private static final class State {
        private final double cost;
        private final long hostBytes;
        private final double hostSeconds;
        private double slowest;
        private final int end;
        private final int used;
        private int device;
        private final boolean touchesHost;
        private int[] counts = {};
        private @Nullable State before;

        private State(double cost, long hostBytes, double hostSeconds, int used, int end, boolean touchesHost) {
            this.cost = cost;
            this.hostBytes = hostBytes;
            this.hostSeconds = hostSeconds;
            this.used = used;
            this.end = end;
            this.touchesHost = touchesHost;
        }
    }

    ExpertSearch(Terms terms, double known) {
        this.terms = terms;
        this.known = known;
        kinds = new ExpertKinds(terms);
        sets = 1 << terms.devices.size();
        least = terms.leastSeconds();
    }

    /** Returns the best plan for the request's objective, or nothing if none fits. */
    Optional<Found> find() {
        return switch (terms.request.objective()) {
            case FASTEST_ANSWER -> search(Double.POSITIVE_INFINITY, 0).map(state -> found(state, state.cost));
            case FEWEST_CARDS -> {
                double price = terms.beyondAnyCost();
                yield search(Double.POSITIVE_INFINITY, price)
                        .map(state -> found(state, state.cost - price * Math.floor(state.cost / price)));
            }
            case MOST_THROUGHPUT -> leastMaximum();
        };
    }

    /** Halves the range in which the slowest stage's time must be until plans cannot differ any more. */
    private Optional<Found> leastMaximum() {
        Optional<State> best = any(known);
        if (best.isEmpty()) {
            return Optional.empty();
        }
        double low = 0;
        double high = slowest(best.get());
        for (int i = 0; i < MOST_HALVINGS && high - low > high * CLOSE_ENOUGH; i++) {
            double middle = low + (high - low) / 2;
            Optional<State> better = any(middle);
            if (better.isPresent()) {
                best = better;
                high = slowest(better.get());
            } else {
                low = middle;
            }
        }
        double slowest = high;
        Optional<State> quickest = search(high * (1 + CLOSE_ENOUGH), 0);
        return Optional.of(found(quickest.orElse(best.get()), slowest));
    }

    /** Finds any plan whose stages keep a limit. */
    private Optional<State> any(double limit) {
        anyWillDo = true;
        Optional<State> state = search(limit, 0);
        anyWillDo = false;
        return state;
    }

    private static double slowest(State state) {
        return Math.max(state.slowest, state.hostSeconds);
    }

    private Optional<State> search(double limit, double hostLayerSeconds) {
        boolean timeOnly = terms.request.objective() == Objective.FASTEST_ANSWER;
        bound = timeOnly ? known : Double.POSITIVE_INFINITY;
        Fronts fronts = new Fronts(sets, terms.layers + 1, limit < Double.POSITIVE_INFINITY);
        for (int first = 0; first <= terms.layers; first++) {
            double seconds = terms.read[first] * terms.hostSecondsPerByte;
            if (seconds <= limit && terms.hostMayTake(first)) {
                double cost = seconds + hostLayerSeconds * first;
                fronts.add(new State(cost, terms.bytes[first], seconds, 0, first, first > 0));
            }
        }
        for (int start = 0; start < terms.layers; start++) {
            for (int d = 0; d < terms.devices.size() && !(anyWillDo && bound < Double.POSITIVE_INFINITY); d++) {
                if (terms.count[d] != 0 && fronts.reaches(start, d)) {
                    extend(start, d, fronts, limit, hostLayerSeconds);
                }
            }
        }
        return bestComplete(fronts, hostLayerSeconds);
    }

    private void extend(int start, int device, Fronts fronts, double limit, double hostLayerSeconds) {
        int fixed = terms.count[device];
        int least = fixed == Terms.FREE ? start + 1 : start + fixed;
        int most = Math.min(fixed == Terms.FREE ? terms.layers : start + fixed, terms.pinLimit(device, start));
        for (int end = least; end <= most; end++) {
            List<ExpertKinds.Way> ways = kinds.ways(device, start, end, limit);
            for (int used = 0; used < sets && !ways.isEmpty(); used++) {
                if ((used & 1 << device) == 0) {
                    for (State state : fronts.at(used, start)) {
                        for (ExpertKinds.Way way : ways) {
                            append(state, way, device, end, fronts, limit, hostLayerSeconds);
                        }
                    }
                }
            }
        }
    }

    private void append(
            State state, ExpertKinds.Way way, int device, int end, Fronts fronts, double limit, double price) {
        long hostBytes = state.hostBytes + way.hostBytes;
        double hostSeconds = state.hostSeconds + way.hostSeconds;
        double cost = state.cost + way.deviceSeconds + way.hostSeconds + price * way.moved;
        if (hostBytes > terms.hostRoom || hostSeconds > limit || cost + least[end] > bound) {
            return;
        }
        State next = new State(
                cost, hostBytes, hostSeconds, state.used | 1 << device, end, state.touchesHost || way.moved > 0);
        if (fronts.add(next)) {
            next.slowest = Math.max(state.slowest, way.deviceSeconds);
            next.device = device;
            next.counts = way.counts;
            next.before = state;
            boolean complete = end == terms.layers && next.touchesHost;
            if (complete && (next.used & terms.mustUse) == terms.mustUse) {
                bound = Math.min(bound, cost + cardsApart(price));
            }
        }
    }

    /** Where fewer cards win over less time, a plan that takes longer may still be better. */
    private double cardsApart(double price) {
        return price > 0 ? price / 2 : 0;
    }

    private Optional<State> bestComplete(Fronts fronts, double hostLayerSeconds) {
        State best = null;
        for (int used = 0; used < sets; used++) {
            if ((used & terms.mustUse) == terms.mustUse) {
                for (State state : fronts.at(used, terms.layers)) {
                    if (!state.touchesHost) {
                        continue;
                    }
                    if (best == null
                            || DenseSearch.isBetter(used, state.cost, best.used, best.cost, hostLayerSeconds)) {
                        best = state;
                    }
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private Found found(State last, double seconds) {
        Found.Backwards plan = new Found.Backwards();
        State state = last;
        while (state.before != null) {
            int start = state.before.end;
            plan.add(terms.devices.get(state.device).id(), state.end - start);
            kinds.mark(start, state.end, state.counts, plan);
            state = state.before;
        }
        return new Found(plan.plan(), seconds, kinds.exact());
    }

    /** The undominated states by set of devices and number of layers placed. */
    private static final class Fronts {
        private final List<List<State>> states;
        private final int width;
        private final int sets;
        private final boolean timeOfHostCounts;

        Fronts(int sets, int width, boolean timeOfHostCounts) {
            this.sets = sets;
            this.width = width;
            this.timeOfHostCounts = timeOfHostCounts;
            states = new ArrayList<>(sets * width);
            for (int i = 0; i < sets * width; i++) {
                states.add(List.of());
            }
        }

        List<State> at(int used, int end) {
            return states.get(used * width + end);
        }

        boolean reaches(int end, int device) {
            for (int used = 0; used < sets; used++) {
                if ((used & 1 << device) == 0 && !at(used, end).isEmpty()) {
                    return true;
                }
            }
            return false;
        }

        /** Adds a state unless another one beats it. */
        boolean add(State state) {
            int index = state.used * width + state.end;
            List<State> front = states.get(index);
            if (front.isEmpty()) {
                front = new ArrayList<>(1);
                states.set(index, front);
            }
            for (State other : front) {
                if (beats(other, state)) {
                    return false;
                }
            }
            front.removeIf(other -> beats(state, other));
            return front.add(state);
        }

        private boolean beats(State state, State other) {
            return (state.touchesHost || !other.touchesHost)
                    && state.cost <= other.cost
                    && state.hostBytes <= other.hostBytes
                    && (!timeOfHostCounts || state.hostSeconds <= other.hostSeconds);
        }
    }
}
