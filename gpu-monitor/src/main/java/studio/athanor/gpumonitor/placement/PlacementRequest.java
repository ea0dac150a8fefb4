package studio.athanor.gpumonitor.placement;

import java.util.List;
import java.util.Map;

/**
 * Everything a placement is made from.
 *
 * @param model what is placed
 * @param devices the accelerators that are there
 * @param host the machine around them
 * @param objective what is best
 * @param layerCounts layers given by hand, by device id ({@link HostBudget#ID} for the host); the others are free
 * @param pins ranges of layers given by hand
 * @param expertsToHost whether expert tensors may stay on the host although their layer is on an accelerator
 * @param hopSeconds what handing one token's activations to the next device costs
 */
public record PlacementRequest(
        ModelDemand model,
        List<DeviceBudget> devices,
        HostBudget host,
        Objective objective,
        Map<String, Integer> layerCounts,
        List<LayerPin> pins,
        boolean expertsToHost,
        double hopSeconds) {

    /**
     * A usual cost of a hop: a synchronisation and a copy of a few KiB through the host. An assumption, not a measurement.
     */
    public static final double USUAL_HOP_SECONDS = 50e-6;

    /** Copies the collections. */
    public PlacementRequest {
        devices = List.copyOf(devices);
        layerCounts = Map.copyOf(layerCounts);
        pins = List.copyOf(pins);
        if (!(hopSeconds >= 0)) {
            throw new IllegalArgumentException("impossible hop: " + hopSeconds);
        }
    }

    /** Returns a request with nothing given by hand; experts may stay on the host. */
    public static PlacementRequest of(
            ModelDemand model, List<DeviceBudget> devices, HostBudget host, Objective objective) {
        return new PlacementRequest(model, devices, host, objective, Map.of(), List.of(), true, USUAL_HOP_SECONDS);
    }

    /** Returns this request for another model, or the same at another context length. */
    public PlacementRequest withModel(ModelDemand other) {
        return new PlacementRequest(other, devices, host, objective, layerCounts, pins, expertsToHost, hopSeconds);
    }

    /** Returns this request on other devices. */
    public PlacementRequest withDevices(List<DeviceBudget> others) {
        return new PlacementRequest(model, others, host, objective, layerCounts, pins, expertsToHost, hopSeconds);
    }

    /** Returns this request on another host. */
    public PlacementRequest withHost(HostBudget other) {
        return new PlacementRequest(model, devices, other, objective, layerCounts, pins, expertsToHost, hopSeconds);
    }

    /** Returns this request with another objective. */
    public PlacementRequest withObjective(Objective other) {
        return new PlacementRequest(model, devices, host, other, layerCounts, pins, expertsToHost, hopSeconds);
    }

    /** Returns this request with layers given by hand. */
    public PlacementRequest withLayerCounts(Map<String, Integer> counts) {
        return new PlacementRequest(model, devices, host, objective, counts, pins, expertsToHost, hopSeconds);
    }

    /** Returns this request with ranges given by hand. */
    public PlacementRequest withPins(List<LayerPin> ranges) {
        return new PlacementRequest(model, devices, host, objective, layerCounts, ranges, expertsToHost, hopSeconds);
    }

    /** Returns this request with experts allowed on the host or not. */
    public PlacementRequest withExpertsToHost(boolean allowed) {
        return new PlacementRequest(model, devices, host, objective, layerCounts, pins, allowed, hopSeconds);
    }

    /** Returns this request with another cost of a hop. */
    public PlacementRequest withHopSeconds(double seconds) {
        return new PlacementRequest(model, devices, host, objective, layerCounts, pins, expertsToHost, seconds);
    }
}
