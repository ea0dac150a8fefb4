package studio.athanor.data.check;

/**
 * A text that can be looked at a limited number of times, so that a pattern that goes back over and over ends. Steps are
 * counted and not time, so that a row passes or fails alike on every machine.
 */
final class CountedText implements CharSequence {

    /** Enough for patterns that look at each character of a long text hundreds of times; about 0.2 s. */
    static final int STEPS = 20_000_000;

    private final String text;
    private int left;

    /** The steps are used up. It has no stack trace. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("The pattern took too many steps", null, false, false);
        }
    }

    CountedText(String text, int steps) {
        this.text = text;
        left = steps;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new Exhausted();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
