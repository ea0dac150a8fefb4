package studio.athanor.engines.spi.text;

import java.util.List;

/**
 * What to generate.
 *
 * @param prompt what the model reads
 * @param sampling how tokens are chosen
 * @param maxTokens most tokens to generate; {@link #UNTIL_CONTEXT_FULL} for no limit but the context
 * @param stopStrings the answer ends before the first of these; they do not appear in it
 * @param constraint the shape the answer must have
 * @param overflow what happens when the context is full
 * @param ignoreEnd whether generation goes on when the model wants to end; for benchmarks
 */
public record TextRequest(
        Prompt prompt,
        Sampling sampling,
        int maxTokens,
        List<String> stopStrings,
        OutputConstraint constraint,
        Overflow overflow,
        boolean ignoreEnd) {

    /** No limit but the context. */
    public static final int UNTIL_CONTEXT_FULL = -1;

    public TextRequest {
        stopStrings = List.copyOf(stopStrings);
    }

    /** Returns a request with default sampling, no limit and no constraint. */
    public static TextRequest of(Prompt prompt) {
        return new TextRequest(
                prompt,
                Sampling.defaults(),
                UNTIL_CONTEXT_FULL,
                List.of(),
                new OutputConstraint.None(),
                Overflow.STOP,
                false);
    }

    /** Returns this request with other sampling. */
    public TextRequest withSampling(Sampling other) {
        return new TextRequest(prompt, other, maxTokens, stopStrings, constraint, overflow, ignoreEnd);
    }

    /** Returns this request with another limit. */
    public TextRequest withMaxTokens(int tokens) {
        return new TextRequest(prompt, sampling, tokens, stopStrings, constraint, overflow, ignoreEnd);
    }

    /** Returns this request with another constraint. */
    public TextRequest withConstraint(OutputConstraint other) {
        return new TextRequest(prompt, sampling, maxTokens, stopStrings, other, overflow, ignoreEnd);
    }

    /** What happens when the context is full in mid-answer. */
    public enum Overflow {
        /** The answer ends with {@link StopReason#CONTEXT_FULL}. */
        STOP,
        /** The oldest half after the system prompt is dropped from the cache and generation goes on. */
        SHIFT
    }
}
