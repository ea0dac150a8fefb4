package studio.athanor.gpumonitor.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All plans of a model, up to a number of them. Of layers whose experts stay on the host every prefix of a range is listed,
 * not every choice: layers with experts of one size are alike.
 */
final class PlanList {

    private final PlacementRequest request;
    private final int most;
    private final int layers;
    private final List<DeviceBudget> devices;
    private final List<LayerPlan> plans = new ArrayList<>();
    private boolean complete = true;

    PlanList(PlacementRequest request, int most) {
        this.request = request;
        this.most = most;
        layers = request.model().layerCount();
        devices = request.devices().stream().filter(d -> !d.excluded()).toList();
        int mostOnHost = request.host().computes() ? layers : 0;
        for (int first = 0; first <= mostOnHost; first++) {
            extend(first, new ArrayList<>(), new TreeSet<>());
        }
        complete &= sizesOfExperts() <= 1;
    }

    private long sizesOfExperts() {
        return request.model().layers().stream()
                .mapToLong(LayerDemand::expertBytes)
                .filter(bytes -> bytes > 0)
                .distinct()
                .count();
    }

    List<LayerPlan> plans() {
        return plans;
    }

    /** Returns whether nothing was left out. */
    boolean complete() {
        return complete;
    }

    private void extend(int start, List<LayerPlan.Share> shares, Set<Integer> experts) {
        if (plans.size() >= most) {
            complete = false;
            return;
        }
        if (start == layers) {
            plans.add(new LayerPlan(shares, experts));
            return;
        }
        for (DeviceBudget device : devices) {
            if (shares.stream().anyMatch(share -> share.deviceId().equals(device.id()))) {
                continue;
            }
            for (int end = start + 1; end <= layers; end++) {
                if (smallest(start, end) + device.overheadBytes() > device.limitBytes()) {
                    break;
                }
                shares.add(new LayerPlan.Share(device.id(), end - start));
                withExperts(start, end, shares, experts);
                shares.removeLast();
            }
        }
    }

    private void withExperts(int start, int end, List<LayerPlan.Share> shares, Set<Integer> experts) {
        extend(end, shares, experts);
        if (!request.expertsToHost() || !request.host().computes()) {
            return;
        }
        Set<Integer> more = new TreeSet<>(experts);
        for (int i = start; i < end; i++) {
            if (request.model().layers().get(i).expertBytes() > 0) {
                more.add(i);
                extend(end, shares, more);
            }
        }
    }

    private long smallest(int start, int end) {
        long bytes = 0;
        for (int i = start; i < end; i++) {
            LayerDemand layer = request.model().layers().get(i);
            bytes += layer.bytes() - layer.expertBytes();
        }
        return bytes;
    }
}
