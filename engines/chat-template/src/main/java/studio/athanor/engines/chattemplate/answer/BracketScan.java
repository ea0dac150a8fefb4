package studio.athanor.engines.chattemplate.answer;

/** Follows brackets and strings of a JSON value or of Python calls, character by character. */
final class BracketScan {

    private int depth;
    private boolean begun;
    private boolean other;
    private boolean ended;
    private boolean escaped;
    private char quote;

    BracketScan(int depth) {
        this.depth = depth;
        this.begun = depth > 0;
    }

    /** Returns whether the value is complete. */
    boolean ended() {
        return ended;
    }

    /** Returns whether the text begins with no bracket. */
    boolean isOther() {
        return other;
    }

    boolean isOpen() {
        return !ended && !other;
    }

    /** Expects another value after a complete one. */
    void restart() {
        begun = false;
        ended = false;
        depth = 0;
    }

    void accept(char c) {
        if (!begun && !Character.isWhitespace(c)) {
            begun = c == '{' || c == '[';
            other = !begun;
        }
        if (begun) {
            follow(c);
        }
    }

    /** Follows a text that has a name, and bracketed words in capitals, before its value. */
    void acceptAfterName(char c) {
        if (begun) {
            follow(c);
        } else if (c == '{' || c == '(') {
            begun = true;
            follow(c);
        }
    }

    private void follow(char c) {
        if (quote != 0) {
            if (escaped) {
                escaped = false;
            } else if (c == '\\') {
                escaped = true;
            } else if (c == quote) {
                quote = 0;
            }
            return;
        }
        switch (c) {
            case '"' -> quote = '"';
            case '\'' -> quote = '\'';
            case '{', '[', '(' -> depth++;
            case '}', ']', ')' -> {
                depth--;
                ended = depth <= 0;
            }
            default -> {}
        }
    }
}
