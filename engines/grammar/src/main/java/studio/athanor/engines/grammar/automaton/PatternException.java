package studio.athanor.engines.grammar.automaton;

/** A regular expression that is malformed, that no grammar can hold, or that grows too large. */
public final class PatternException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /** Makes a failure from what is wrong and what to do about it. */
    public PatternException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** Returns what is wrong. */
    public String problem() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** Returns what a person can do, a sentence. */
    public String remedy() {
        return remedy;
    }
}
