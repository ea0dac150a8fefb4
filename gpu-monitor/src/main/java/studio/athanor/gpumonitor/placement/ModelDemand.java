package studio.athanor.gpumonitor.placement;

import java.util.List;
import java.util.Map;

/**
 * What a model needs, layer by layer, at one context length.
 *
 * @param name for sentences
 * @param layers in order; the last one is the output layer
 * @param hostBytes what is on the host whatever the plan: the token embeddings, the output buffer
 * @param alone scratch where one accelerator holds everything
 * @param pipelined scratch where several accelerators hold everything
 * @param mixed scratch where something is on the host, or all of it
 * @param measuredCompute scratch per device id ({@link HostBudget#ID} for the host) as a dry run of the engine
 *     measured it; takes precedence
 */
public record ModelDemand(
        String name,
        List<LayerDemand> layers,
        long hostBytes,
        Scratch alone,
        Scratch pipelined,
        Scratch mixed,
        Map<String, Long> measuredCompute) {

    /** Copies the collections. */
    public ModelDemand {
        layers = List.copyOf(layers);
        measuredCompute = Map.copyOf(measuredCompute);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a model has at least an output layer");
        }
        if (hostBytes < 0) {
            throw new IllegalArgumentException("negative size of " + name);
        }
    }

    /** Returns the number of layers, the output layer counting as one. */
    public int layerCount() {
        return layers.size();
    }

    /** Returns whether any layer has expert tensors that may stay on the host. */
    public boolean hasExperts() {
        return layers.stream().anyMatch(layer -> layer.expertBytes() > 0);
    }

    /** Returns the bytes of all layers. */
    public long layerBytes() {
        return layers.stream().mapToLong(LayerDemand::bytes).sum();
    }

    /** Returns this demand with measured scratch sizes by device id. */
    public ModelDemand withMeasuredCompute(Map<String, Long> bytes) {
        return new ModelDemand(name, layers, hostBytes, alone, pipelined, mixed, bytes);
    }

    private Scratch scratch(Spread spread) {
        return switch (spread) {
            case ALONE -> alone;
            case PIPELINED -> pipelined;
            case MIXED -> mixed;
        };
    }

    /** Returns the scratch of the host. */
    long computeOnHost(Spread spread) {
        Long measured = measuredCompute.get(HostBudget.ID);
        return measured != null ? measured : scratch(spread).host();
    }

    /** Returns the most scratch that an accelerator takes in any plan. */
    long mostComputeOn(String deviceId, boolean output, Spread spread) {
        Long measured = measuredCompute.get(deviceId);
        return measured != null ? measured : scratch(spread).most(output);
    }

    /** Returns the scratch of an accelerator in a plan. */
    long computeOn(String deviceId, boolean first, boolean output, int layers, Spread spread) {
        Long measured = measuredCompute.get(deviceId);
        return measured != null ? measured : scratch(spread).of(first, output, layers);
    }
}
