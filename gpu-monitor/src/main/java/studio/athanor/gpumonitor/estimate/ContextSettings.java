package studio.athanor.gpumonitor.estimate;

import studio.athanor.engines.gguf.GgufType;

/**
 * The context that is made for a model, as far as its size goes.
 *
 * @param contextTokens that one sequence may use
 * @param sequences computed at once
 * @param unifiedCache whether the sequences share one cache
 * @param batchTokens submitted at once
 * @param microBatchTokens computed at once
 * @param outputs logits that are kept of one batch
 * @param keyType element type of the K cache
 * @param valueType element type of the V cache
 * @param flashAttention whether attention is fused; also where the engine decides so by itself
 * @param fullWindowCache whether a sliding-window layer caches the whole context all the same
 */
public record ContextSettings(
        int contextTokens,
        int sequences,
        boolean unifiedCache,
        int batchTokens,
        int microBatchTokens,
        int outputs,
        GgufType keyType,
        GgufType valueType,
        boolean flashAttention,
        boolean fullWindowCache) {

    private static final int DEFAULT_BATCH = 2048;
    private static final int DEFAULT_MICRO_BATCH = 512;
    private static final int LEAST_OUTPUTS = 16;
    private static final int CELLS_MULTIPLE = 256;

    /** Checks that the numbers make a context. */
    public ContextSettings {
        if (contextTokens < 1 || sequences < 1 || batchTokens < 1 || microBatchTokens < 1 || outputs < 1) {
            throw new IllegalArgumentException("impossible context: " + contextTokens + " tokens, " + sequences
                    + " sequences, batches of " + batchTokens + " and " + microBatchTokens);
        }
    }

    /**
     * Returns what the studio's llama.cpp engine makes for a chat: sequences share one cache with room for all of them, a
     * sliding-window layer caches its window, the K and V caches have 16 bits.
     */
    public static ContextSettings chat(int contextTokens, int sequences) {
        return new ContextSettings(
                contextTokens,
                sequences,
                sequences > 1,
                Math.max(DEFAULT_BATCH, sequences),
                DEFAULT_MICRO_BATCH,
                Math.max(LEAST_OUTPUTS, sequences),
                GgufType.F16,
                GgufType.F16,
                true,
                false);
    }

    /** Returns these settings with another context length. */
    public ContextSettings withContextTokens(int tokens) {
        return new ContextSettings(
                tokens,
                sequences,
                unifiedCache,
                batchTokens,
                microBatchTokens,
                outputs,
                keyType,
                valueType,
                flashAttention,
                fullWindowCache);
    }

    /** Returns these settings with other cache types. */
    public ContextSettings withCacheTypes(GgufType key, GgufType value) {
        return new ContextSettings(
                contextTokens,
                sequences,
                unifiedCache,
                batchTokens,
                microBatchTokens,
                outputs,
                key,
                value,
                flashAttention,
                fullWindowCache);
    }

    /** Returns these settings with other batches. */
    public ContextSettings withBatches(int batch, int microBatch) {
        return new ContextSettings(
                contextTokens,
                sequences,
                unifiedCache,
                batch,
                microBatch,
                outputs,
                keyType,
                valueType,
                flashAttention,
                fullWindowCache);
    }

    /** Returns these settings with fused attention or without. */
    public ContextSettings withFlashAttention(boolean fused) {
        return new ContextSettings(
                contextTokens,
                sequences,
                unifiedCache,
                batchTokens,
                microBatchTokens,
                outputs,
                keyType,
                valueType,
                fused,
                fullWindowCache);
    }

    /** Returns the cells of a cache of whole sequences, for each stream: the engine rounds to 256. */
    long cells() {
        long all = padded((long) contextTokens * sequences);
        return unifiedCache ? all : padded(all / sequences);
    }

    /** Returns the number of caches side by side. */
    int streams() {
        return unifiedCache ? 1 : sequences;
    }

    /** Returns the cells of a sliding-window layer, for each stream. */
    long windowCells(long window) {
        if (fullWindowCache) {
            return cells();
        }
        return padded(Math.min(cells(), window * (unifiedCache ? sequences : 1) + computedTokens()));
    }

    /** Returns how many tokens are computed at once: no more than a batch, which is no more than the context. */
    long computedTokens() {
        return Math.min(Math.min(microBatchTokens, batchTokens), (long) contextTokens * sequences);
    }

    private static long padded(long cells) {
        return Math.ceilDiv(cells, CELLS_MULTIPLE) * CELLS_MULTIPLE;
    }
}
