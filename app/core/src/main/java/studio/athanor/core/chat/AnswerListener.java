package studio.athanor.core.chat;

import studio.athanor.engines.spi.job.Progress;
import studio.athanor.engines.spi.text.ToolCall;

/**
 * Follows one answer. Called in order and one at a time, from threads of the engine; must return quickly. {@link
 * #started} comes first, {@link #finished} last and once.
 */
public interface AnswerListener {

    /** What was there when the listener was subscribed; everything later comes in pieces. */
    void started(AnswerSnapshot soFar);

    /** The model is being loaded. */
    default void modelLoading(Progress progress) {}

    /** The prompt is being read; tokens, those reused from the cache counted in both. */
    default void promptProgress(int processedTokens, int totalTokens, int reusedTokens) {}

    /** A piece of the answer. */
    void text(String delta);

    /** A piece of the reasoning. */
    void reasoning(String delta);

    /** A whole tool call. */
    default void toolCalled(ToolCall call) {}

    /** The answer ended; the turn is as it is being stored. */
    void finished(Turn turn);
}
