package studio.athanor.core.models;

import java.util.regex.Pattern;

/**
 * Names a model file in a way that survives moving the program and the studio's folder. A file can be loaded more than once at a
 * time: each further copy has a number of its own.
 *
 * @param value {@code starter:PATH} below the program's models, {@code home:PATH} below the studio's models, or {@code
 *     file:PATH} anywhere else; of a further copy with {@code #copy-N} behind it
 */
public record ModelRef(String value) {

    private static final Pattern COPY = Pattern.compile("#copy-\\d+$");

    /**
     * Names a copy of this model.
     *
     * @param number 1 for the model itself
     */
    public ModelRef copy(int number) {
        return number == 1 ? original() : new ModelRef(original().value + "#copy-" + number);
    }

    /** Returns the model that this is a copy of: itself, if it is none. */
    public ModelRef original() {
        return new ModelRef(COPY.matcher(value).replaceFirst(""));
    }

    @Override
    public String toString() {
        return value;
    }
}
