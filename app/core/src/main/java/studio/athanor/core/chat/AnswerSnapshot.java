package studio.athanor.core.chat;

import java.util.List;
import studio.athanor.engines.spi.text.ToolCall;

/**
 * An answer as far as it got.
 *
 * @param text so far
 * @param reasoning so far
 * @param toolCalls so far
 * @param state whether it is whole
 * @param stage what is being done while it is {@link Turn.State#STREAMING}
 * @param promptProcessedTokens of the prompt, read so far
 * @param promptTotalTokens of the prompt; 0 while unknown
 * @param elapsedMillis since the request
 */
public record AnswerSnapshot(
        String text,
        String reasoning,
        List<ToolCall> toolCalls,
        Turn.State state,
        Stage stage,
        int promptProcessedTokens,
        int promptTotalTokens,
        long elapsedMillis) {

    public AnswerSnapshot {
        toolCalls = List.copyOf(toolCalls);
    }

    /** What is being done for an answer. */
    public enum Stage {
        /** The model is being loaded. */
        LOADING_MODEL,
        /** The prompt is being read. */
        READING_PROMPT,
        /** The model thinks. */
        REASONING,
        /** The answer is being written. */
        WRITING,
        /** It ended. */
        ENDED
    }
}
