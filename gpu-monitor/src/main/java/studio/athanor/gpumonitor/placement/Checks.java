package studio.athanor.gpumonitor.placement;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import studio.athanor.gpumonitor.placement.PlacementException.Contradiction;
import studio.athanor.gpumonitor.placement.PlacementException.DeviceGone;
import studio.athanor.gpumonitor.placement.PlacementException.ExcludedAndPinned;
import studio.athanor.gpumonitor.placement.PlacementException.OverlappingPins;
import studio.athanor.gpumonitor.placement.PlacementException.ReserveTooLarge;
import studio.athanor.gpumonitor.placement.PlacementException.TooManyLayers;

/** Refuses what was given by hand and cannot be. */
final class Checks {

    /** Beyond so many usable devices the search would take too long. */
    static final int MOST_DEVICES = 12;

    private final PlacementRequest request;
    private final Map<String, DeviceBudget> devices = new HashMap<>();

    Checks(PlacementRequest request) {
        this.request = request;
        request.devices().forEach(device -> devices.put(device.id(), device));
    }

    void request() throws PlacementException {
        if (devices.size() < request.devices().size()) {
            throw new IllegalArgumentException("a device is listed twice: " + request.devices());
        }
        for (DeviceBudget device : request.devices()) {
            if (!device.excluded() && device.reserveBytes() > device.capacityBytes()) {
                throw new ReserveTooLarge(device);
            }
            if (device.excluded() && device.pinned()) {
                throw new ExcludedAndPinned(Words.device(device));
            }
        }
        counts();
        pins();
        long usable = request.devices().stream().filter(d -> !d.excluded()).count();
        if (usable > MOST_DEVICES) {
            throw new Contradiction(
                    "There are " + usable + " devices to choose from, and at most " + MOST_DEVICES
                            + " can be searched.",
                    "Exclude some of them.");
        }
    }

    private void counts() throws PlacementException {
        int layers = request.model().layerCount();
        long sum = 0;
        boolean everyDeviceFixed = true;
        for (Map.Entry<String, Integer> entry : request.layerCounts().entrySet()) {
            if (entry.getValue() < 0) {
                throw new IllegalArgumentException("negative number of layers: " + entry);
            }
            if (entry.getValue() > 0) {
                requireUsable(entry.getKey());
            }
            sum += entry.getValue();
        }
        if (sum > layers) {
            throw new TooManyLayers(request.model().name(), Math.toIntExact(Math.min(sum, Integer.MAX_VALUE)), layers);
        }
        for (DeviceBudget device : request.devices()) {
            Integer count = request.layerCounts().get(device.id());
            everyDeviceFixed &= device.excluded() || count != null;
            if (device.pinned() && count != null && count == 0) {
                throw new ExcludedAndPinned(Words.device(device));
            }
        }
        if (everyDeviceFixed && request.layerCounts().containsKey(HostBudget.ID) && sum < layers) {
            throw new Contradiction(
                    "The numbers of layers given by hand add up to " + sum + ", but "
                            + request.model().name() + " has " + layers + ".",
                    "Leave one device free to take the rest.");
        }
    }

    private void requireUsable(String id) throws PlacementException {
        if (id.equals(HostBudget.ID)) {
            if (!request.host().computes()) {
                throw new ExcludedAndPinned("The processor");
            }
            return;
        }
        DeviceBudget device = devices.get(id);
        if (device == null) {
            throw new DeviceGone(id, request.devices());
        }
        if (device.excluded()) {
            throw new ExcludedAndPinned(Words.device(device));
        }
    }

    private void pins() throws PlacementException {
        int layers = request.model().layerCount();
        Map<String, int[]> ranges = new HashMap<>();
        for (LayerPin pin : request.pins()) {
            requireUsable(pin.deviceId());
            if (pin.lastLayer() >= layers) {
                throw new TooManyLayers(request.model().name(), pin.lastLayer() + 1, layers);
            }
            ranges.merge(pin.deviceId(), new int[] {pin.firstLayer(), pin.lastLayer()}, (a, b) ->
                    new int[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
        }
        int[] onHost = ranges.get(HostBudget.ID);
        if (onHost != null) {
            onHost[0] = 0;
        }
        for (Map.Entry<String, int[]> one : ranges.entrySet()) {
            for (Map.Entry<String, int[]> other : ranges.entrySet()) {
                int from = Math.max(one.getValue()[0], other.getValue()[0]);
                int to = Math.min(one.getValue()[1], other.getValue()[1]);
                if (one.getKey().compareTo(other.getKey()) < 0 && from <= to) {
                    throw new OverlappingPins("The layers " + from + " to " + to + " would be on " + one.getKey()
                            + " and on " + other.getKey() + ".");
                }
            }
        }
    }

    /** Refuses a plan made by hand that names what is not there. */
    void plan(LayerPlan plan) throws PlacementException {
        Set<String> seen = new HashSet<>();
        int layers = request.model().layerCount();
        for (LayerPlan.Share share : plan.shares()) {
            if (!devices.containsKey(share.deviceId())) {
                throw new DeviceGone(share.deviceId(), request.devices());
            }
            if (!seen.add(share.deviceId())) {
                throw new OverlappingPins("The plan gives " + share.deviceId() + " two ranges of layers.");
            }
            if (share.layers() < 1) {
                throw new Contradiction(
                        "The plan gives " + share.deviceId() + " " + share.layers() + " layers.",
                        "Leave a device out, or give it at least one layer.");
            }
        }
        if (plan.layers() > layers) {
            throw new TooManyLayers(request.model().name(), plan.layers(), layers);
        }
        for (int layer : plan.expertsOnHost()) {
            if (layer < 0 || layer >= layers) {
                throw new TooManyLayers(request.model().name(), layer + 1, layers);
            }
        }
    }
}
