package studio.athanor.data.sample;

/** A column of a recipe that nothing can be drawn from. */
final class UnfitException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * Makes the failure.
     *
     * @param field of the column, as {@code low}
     * @param sentence what is wrong and what to do
     */
    UnfitException(String field, String sentence) {
        super(sentence);
        this.field = field;
    }

    String field() {
        return field;
    }
}
