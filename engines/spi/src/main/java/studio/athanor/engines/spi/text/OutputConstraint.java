package studio.athanor.engines.spi.text;

/** The shape an answer must have. */
public sealed interface OutputConstraint {

    /** Free text. */
    record None() implements OutputConstraint {}

    /**
     * A JSON value that a schema accepts.
     *
     * @param schema JSON Schema, draft 2020-12's usual subset, as JSON text
     */
    record JsonSchema(String schema) implements OutputConstraint {}

    /**
     * A text that a grammar accepts.
     *
     * @param grammar in llama.cpp's GBNF, with the rule {@code root}
     */
    record Gbnf(String grammar) implements OutputConstraint {}
}
