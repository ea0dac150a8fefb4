package studio.athanor.data.check.python;

/**
 * A piece of a Python text.
 *
 * @param text as written; empty for what only structures lines
 * @param line from 1
 */
record Token(Kind kind, String text, int line) {

    enum Kind {
        NAME,
        KEYWORD,
        NUMBER,
        STRING,
        BYTES,
        /** The start of an f-string. What follows are its fields, from brace to brace, and {@link #TEXT_END}. */
        FORMATTED,
        /** The start of a t-string. */
        TEMPLATE,
        TEXT_END,
        OPERATOR,
        NEWLINE,
        INDENT,
        DEDENT,
        END
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    /** Returns whether this is the operator or the reserved word. */
    boolean is(String wanted) {
        return (kind == Kind.OPERATOR || kind == Kind.KEYWORD) && text.equals(wanted);
    }

    boolean isText() {
        return switch (kind) {
            case STRING, BYTES, FORMATTED, TEMPLATE -> true;
            case NAME, KEYWORD, NUMBER, TEXT_END, OPERATOR, NEWLINE, INDENT, DEDENT, END -> false;
        };
    }

    /** Returns how a message names it. */
    String shown() {
        return switch (kind) {
            case NEWLINE -> "the end of the line";
            case INDENT -> "an indent";
            case DEDENT -> "the end of the block";
            case END -> "the end of the text";
            case NAME, KEYWORD, NUMBER, STRING, BYTES, FORMATTED, TEMPLATE, TEXT_END, OPERATOR ->
                "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
        };
    }
}
