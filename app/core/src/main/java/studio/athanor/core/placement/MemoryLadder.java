package studio.athanor.core.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.LoadOptions.CacheType;

/**
 * What to give up, step by step, when a load runs out of memory: what is missed least goes first. Each step says what it
 * changed; the settings that were asked for stay as they are, so that the next load begins at the top again.
 */
public final class MemoryLadder {

    private static final int SMALL_MICRO_BATCH = 128;
    private static final int LEAST_CONTEXT = 2048;

    private final List<String> taken = new ArrayList<>();
    private LoadOptions options;

    /** Begins at the top. */
    public MemoryLadder(LoadOptions options) {
        this.options = options;
    }

    /** Returns the options of the step that was reached. */
    public LoadOptions options() {
        return options;
    }

    /** Returns what was changed until now, in sentences. */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    /**
     * Takes the next step down.
     *
     * @param contextTokens the context that the last attempt would have had
     * @return the options to try, or nothing at the end of the ladder
     */
    public Optional<LoadOptions> next(int contextTokens) {
        if (options.microBatchTokens().orElse(Integer.MAX_VALUE) > SMALL_MICRO_BATCH && !options.embeddings()) {
            options = options.withMicroBatchTokens(SMALL_MICRO_BATCH);
            taken.add("Prompts are read " + SMALL_MICRO_BATCH
                    + " tokens at a time, which takes less memory and is somewhat slower.");
        } else if (options.keyType() == CacheType.F16
                && options.valueType() == CacheType.F16
                && options.flashAttention() != LoadOptions.FlashAttention.OFF) {
            options = options.withCacheTypes(CacheType.Q8_0, CacheType.Q8_0);
            taken.add("The conversation's memory (KV cache) is kept in 8 bits, which halves it.");
        } else if (contextTokens / 2 >= LEAST_CONTEXT) {
            options = options.withContextTokens(contextTokens / 2);
            taken.add("The context is " + contextTokens / 2 + " tokens instead of " + contextTokens + ".");
        } else {
            return Optional.empty();
        }
        return Optional.of(options);
    }
}
