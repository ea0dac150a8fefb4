package studio.athanor.data.recipe;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import studio.athanor.data.row.Position;

/**
 * A validator. A value that does not pass is made again with another seed, up to the recipe's attempts.
 */
public sealed interface RowCheck {

    /** Returns where the file says it. */
    Position at();

    /** The text or value is valid under a JSON Schema (draft 2020-12). */
    record Schema(String schema, Position at) implements RowCheck {}

    /** The text holds a match of the pattern (Java's syntax), or with {@code whole} is one. */
    record Regex(String pattern, boolean whole, boolean absent, Position at) implements RowCheck {}

    /** The text is so long. */
    record Length(Unit unit, OptionalLong min, OptionalLong max, Position at) implements RowCheck {
        /** What is counted. */
        public enum Unit {
            CHARACTERS,
            WORDS,
            SENTENCES,
            LINES
        }
    }

    /** The text is in a language, an ISO 639-1 code or a Jinja template of one. */
    record Language(String code, double confidence, Position at) implements RowCheck {}

    /** The text, or the first fenced block in it, parses. */
    record Parses(Syntax syntax, Position at) implements RowCheck {
        /** What it is read as. */
        public enum Syntax {
            JSON,
            SQL,
            JAVA,
            PYTHON
        }
    }

    /** The value is a number within bounds. */
    record Numeric(OptionalDouble min, OptionalDouble max, boolean whole, Position at) implements RowCheck {}

    /** A Jinja expression over the row (and {@code value} in a column) is true. */
    record Expression(String expression, Position at) implements RowCheck {}

    /**
     * The value is new against all accepted rows.
     *
     * @param column what is compared; empty in a column for its own value
     * @param threshold the similarity from which a row counts as seen: estimated Jaccard of word 5-grams, or cosine
     * @param embedder for {@link Method#EMBEDDING}: the model slot
     */
    record Novelty(Method method, Optional<String> column, double threshold, Optional<String> embedder, Position at)
            implements RowCheck {
        /** How likeness is measured. */
        public enum Method {
            EXACT,
            MINHASH,
            EMBEDDING
        }
    }
}
