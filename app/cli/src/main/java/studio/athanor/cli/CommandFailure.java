package studio.athanor.cli;

/**
 * Ends a command with a sentence and an exit code. The one exception that commands throw at {@link Main}; its message is
 * printed as it is, without a stack trace.
 */
public final class CommandFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String remedy;

    /** Creates a failure: what went wrong, and what to do about it. */
    public CommandFailure(int exitCode, String message, String remedy) {
        super(message);
        this.exitCode = exitCode;
        this.remedy = remedy;
    }

    /** Returns one of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }

    /** Returns what to do, a sentence, or an empty string. */
    public String remedy() {
        return remedy;
    }
}
