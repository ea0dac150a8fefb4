package studio.athanor.data.documents.extract;

/** A document that cannot be read: why, and what to do. */
public final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
        super(message);
    }
}
