package studio.athanor.data.row;

/**
 * A place in a source file.
 *
 * @param line from 1
 * @param column from 1
 */
public record Position(int line, int column) {

    /** Stands for what has no place, as a recipe that was made in a form. */
    public static final Position NONE = new Position(0, 0);
}
