package studio.athanor.data;

import studio.athanor.data.row.Position;

/**
 * Something wrong in a recipe, or worth a word.
 *
 * @param field the path of the field, as {@code columns[2].prompt}
 * @param sentence what is wrong and what to do
 */
public record Problem(Severity severity, Position at, String field, String sentence) {

    /** Whether a run may start all the same. */
    public enum Severity {
        ERROR,
        WARNING
    }
}
