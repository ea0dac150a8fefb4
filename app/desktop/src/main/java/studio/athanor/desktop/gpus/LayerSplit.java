package studio.athanor.desktop.gpus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.gpumonitor.placement.DeviceBudget;
import studio.athanor.gpumonitor.placement.HostBudget;
import studio.athanor.gpumonitor.placement.LayerPlan;

/**
 * Layers in a row, cut between devices: first the processor's, then those of one device after another. A seam lies between
 * two neighbours; seam 0 is at the processor's end.
 *
 * @param slots the devices in the order of their layers, the processor first; those without layers are there too
 * @param layers how many layers each has
 */
record LayerSplit(List<String> slots, List<Integer> layers) {

    LayerSplit {
        slots = List.copyOf(slots);
        layers = List.copyOf(layers);
        if (slots.size() != layers.size() || slots.isEmpty()) {
            throw new IllegalArgumentException(slots.size() + " devices, " + layers.size() + " numbers of layers");
        }
    }

    static LayerSplit of(PlannedLoad load) {
        List<String> ids = new ArrayList<>();
        ids.add(HostBudget.ID);
        LayerPlan plan = load.placement().plan();
        plan.shares().forEach(share -> ids.add(share.deviceId()));
        load.request().devices().stream()
                .map(DeviceBudget::id)
                .filter(id -> !ids.contains(id))
                .forEach(ids::add);
        List<Integer> counts = new ArrayList<>();
        counts.add(load.request().model().layerCount() - plan.layers());
        for (String id : ids.subList(1, ids.size())) {
            counts.add(plan.shares().stream()
                    .filter(share -> share.deviceId().equals(id))
                    .mapToInt(LayerPlan.Share::layers)
                    .sum());
        }
        return new LayerSplit(ids, counts);
    }

    int total() {
        return layers.stream().mapToInt(Integer::intValue).sum();
    }

    int seams() {
        return slots.size() - 1;
    }

    /** Returns how many layers lie before a seam. */
    int position(int seam) {
        return layers.subList(0, seam + 1).stream().mapToInt(Integer::intValue).sum();
    }

    /** Moves a seam to a place; it pushes other seams before it. */
    LayerSplit withSeam(int seam, int layersBefore) {
        int all = total();
        int wanted = Math.clamp(layersBefore, 0, all);
        List<Integer> counts = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < seams(); i++) {
            int place = position(i);
            int moved = i < seam ? Math.min(place, wanted) : i > seam ? Math.max(place, wanted) : wanted;
            counts.add(moved - before);
            before = moved;
        }
        counts.add(all - before);
        return new LayerSplit(slots, counts);
    }

    /** Returns the plan; expert tensors that were kept on the host stay there as long as their layer is on a card. */
    LayerPlan plan(Set<Integer> expertsOnHost) {
        List<LayerPlan.Share> shares = new ArrayList<>();
        for (int i = 1; i < slots.size(); i++) {
            if (layers.get(i) > 0) {
                shares.add(new LayerPlan.Share(slots.get(i), layers.get(i)));
            }
        }
        int first = layers.getFirst();
        return new LayerPlan(
                shares,
                expertsOnHost.stream().filter(layer -> layer >= first).collect(Collectors.toCollection(HashSet::new)));
    }
}
