package studio.athanor.engines.grammar;

/**
 * How a schema becomes a grammar. The bounds apply where the schema sets none; they make texts end that a small model
 * would go on writing, and never admit a text that the schema refuses.
 *
 * @param layout the white space between tokens
 * @param strict refuse a keyword that cannot be held to; otherwise it is left out with a warning
 * @param stringLength the most code points of a string without a maxLength
 * @param arrayItems the most items of an array without maxItems
 * @param extraProperties the most properties that an object has beyond those its schema names
 * @param anyDepth how deep arrays and objects nest where the schema allows any value
 */
public record GrammarOptions(
        Layout layout, boolean strict, int stringLength, int arrayItems, int extraProperties, int anyDepth) {

    /** What stands for no bound. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /** White space between tokens. */
    public enum Layout {
        /** None. */
        COMPACT,
        /**
         * At most one space after a colon; around brackets and commas nothing, one space, or a line break with at most 24
         * spaces of indentation. Nothing after the last bracket.
         */
        FLEXIBLE
    }

    /** Refuses negative bounds. */
    public GrammarOptions {
        if (stringLength < 0 || arrayItems < 0 || extraProperties < 0 || anyDepth < 0) {
            throw new IllegalArgumentException("the bounds of a grammar are not negative");
        }
    }

    /** Returns flexible layout, strict, unbounded strings and arrays, and any values nested at most 5 deep. */
    public static GrammarOptions standard() {
        return new GrammarOptions(Layout.FLEXIBLE, true, UNBOUNDED, UNBOUNDED, UNBOUNDED, 5);
    }

    /** Returns these options with another layout. */
    public GrammarOptions withLayout(Layout other) {
        return new GrammarOptions(other, strict, stringLength, arrayItems, extraProperties, anyDepth);
    }

    /** Returns these options, leaving out with a warning what cannot be held to. */
    public GrammarOptions lenient() {
        return new GrammarOptions(layout, false, stringLength, arrayItems, extraProperties, anyDepth);
    }

    /** Returns these options with other bounds for what the schema leaves open. */
    public GrammarOptions withBounds(int strings, int items, int properties) {
        return new GrammarOptions(layout, strict, strings, items, properties, anyDepth);
    }
}
