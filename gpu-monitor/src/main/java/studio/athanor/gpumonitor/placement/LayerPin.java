package studio.athanor.gpumonitor.placement;

/**
 * Layers that a person put somewhere.
 *
 * @param firstLayer from 0
 * @param lastLayer inclusive; the output layer is one past the last block
 * @param deviceId of an accelerator, or {@link HostBudget#ID}
 */
public record LayerPin(int firstLayer, int lastLayer, String deviceId) {

    /** Checks that the range is one. */
    public LayerPin {
        if (firstLayer < 0 || lastLayer < firstLayer) {
            throw new IllegalArgumentException("no range of layers: " + firstLayer + " to " + lastLayer);
        }
    }
}
