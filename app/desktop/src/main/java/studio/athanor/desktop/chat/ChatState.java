package studio.athanor.desktop.chat;

/** Where the open conversation is; decides what is visible. */
enum ChatState {
    /** There is no model to ask. */
    NO_MODEL,
    /** Nothing was said yet. */
    EMPTY,
    /** It is the user's turn. */
    IDLE,
    /** The model is being loaded. */
    LOADING_MODEL,
    /** The model reads what was said. */
    PROCESSING_PROMPT,
    /** The answer comes. */
    STREAMING,
    /** The process of the model ended, or its device was lost. */
    WORKER_DIED;

    /** Tells whether an answer is being made, so that it can be stopped. */
    boolean answering() {
        return this == LOADING_MODEL || this == PROCESSING_PROMPT || this == STREAMING;
    }
}
