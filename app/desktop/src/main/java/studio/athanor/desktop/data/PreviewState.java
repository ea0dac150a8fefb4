package studio.athanor.desktop.data;

/** Where a preview is. */
sealed interface PreviewState {

    /**
     * Nothing is made.
     *
     * @param reason why
     * @param slot that has no model, if that is the reason
     */
    record Waiting(Reason reason, String slot) implements PreviewState {}

    /**
     * Rows are being made.
     *
     * @param done so far
     */
    record Running(int done) implements PreviewState {}

    /**
     * It has ended.
     *
     * @param early whether somebody ended it
     */
    record Done(boolean early) implements PreviewState {}

    /**
     * It failed.
     *
     * @param failure why
     */
    record Failed(Throwable failure) implements PreviewState {}

    /** Why nothing is made. */
    enum Reason {
        NOT_ASKED,
        CHECKING,
        PROBLEMS,
        NO_MODEL
    }
}
