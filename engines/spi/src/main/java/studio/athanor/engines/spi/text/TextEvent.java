package studio.athanor.engines.spi.text;

import studio.athanor.engines.spi.Failure;

/** What happens to a request, in order. */
public sealed interface TextEvent {

    /** The last event of a request; there is exactly one. */
    sealed interface Terminal extends TextEvent permits Done, Cancelled, Failed {}

    /**
     * The prompt is being read.
     *
     * @param processedTokens read so far, those reused from the cache included
     * @param totalTokens of the prompt
     * @param reusedTokens that were in the cache already
     */
    record PromptProgress(int processedTokens, int totalTokens, int reusedTokens) implements TextEvent {}

    /**
     * A piece of the answer, always whole Unicode characters.
     *
     * @param text to append
     */
    record TextDelta(String text) implements TextEvent {}

    /**
     * A piece of the model's reasoning, its marks removed.
     *
     * @param text to append
     */
    record ReasoningDelta(String text) implements TextEvent {}

    /**
     * A complete tool call.
     *
     * @param index of the call within the answer, from 0
     * @param call the call
     */
    record ToolCalled(int index, ToolCall call) implements TextEvent {}

    /**
     * The answer is complete.
     *
     * @param reason why it ended
     * @param usage what it took
     * @param seed that was used
     */
    record Done(StopReason reason, Usage usage, long seed) implements Terminal {}

    /**
     * The request was cancelled.
     *
     * @param usage what it took until then
     */
    record Cancelled(Usage usage) implements Terminal {}

    /**
     * The request failed.
     *
     * @param failure why
     */
    record Failed(Failure failure) implements Terminal {}
}
