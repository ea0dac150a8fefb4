package studio.athanor.gpumonitor.estimate;

/**
 * What one layer keeps of the tokens it has seen, in elements.
 *
 * @param attends whether the layer has K and V caches at all, of whatever width
 * @param keyWidth of the K cache, per token
 * @param valueWidth of the V cache, per token
 * @param windowed whether only the sliding window is kept
 * @param indexKeyWidth of a second cache for a sparse-attention indexer's keys, per token
 * @param indexValueWidth of that cache's values, per token
 * @param convolutionElements of the convolution's part of a recurrent state, per sequence, of 4 bytes
 * @param stateElements of the rest of a recurrent state, per sequence, of 4 bytes
 */
record LayerCache(
        boolean attends,
        long keyWidth,
        long valueWidth,
        boolean windowed,
        long indexKeyWidth,
        long indexValueWidth,
        long convolutionElements,
        long stateElements) {

    static final LayerCache NONE = new LayerCache(false, 0, 0, false, 0, 0, 0, 0);

    LayerCache withIndex(long keys, long values) {
        return new LayerCache(
                attends, keyWidth, valueWidth, windowed, keys, values, convolutionElements, stateElements);
    }

    LayerCache withState(long convolution, long state) {
        return new LayerCache(
                attends, keyWidth, valueWidth, windowed, indexKeyWidth, indexValueWidth, convolution, state);
    }
}
