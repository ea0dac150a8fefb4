package studio.athanor.gpumonitor.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Tries every plan there is. Shares no arithmetic with the searches. */
final class BruteForce {

    private final PlacementRequest request;
    private final List<DeviceBudget> devices;
    private final int layers;
    private double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    private boolean found;

    BruteForce(PlacementRequest request) {
        this.request = request;
        this.devices = request.devices();
        this.layers = request.model().layerCount();
    }

    /** Returns the objective's least cost: seconds. */
    OptionalDouble leastCost() {
        for (int first = 0; first <= layers; first++) {
            if (first > 0 && !request.host().computes()) {
                break;
            }
            Integer fixed = request.layerCounts().get(HostBudget.ID);
            if (fixed == null || fixed == first) {
                extend(first, new ArrayList<>(), new ArrayList<>());
            }
        }
        return found ? OptionalDouble.of(best[2]) : OptionalDouble.empty();
    }

    /** Chooses a device and an end for the next range until the layers are used up. */
    private void extend(int start, List<Integer> order, List<Integer> starts) {
        if (start == layers) {
            chooseExperts(order, starts);
            return;
        }
        for (int d = 0; d < devices.size(); d++) {
            if (order.contains(d) || devices.get(d).excluded()) {
                continue;
            }
            for (int end = start + 1; end <= layers; end++) {
                Integer fixed = request.layerCounts().get(devices.get(d).id());
                if (fixed != null && fixed != end - start) {
                    continue;
                }
                order.add(d);
                starts.add(start);
                extend(end, order, starts);
                order.removeLast();
                starts.removeLast();
            }
        }
    }

    private void chooseExperts(List<Integer> order, List<Integer> starts) {
        int first = starts.isEmpty() ? layers : starts.getFirst();
        List<Integer> movable = new ArrayList<>();
        for (int i = first; i < layers; i++) {
            if (request.expertsToHost()
                    && request.host().computes()
                    && request.model().layers().get(i).expertBytes() > 0) {
                movable.add(i);
            }
        }
        for (int choice = 0; choice < 1 << movable.size(); choice++) {
            Set<Integer> moved = new HashSet<>();
            for (int bit = 0; bit < movable.size(); bit++) {
                if ((choice & 1 << bit) != 0) {
                    moved.add(movable.get(bit));
                }
            }
            price(order, starts, first, moved);
        }
    }

    private void price(List<Integer> order, List<Integer> starts, int first, Set<Integer> moved) {
        ModelDemand model = request.model();
        Scratch scratch =
                first > 0 || !moved.isEmpty() ? model.mixed() : order.size() == 1 ? model.alone() : model.pipelined();
        long hostBytes = model.hostBytes() + scratch.host();
        long hostRead = 0;
        for (int i = 0; i < layers; i++) {
            LayerDemand layer = model.layers().get(i);
            if (i < first) {
                hostBytes += layer.weightBytes() + layer.cacheBytes();
                hostRead += layer.readBytes();
            } else if (moved.contains(i)) {
                hostBytes += layer.expertBytes();
                hostRead += layer.expertReadBytes();
            }
        }
        if (hostBytes > request.host().freeBytes() - request.host().reserveBytes()) {
            return;
        }
        double hostSeconds = hostRead / request.host().bandwidth().bytesPerSecond();
        double sum = hostSeconds;
        double max = hostSeconds;
        for (int s = 0; s < order.size(); s++) {
            DeviceBudget device = devices.get(order.get(s));
            int end = s + 1 < order.size() ? starts.get(s + 1) : layers;
            long bytes = device.overheadBytes() + (end == layers ? scratch.outputDevice() : scratch.device());
            long read = 0;
            int hops = starts.get(s) > 0 ? 1 : 0;
            for (int i = starts.get(s); i < end; i++) {
                LayerDemand layer = model.layers().get(i);
                boolean away = moved.contains(i);
                bytes += layer.weightBytes() + layer.cacheBytes() - (away ? layer.expertBytes() : 0);
                read += layer.readBytes() - (away ? layer.expertReadBytes() : 0);
                hops += away ? 2 : 0;
            }
            if (bytes > device.freeBytes() - device.reserveBytes()) {
                return;
            }
            double seconds = read / device.bandwidth().bytesPerSecond() + hops * request.hopSeconds();
            sum += seconds;
            max = Math.max(max, seconds);
        }
        for (DeviceBudget device : devices) {
            boolean used = order.stream().anyMatch(d -> devices.get(d).equals(device));
            Integer fixed = request.layerCounts().get(device.id());
            if (!used && (device.pinned() || (fixed != null && fixed > 0))) {
                return;
            }
        }
        for (LayerPin pin : request.pins()) {
            for (int i = pin.firstLayer(); i <= pin.lastLayer(); i++) {
                if (!owner(order, starts, i).equals(pin.deviceId())) {
                    return;
                }
            }
        }
        double[] cost = switch (request.objective()) {
            case FASTEST_ANSWER -> new double[] {0, 0, sum};
            case MOST_THROUGHPUT -> new double[] {0, 0, max};
            case FEWEST_CARDS -> new double[] {first + moved.size(), order.size(), sum};
        };
        if (!found || Arrays.compare(cost, best) < 0) {
            best = cost;
            found = true;
        }
    }

    private String owner(List<Integer> order, List<Integer> starts, int layer) {
        String owner = HostBudget.ID;
        for (int s = 0; s < order.size(); s++) {
            if (layer >= starts.get(s)) {
                owner = devices.get(order.get(s)).id();
            }
        }
        return owner;
    }
}
