package studio.athanor.engines.spi.text;

/** Why an answer ended. */
public enum StopReason {
    /** The model ended it. */
    END_OF_TURN,
    /** A stop string appeared. */
    STOP_STRING,
    /** The limit of tokens was reached. */
    MAX_TOKENS,
    /** The context is full. */
    CONTEXT_FULL,
    /** The model called tools and waits for their results. */
    TOOL_CALLS
}
