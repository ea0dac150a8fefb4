package studio.athanor.desktop.gpus;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.gpumonitor.placement.LayerDemand;
import studio.athanor.gpumonitor.placement.LayerPlan;

/**
 * The experts of a mixture whose layers are on cards: they may stay in host memory, the first layers' first, as llama.cpp's
 * {@code --n-cpu-moe} counts them.
 *
 * @param layers on cards that have experts, in order
 * @param onHost how many of them keep their experts in host memory
 * @param hostBytes size of those
 */
record CardExperts(List<Integer> layers, int onHost, long hostBytes) {

    CardExperts {
        layers = List.copyOf(layers);
    }

    static CardExperts of(PlannedLoad load) {
        List<LayerDemand> all = load.request().model().layers();
        LayerPlan plan = load.placement().plan();
        List<Integer> layers = IntStream.range(all.size() - plan.layers(), all.size())
                .filter(layer -> all.get(layer).expertBytes() > 0)
                .boxed()
                .toList();
        List<Integer> moved =
                layers.stream().filter(plan.expertsOnHost()::contains).toList();
        return new CardExperts(
                layers,
                moved.size(),
                moved.stream().mapToLong(layer -> all.get(layer).expertBytes()).sum());
    }

    /** Returns whether there is anything to choose. */
    boolean isEmpty() {
        return layers.isEmpty();
    }

    /** Returns the first so many layers. */
    Set<Integer> first(int count) {
        return new TreeSet<>(layers.subList(0, Math.clamp(count, 0, layers.size())));
    }
}
