package studio.athanor.engines.chattemplate.jinja;

import java.util.Iterator;

/** A string. Python counts code points, so lengths, indexes and slices do too. */
final class TextValue implements Value {

    static final TextValue EMPTY = new TextValue("");

    private final String text;
    private final boolean safe;
    private int codePoints = -1;

    TextValue(String text) {
        this(text, false);
    }

    /**
     * Creates a string.
     *
     * @param safe whether it is markup that escaping leaves alone
     */
    TextValue(String text, boolean safe) {
        this.text = text;
        this.safe = safe;
    }

    String text() {
        return text;
    }

    boolean safe() {
        return safe;
    }

    /** Returns another text that is markup if this one is. */
    TextValue with(String other) {
        return new TextValue(other, safe);
    }

    int length() {
        if (codePoints < 0) {
            codePoints = text.codePointCount(0, text.length());
        }
        return codePoints;
    }

    /** Returns code points from one to another. */
    String slice(int from, int to) {
        if (length() == text.length()) {
            return text.substring(from, to);
        }
        int start = text.offsetByCodePoints(0, from);
        return text.substring(start, text.offsetByCodePoints(start, to - from));
    }

    /** Returns a view on single characters. */
    Iterator<Value> characters() {
        return new Iterator<>() {
            private int position;

            @Override
            public boolean hasNext() {
                return position < text.length();
            }

            @Override
            public Value next() {
                int end = text.offsetByCodePoints(position, 1);
                String character = text.substring(position, end);
                position = end;
                return new TextValue(character);
            }
        };
    }

    @Override
    public String typeName() {
        return safe ? "Markup" : "str";
    }

    @Override
    public boolean truth() {
        return !text.isEmpty();
    }
}
