package studio.athanor.engines.llama;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import studio.athanor.engines.llama.libllama.Models;
import studio.athanor.engines.llama.libllama.Structs;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.LoadOptions.FlashAttention;

/**
 * The context to make for a model.
 *
 * <p>Sequences share one buffer (a unified cache): that lets one take over the beginning of another without copying. Where
 * answers must not depend on one another, each has a buffer of its own, as sums over a shared one are taken in the order in
 * which its cells were filled, and attention is not fused, as the fused kernel parts the cells among threads. The
 * buffers have room for every sequence's full context, so none can starve another. Few outputs are
 * asked for, which keeps the buffer of a large vocabulary's logits small. A sliding-window model gets a cache of its
 * window's size, not of the whole context.
 *
 * @param contextTokens that one sequence may use
 * @param sequences computed at once
 * @param batchTokens submitted at once
 * @param microBatchTokens computed at once
 * @param threads for single tokens
 * @param batchThreads for prompts
 * @param pooling how embeddings of tokens become one, as in {@code llama_pooling_type}
 * @param options cache types, flash attention and purpose
 */
record ContextPlan(
        int contextTokens,
        int sequences,
        int batchTokens,
        int microBatchTokens,
        int threads,
        int batchThreads,
        int pooling,
        LoadOptions options) {

    /** Longest context that is chosen unasked. */
    static final int DEFAULT_CONTEXT = 8192;

    private static final int DEFAULT_BATCH = 2048;
    private static final int DEFAULT_MICRO_BATCH = 512;

    /**
     * llama.cpp 0.5.0 lays out its buffers by the most outputs of a batch. With 8 or fewer, prompts are read 1.1 to 1.8 times
     * as slowly on the CPU (measured with AMX, three shapes); with more than 8, at the speed of all outputs.
     */
    private static final int LEAST_OUTPUTS = 16;

    private static final int POOLING_UNSPECIFIED = -1;
    private static final int POOLING_MEAN = 1;

    static ContextPlan of(LoadOptions options, Models models, MemorySegment model) {
        int trained = models.trainedContext(model);
        int context =
                options.contextTokens().orElse(trained <= 0 ? DEFAULT_CONTEXT : Math.min(trained, DEFAULT_CONTEXT));
        int sequences = options.parallelSequences();
        int threads = options.threads().orElseGet(PhysicalCores::count);
        int batch;
        int microBatch;
        int pooling = POOLING_UNSPECIFIED;
        if (options.embeddings()) {
            batch = multiple(context, sequences);
            microBatch = batch;
            pooling = poolsByItself(models, model) ? POOLING_UNSPECIFIED : POOLING_MEAN;
        } else {
            batch = Math.max(sequences, options.batchTokens().orElse(DEFAULT_BATCH));
            microBatch = options.microBatchTokens().orElse(DEFAULT_MICRO_BATCH);
        }
        return new ContextPlan(
                context,
                sequences,
                batch,
                Math.min(batch, microBatch),
                threads,
                options.batchThreads().orElse(threads),
                pooling,
                options);
    }

    /** Fills in {@link Structs#CONTEXT_PARAMS}. */
    void write(MemorySegment params) {
        setInt(params, "n_ctx", Math.toIntExact((long) contextTokens * sequences));
        setInt(params, "n_batch", batchTokens);
        setInt(params, "n_ubatch", microBatchTokens);
        setInt(params, "n_seq_max", sequences);
        setInt(params, "n_outputs_max", options.embeddings() ? 0 : Math.max(sequences, LEAST_OUTPUTS));
        setInt(params, "n_threads", threads);
        setInt(params, "n_threads_batch", batchThreads);
        setInt(params, "pooling_type", pooling);
        setInt(params, "flash_attn_type", flashAttention(options.resolvedFlashAttention()));
        setInt(params, "type_k", LoadLimits.ggmlType(options.keyType()));
        setInt(params, "type_v", LoadLimits.ggmlType(options.valueType()));
        setBoolean(params, "embeddings", options.embeddings());
        setBoolean(params, "swa_full", false);
        setBoolean(params, "kv_unified", sequences > 1 && !options.batchInvariant());
    }

    /** The library asserts that pooled batches divide by the number of sequences. */
    private static int multiple(int tokens, int sequences) {
        return Math.ceilDiv(tokens, sequences) * sequences;
    }

    private static boolean poolsByItself(Models models, MemorySegment model) {
        String architecture = models.metadata(model, "general.architecture").orElse("");
        String pooling = models.metadata(model, architecture + ".pooling_type").orElse("0");
        return !pooling.equals("0");
    }

    private static int flashAttention(FlashAttention wish) {
        return switch (wish) {
            case AUTO -> -1;
            case OFF -> 0;
            case ON -> 1;
        };
    }

    private static void setInt(MemorySegment params, String field, int value) {
        params.set(JAVA_INT, Structs.offset(Structs.CONTEXT_PARAMS, field), value);
    }

    private static void setBoolean(MemorySegment params, String field, boolean value) {
        params.set(JAVA_BOOLEAN, Structs.offset(Structs.CONTEXT_PARAMS, field), value);
    }
}
