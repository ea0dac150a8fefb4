package studio.athanor.engines.grammar;

/**
 * A JSON Schema that is malformed, contradicts itself, or asks for something that no grammar can hold. The message names
 * the place as a JSON pointer.
 */
public final class SchemaException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String pointer;
    private final String problem;
    private final String remedy;

    /**
     * Makes a failure.
     *
     * @param pointer JSON pointer of the keyword at fault, empty for the whole schema
     * @param problem what is wrong, as the rest of a sentence that begins with the pointer
     * @param remedy what a person can do, a sentence
     */
    public SchemaException(String pointer, String problem, String remedy) {
        super((pointer.isEmpty() ? "The JSON Schema " : "The JSON Schema at " + pointer + " ") + problem + ".");
        this.pointer = pointer;
        this.problem = problem;
        this.remedy = remedy;
    }

    /** Returns the JSON pointer of the keyword at fault, empty for the whole schema. */
    public String pointer() {
        return pointer;
    }

    /** Returns what is wrong, without the pointer. */
    public String problem() {
        return problem;
    }

    /** Returns what a person can do, a sentence. */
    public String remedy() {
        return remedy;
    }
}
