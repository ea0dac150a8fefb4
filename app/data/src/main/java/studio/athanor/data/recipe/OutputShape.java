package studio.athanor.data.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * How rows are written for those who train with them.
 *
 * @param columns which column fills which field of the shape, as {@code prompt}, {@code response}, {@code system}, {@code
 *     chosen}, {@code rejected}, {@code label}, {@code messages}, {@code tools}; templates are allowed
 */
public record OutputShape(Kind kind, SequencedMap<String, String> columns) {

    /** All columns as they are. */
    public static final OutputShape RAW = new OutputShape(Kind.RAW, new LinkedHashMap<>());

    /** Copies and closes the fields. */
    public OutputShape {
        columns = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(columns));
    }

    /** The shapes that trainers read. */
    public enum Kind {
        RAW,
        /** {@code conversations: [{from: human|gpt|system, value}]}. */
        SHAREGPT,
        /** {@code messages: [{role, content}]}. */
        CHATML,
        /** {@code instruction, input, output}. */
        ALPACA,
        /** {@code prompt, chosen, rejected}. */
        DPO,
        /** {@code prompt, completion, label}. */
        KTO
    }
}
