package studio.athanor.gpumonitor.placement;

import java.util.List;
import java.util.Map;

/**
 * What a model needs, layer by layer, at one context length.
 *
 * @param name for sentences
 * @param layers in order; the last one is the output layer
 * @param hostBytes what is on the host whatever the plan: the token embeddings, the output buffer
 * @param compute scratch of an accelerator that does not hold the output layer
 * @param outputCompute scratch of the accelerator that does
 * @param hostCompute scratch of the host
 * @param measuredCompute scratch per device id as a dry run of the engine measured it; takes precedence over the rules above
 */
public record ModelDemand(
        String name,
        List<LayerDemand> layers,
        long hostBytes,
        long compute,
        long outputCompute,
        long hostCompute,
        Map<String, Long> measuredCompute) {

    /** Copies the collections. */
    public ModelDemand {
        layers = List.copyOf(layers);
        measuredCompute = Map.copyOf(measuredCompute);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a model has at least an output layer");
        }
        if (hostBytes < 0 || compute < 0 || outputCompute < 0 || hostCompute < 0) {
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
        return new ModelDemand(name, layers, hostBytes, compute, outputCompute, hostCompute, bytes);
    }

    /** Returns the scratch of the host. */
    long computeOnHost() {
        Long measured = measuredCompute.get(HostBudget.ID);
        return measured != null ? measured : hostCompute;
    }

    long computeOn(String deviceId, boolean output) {
        Long measured = measuredCompute.get(deviceId);
        return measured != null ? measured : output ? outputCompute : compute;
    }
}
