package studio.athanor.data.check;

/** A check that a recipe asks for and that cannot be made ready; the message is a sentence with what to do. */
final class UnusableCheck extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableCheck(String message) {
        super(message);
    }
}
