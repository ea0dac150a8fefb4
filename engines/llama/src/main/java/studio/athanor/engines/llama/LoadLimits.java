package studio.athanor.engines.llama;

import java.util.OptionalInt;
import studio.athanor.engines.llama.libllama.Models;
import studio.athanor.engines.spi.EngineException.InvalidRequest;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.LoadOptions.CacheType;
import studio.athanor.engines.spi.LoadOptions.FlashAttention;

/** Checks load options before native code sees their numbers. */
final class LoadLimits {

    private static final int LEAST_CONTEXT = 16;
    private static final int MOST_CONTEXT = 1 << 24;
    private static final int MOST_BATCH = 1 << 20;
    private static final int MOST_THREADS = 512;

    private LoadLimits() {}

    static void check(LoadOptions options, Models models) throws InvalidRequest {
        requireRange("contextTokens", options.contextTokens(), LEAST_CONTEXT, MOST_CONTEXT);
        Invalid.requireRange("parallelSequences", options.parallelSequences(), 1, models.maxSequences());
        requireCountable(options);
        requireRange("batchTokens", options.batchTokens(), 1, MOST_BATCH);
        requireRange("microBatchTokens", options.microBatchTokens(), 1, MOST_BATCH);
        requireRange("threads", options.threads(), 1, MOST_THREADS);
        requireRange("batchThreads", options.batchThreads(), 1, MOST_THREADS);
        for (LoadOptions.LoraAdapter adapter : options.loraAdapters()) {
            Invalid.requireRange("the scale of the adapter " + adapter.file(), adapter.scale(), -100, 100);
        }
        if (options.valueType().isQuantised() && options.flashAttention() == FlashAttention.OFF) {
            throw new InvalidRequest(
                    "A V cache of type " + options.valueType() + " needs flash attention, which is switched off.",
                    "Switch flash attention on, or choose F16 for the V cache.",
                    null);
        }
    }

    private static void requireCountable(LoadOptions options) throws InvalidRequest {
        int context = options.contextTokens().orElse(ContextPlan.DEFAULT_CONTEXT);
        long all = (long) context * options.parallelSequences();
        if (all > Integer.MAX_VALUE) {
            throw new InvalidRequest(
                    "A context of " + context + " tokens for each of " + options.parallelSequences() + " sequences has "
                            + all + " tokens in all; llama.cpp counts to " + Integer.MAX_VALUE + ".",
                    "Choose a smaller contextTokens, or fewer parallelSequences.",
                    null);
        }
    }

    /** Returns the number of a cache's element type in {@code ggml.h}. */
    static int ggmlType(CacheType type) {
        return switch (type) {
            case F32 -> 0;
            case F16 -> 1;
            case Q4_0 -> 2;
            case Q4_1 -> 3;
            case Q5_0 -> 6;
            case Q5_1 -> 7;
            case Q8_0 -> 8;
            case IQ4_NL -> 20;
            case BF16 -> 30;
        };
    }

    private static void requireRange(String field, OptionalInt value, int least, int most) throws InvalidRequest {
        if (value.isPresent()) {
            Invalid.requireRange(field, value.getAsInt(), least, most);
        }
    }
}
