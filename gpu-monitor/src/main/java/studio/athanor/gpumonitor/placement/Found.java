package studio.athanor.gpumonitor.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A plan that a search found.
 *
 * @param plan the plan
 * @param seconds its cost by the objective, without the weights that order objectives
 * @param proven whether no better one exists
 */
record Found(LayerPlan plan, double seconds, boolean proven) {

    /** Collects shares from the last one to the first. */
    static final class Backwards {
        private final List<LayerPlan.Share> shares = new ArrayList<>();
        private final Set<Integer> experts = new TreeSet<>();

        void add(String deviceId, int layers) {
            shares.addFirst(new LayerPlan.Share(deviceId, layers));
        }

        void expertOnHost(int layer) {
            experts.add(layer);
        }

        LayerPlan plan() {
            return new LayerPlan(shares, experts);
        }
    }
}
