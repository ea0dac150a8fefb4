package studio.athanor.gpumonitor.placement;

import java.util.function.IntFunction;

/** Finds the longest context that a model can have on the devices. */
public final class ContextSearch {

    /** Caches grow in steps of so many tokens. */
    public static final int STEP = 256;

    private ContextSearch() {}

    /**
     * The longest context with the best placement for it.
     *
     * @param contextTokens of one sequence
     * @param placement the plan
     */
    public record Longest(int contextTokens, Placement placement) {}

    /**
     * Finds the longest context that fits; a longer one needs more everywhere, so halving the range finds it.
     *
     * @param demand what the model needs at a context length in tokens
     * @param request everything else; whether the host may take part decides whether the context may grow into it
     * @param least the shortest context worth having
     * @param most the longest one the model knows
     * @throws PlacementException if the request contradicts itself, or not even the shortest context fits
     */
    public static Longest longest(IntFunction<ModelDemand> demand, PlacementRequest request, int least, int most)
            throws PlacementException {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException("no range of contexts: " + least + " to " + most);
        }
        PlacementRequest shortest = request.withModel(demand.apply(least));
        Placement placement = Planner.plan(shortest);
        if (least == most || fits(demand, request, most)) {
            return new Longest(most, Planner.plan(request.withModel(demand.apply(most))));
        }
        int low = 0;
        int high = Math.ceilDiv(most - least, STEP);
        while (high - low > 1) {
            int middle = low + (high - low) / 2;
            if (fits(demand, request, least + middle * STEP)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int found = least + low * STEP;
        return new Longest(found, low == 0 ? placement : Planner.plan(request.withModel(demand.apply(found))));
    }

    private static boolean fits(IntFunction<ModelDemand> demand, PlacementRequest request, int context) {
        return Planner.search(request.withModel(demand.apply(context))).isPresent();
    }
}
