package studio.athanor.desktop.data;

/** What is in a field of a form cannot be used. */
final class FormMistake extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final Reason reason;

    FormMistake(String field, Reason reason) {
        super(field + ": " + reason);
        this.field = field;
        this.reason = reason;
    }

    /** Returns the key of the field. */
    String field() {
        return field;
    }

    /** Returns what is wrong, for words. */
    Reason reason() {
        return reason;
    }

    /** What can be wrong with a field. */
    enum Reason {
        EMPTY,
        NOT_A_NUMBER,
        NOT_WHOLE,
        NOT_A_MOMENT,
        NOT_JSON,
        NO_BRANCH,
        NO_MEANING,
        NAME_TAKEN,
        NOT_A_NAME
    }
}
