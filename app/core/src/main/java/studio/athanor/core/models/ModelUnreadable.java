package studio.athanor.core.models;

/** A model file's header was refused. */
final class ModelUnreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    ModelUnreadable(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    String remedy() {
        return remedy;
    }
}
