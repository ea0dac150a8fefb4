package studio.athanor.data.run;

import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * What a run has cost and made so far.
 *
 * @param rejectedByReason rejected attempts
 * @param wattHours empty where no device tells
 */
public record RunFigures(
        long target,
        long accepted,
        long rejectedRows,
        SequencedMap<String, Long> rejectedByReason,
        long promptTokens,
        long reusedTokens,
        long generatedTokens,
        double seconds,
        OptionalDouble wattHours) {

    /** Returns accepted rows per second, 0 before the first. */
    public double rowsPerSecond() {
        return seconds <= 0 ? 0 : accepted / seconds;
    }

    /** Returns generated tokens per second. */
    public double tokensPerSecond() {
        return seconds <= 0 ? 0 : generatedTokens / seconds;
    }
}
