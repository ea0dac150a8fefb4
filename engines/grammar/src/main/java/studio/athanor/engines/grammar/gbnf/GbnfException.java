package studio.athanor.engines.grammar.gbnf;

/** A grammar that llama.cpp would refuse, or that would harm it. */
public final class GbnfException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final String remedy;

    /**
     * Makes a failure.
     *
     * @param line where, from 1
     * @param problem what is wrong, without a full stop
     * @param remedy what a person can do, a sentence
     */
    public GbnfException(int line, String problem, String remedy) {
        super("The grammar is not usable, line " + line + ": " + problem + ".");
        this.line = line;
        this.remedy = remedy;
    }

    /** Returns the line at fault, from 1. */
    public int line() {
        return line;
    }

    /** Returns what a person can do, a sentence. */
    public String remedy() {
        return remedy;
    }
}
