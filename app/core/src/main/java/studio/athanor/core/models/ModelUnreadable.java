package studio.athanor.core.models;

/** A model file's header was refused. */
final class ModelUnreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;
    private final boolean otherFormat;

    ModelUnreadable(String message, String remedy, boolean otherFormat) {
        super(message);
        this.remedy = remedy;
        this.otherFormat = otherFormat;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    String remedy() {
        return remedy;
    }

    /** Tells whether the file is something else altogether. */
    boolean isOtherFormat() {
        return otherFormat;
    }
}
