package studio.athanor.engines.chattemplate.answer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the end of a section of tool calls, reading each character once. */
final class CallSection {

    private static final List<String> HARMONY_ENDS =
            List.of("<|call|>", "<|end|>", "<|return|>", "<|start|>", "<|channel|>");
    private static final Pattern BARE_JSON =
            Pattern.compile("\\s*\"(?:name|type|function|id|parameters|arguments)\"[\\s\\S]*");
    private static final Pattern BARE_PYTHON = Pattern.compile("\\s*[A-Za-z_][\\w.]*\\([\\s\\S]*");
    private static final int LONGEST_BARE_START = 80;

    /**
     * Where a section ends.
     *
     * @param found whether it has ended
     * @param rejected whether it turned out to be no call
     * @param bodyEnd end of what is between the marks
     * @param after end of the section
     */
    record End(boolean found, boolean rejected, int bodyEnd, int after) {

        static final End NOT_YET = new End(false, false, 0, 0);

        static End at(int bodyEnd, int after) {
            return new End(true, false, bodyEnd, after);
        }
    }

    private final Mark.Calls mark;
    private final Optional<String> recipient;
    private final BracketScan brackets;
    private int read;
    private int closeSearched;

    CallSection(Mark.Calls mark) {
        this(mark, Optional.empty());
    }

    CallSection(Mark.Calls mark, String recipient) {
        this(mark, Optional.of(recipient));
    }

    private CallSection(Mark.Calls mark, Optional<String> recipient) {
        this.mark = mark;
        this.recipient = recipient;
        boolean opened = mark.bare() || mark.text().endsWith("[");
        this.brackets = new BracketScan(opened ? 1 : 0);
    }

    Mark.Calls mark() {
        return mark;
    }

    /** Returns the function that harmony's header names. */
    Optional<String> recipient() {
        return recipient;
    }

    /** Looks for the end; a text that is complete ends at the latest where it ends. */
    End end(CharSequence text, int start, boolean complete) {
        if (recipient.isPresent()) {
            return harmonyEnd(text, start, complete);
        }
        if (mark.bare() && !couldBeCall(text, start, complete)) {
            return new End(true, true, start, start);
        }
        while (!brackets.ended() && !brackets.isOther() && start + read < text.length()) {
            brackets.accept(text.charAt(start + read++));
        }
        if (brackets.ended()) {
            return afterBrackets(text, start, complete);
        }
        if (brackets.isOther() && mark.close().isEmpty()) {
            return endOfOtherSyntax(text, start, complete);
        }
        if (brackets.isOther()) {
            int close = indexOf(
                    text,
                    mark.close(),
                    start + Math.max(0, closeSearched - mark.close().length()));
            closeSearched = text.length() - start;
            if (close >= 0) {
                return End.at(close, close + mark.close().length());
            }
        }
        return complete ? End.at(text.length(), text.length()) : End.NOT_YET;
    }

    /** After a complete JSON value comes the closing mark, or the model forgot it. */
    private End afterBrackets(CharSequence text, int start, boolean complete) {
        int end = start + read;
        int next = end;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (mark.close().isEmpty()) {
            return End.at(end, end);
        }
        int common = 0;
        while (common < mark.close().length()
                && next + common < text.length()
                && text.charAt(next + common) == mark.close().charAt(common)) {
            common++;
        }
        if (common == mark.close().length()) {
            return End.at(end, next + common);
        }
        if (next + common == text.length()) {
            return complete ? End.at(end, text.length()) : End.NOT_YET;
        }
        boolean more = text.charAt(next) == '{' || text.charAt(next) == ';' || text.charAt(next) == ',';
        if (more && common == 0) {
            // One value a line.
            brackets.restart();
            read = next - start + (text.charAt(next) == '{' ? 0 : 1);
            return end(text, start, complete);
        }
        return End.at(end, end);
    }

    /** A name, then {@code [ARGS]} or a parenthesis, then brackets: Mistral's newer calls and Llama's built-in tools. */
    private End endOfOtherSyntax(CharSequence text, int start, boolean complete) {
        while (!brackets.ended() && start + read < text.length()) {
            brackets.acceptAfterName(text.charAt(start + read++));
        }
        if (brackets.ended()) {
            return End.at(start + read, start + read);
        }
        return complete ? End.at(text.length(), text.length()) : End.NOT_YET;
    }

    private End harmonyEnd(CharSequence text, int start, boolean complete) {
        int from = start + Math.max(0, closeSearched - "<|channel|>".length());
        closeSearched = text.length() - start;
        for (int i = from; i < text.length(); i++) {
            for (String end : HARMONY_ENDS) {
                if (text.charAt(i) == '<' && startsWith(text, i, end)) {
                    boolean message = end.equals("<|start|>") || end.equals("<|channel|>");
                    return End.at(i, message ? i : i + end.length());
                }
            }
        }
        return complete ? End.at(text.length(), text.length()) : End.NOT_YET;
    }

    private boolean couldBeCall(CharSequence text, int start, boolean complete) {
        if (start + LONGEST_BARE_START > text.length() && !complete && brackets.isOpen()) {
            return couldStart(text.subSequence(start, text.length()).toString().stripLeading());
        }
        if (read > LONGEST_BARE_START) {
            return true;
        }
        CharSequence head = text.subSequence(start, Math.min(text.length(), start + LONGEST_BARE_START));
        return (mark.text().equals("{") ? BARE_JSON : BARE_PYTHON).matcher(head).matches();
    }

    /** Returns whether a short text can still become the start of a call. */
    private boolean couldStart(String head) {
        if (mark.text().equals("{")) {
            return head.isEmpty()
                    || List.of("\"name\"", "\"type\"", "\"function\"", "\"id\"", "\"parameters\"", "\"arguments\"")
                            .stream()
                            .anyMatch(key -> head.startsWith(key) || key.startsWith(head));
        }
        return head.matches("(?:[A-Za-z_][\\w.]*(?:\\([\\s\\S]*)?)?");
    }

    private static boolean startsWith(CharSequence text, int at, String part) {
        return at + part.length() <= text.length() && part.contentEquals(text.subSequence(at, at + part.length()));
    }

    private static int indexOf(CharSequence text, String part, int from) {
        return text instanceof StringBuilder builder
                ? builder.indexOf(part, from)
                : text.toString().indexOf(part, from);
    }
}
