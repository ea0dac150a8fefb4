package studio.athanor.gpumonitor.placement;

/**
 * What one layer needs where it is put.
 *
 * @param weightBytes all its tensors, experts included
 * @param cacheBytes its KV cache or recurrent state
 * @param readBytes what one token reads of it: active weights and the filled part of the cache
 * @param expertBytes the part of the weights that may stay on the host: the routed experts' tensors; 0 for a dense layer
 * @param expertReadBytes the part of {@code readBytes} that is in those
 */
public record LayerDemand(long weightBytes, long cacheBytes, long readBytes, long expertBytes, long expertReadBytes) {

    /** Checks that the parts are no larger than the whole. */
    public LayerDemand {
        if (weightBytes < 0
                || cacheBytes < 0
                || expertBytes < 0
                || expertBytes > weightBytes
                || expertReadBytes < 0
                || expertReadBytes > readBytes) {
            throw new IllegalArgumentException("impossible layer: weights " + weightBytes + ", cache " + cacheBytes
                    + ", read " + readBytes + ", experts " + expertBytes + ", experts read " + expertReadBytes);
        }
    }

    /** Returns a layer without experts. */
    public static LayerDemand dense(long weightBytes, long cacheBytes, long readBytes) {
        return new LayerDemand(weightBytes, cacheBytes, readBytes, 0, 0);
    }

    /** Returns everything that is put where the layer is put. */
    long bytes() {
        return weightBytes + cacheBytes;
    }
}
