package studio.athanor.engines.spi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How to load a model. Absent values are the engine's choice, which {@link LoadedModel} reports.
 *
 * @param contextTokens context of one sequence in tokens; absent: the model's own, at most 8,192
 * @param parallelSequences sequences that can be computed at once, at least 1
 * @param batchTokens most tokens submitted at once (logical batch)
 * @param microBatchTokens most tokens computed at once (physical batch)
 * @param keyType type of the K cache
 * @param valueType type of the V cache; quantised types need flash attention
 * @param flashAttention whether attention is fused
 * @param threads threads for generation; absent: the number of physical cores
 * @param batchThreads threads for prompt processing; absent: as {@code threads}
 * @param loraAdapters adapters applied to every request
 * @param embeddings whether the model is loaded to embed instead of to chat
 * @param memoryLock whether weights are locked into memory
 * @param batchInvariant whether an answer must not depend on what is computed beside and before it. Slower: attention is not
 *     fused, and of what is remembered only whole blocks of prompts are used again
 */
public record LoadOptions(
        OptionalInt contextTokens,
        int parallelSequences,
        OptionalInt batchTokens,
        OptionalInt microBatchTokens,
        CacheType keyType,
        CacheType valueType,
        FlashAttention flashAttention,
        OptionalInt threads,
        OptionalInt batchThreads,
        List<LoraAdapter> loraAdapters,
        boolean embeddings,
        boolean memoryLock,
        boolean batchInvariant) {

    public LoadOptions {
        loraAdapters = List.copyOf(loraAdapters);
    }

    /** Returns the options of a plain chat: one sequence, 16-bit cache, everything else the engine's choice. */
    public static LoadOptions defaults() {
        return new LoadOptions(
                OptionalInt.empty(),
                1,
                OptionalInt.empty(),
                OptionalInt.empty(),
                CacheType.F16,
                CacheType.F16,
                FlashAttention.AUTO,
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of(),
                false,
                false,
                false);
    }

    /** Returns these options with another context size. */
    public LoadOptions withContextTokens(int tokens) {
        return changed(copy -> copy.contextTokens = OptionalInt.of(tokens));
    }

    /** Returns these options with another number of tokens computed at once. */
    public LoadOptions withMicroBatchTokens(int tokens) {
        return changed(copy -> copy.microBatchTokens = OptionalInt.of(tokens));
    }

    /** Returns these options with other types of the KV cache. */
    public LoadOptions withCacheTypes(CacheType key, CacheType value) {
        return changed(copy -> {
            copy.keyType = key;
            copy.valueType = value;
        });
    }

    /** Returns these options with another number of parallel sequences. */
    public LoadOptions withParallelSequences(int sequences) {
        return changed(copy -> copy.parallelSequences = sequences);
    }

    /** Returns these options with another number of threads for generation and prompts alike. */
    public LoadOptions withThreads(int count) {
        return changed(copy -> {
            copy.threads = OptionalInt.of(count);
            copy.batchThreads = OptionalInt.of(count);
        });
    }

    /** Returns these options for embedding texts. */
    public LoadOptions forEmbeddings() {
        return changed(copy -> copy.embeddings = true);
    }

    /** Returns these options for answers that do not depend on what is computed beside and before them. */
    public LoadOptions forBatchInvariance() {
        return changed(copy -> copy.batchInvariant = true);
    }

    private LoadOptions changed(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.options();
    }

    /**
     * Returns whether attention is fused when it is nobody's wish: a fused kernel parts the cache among threads, so that batch
     * invariance does without one unless the type of the V cache needs it.
     */
    public FlashAttention resolvedFlashAttention() {
        return flashAttention == FlashAttention.AUTO && batchInvariant && !valueType.isQuantised()
                ? FlashAttention.OFF
                : flashAttention;
    }

    /** Options that can be changed one by one. */
    private static final class Copy {
        private OptionalInt contextTokens;
        private int parallelSequences;
        private OptionalInt batchTokens;
        private OptionalInt microBatchTokens;
        private CacheType keyType;
        private CacheType valueType;
        private FlashAttention flashAttention;
        private OptionalInt threads;
        private OptionalInt batchThreads;
        private List<LoraAdapter> loraAdapters;
        private boolean embeddings;
        private boolean memoryLock;
        private boolean batchInvariant;

        Copy(LoadOptions options) {
            contextTokens = options.contextTokens;
            parallelSequences = options.parallelSequences;
            batchTokens = options.batchTokens;
            microBatchTokens = options.microBatchTokens;
            keyType = options.keyType;
            valueType = options.valueType;
            flashAttention = options.flashAttention;
            threads = options.threads;
            batchThreads = options.batchThreads;
            loraAdapters = options.loraAdapters;
            embeddings = options.embeddings;
            memoryLock = options.memoryLock;
            batchInvariant = options.batchInvariant;
        }

        LoadOptions options() {
            return new LoadOptions(
                    contextTokens,
                    parallelSequences,
                    batchTokens,
                    microBatchTokens,
                    keyType,
                    valueType,
                    flashAttention,
                    threads,
                    batchThreads,
                    loraAdapters,
                    embeddings,
                    memoryLock,
                    batchInvariant);
        }
    }

    /** Element type of the KV cache. */
    public enum CacheType {
        F32,
        F16,
        BF16,
        Q8_0,
        Q5_1,
        Q5_0,
        Q4_1,
        Q4_0,
        IQ4_NL;

        /** Tells whether elements are stored in blocks with common scales. */
        public boolean isQuantised() {
            return switch (this) {
                case F32, F16, BF16 -> false;
                case Q8_0, Q5_1, Q5_0, Q4_1, Q4_0, IQ4_NL -> true;
            };
        }
    }

    /** Whether attention is computed by one fused kernel. */
    public enum FlashAttention {
        AUTO,
        ON,
        OFF
    }

    /**
     * A low-rank adapter.
     *
     * @param file a GGUF file
     * @param scale factor on its effect, 1 for as trained
     * @param name shown to people, absent for the file's name
     */
    public record LoraAdapter(String file, float scale, Optional<String> name) {}
}
