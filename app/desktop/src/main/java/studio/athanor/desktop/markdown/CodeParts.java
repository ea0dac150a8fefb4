package studio.athanor.desktop.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import studio.athanor.desktop.markdown.Leaf.Content;

/** Cuts a code block into parts of some lines, so that a long one is laid out only where it is seen. */
final class CodeParts {

    static final int LINES_PER_PART = 24;

    private static final int MOST_PART_CHARS = 4_000;
    private static final int MOST_HIGHLIGHTED_CHARS = 1_000_000;

    private CodeParts() {}

    /**
     * Cuts.
     *
     * @param earlier part by index of an earlier version of the block; what is equal is not highlighted again
     */
    static List<Content.Code> of(String language, String code, IntFunction<Optional<Content.Code>> earlier) {
        String text = Visible.of(code);
        String shownLanguage = text.length() > MOST_HIGHLIGHTED_CHARS ? "" : language;
        Highlighter highlighter = Highlighter.of(shownLanguage);
        List<Content.Code> parts = new ArrayList<>();
        int from = 0;
        int state = Highlighter.START;
        boolean first = true;
        while (true) {
            int to = end(text, from);
            boolean last = to >= text.length();
            int start = state;
            String lines = text.substring(from, last ? text.length() : breakBefore(text, to));
            Optional<Content.Code> same = earlier.apply(parts.size())
                    .filter(part -> part.startState() == start
                            && part.text().equals(lines)
                            && part.language().equals(shownLanguage));
            state = same.isPresent() ? same.get().endState() : highlighter.endState(lines, state);
            boolean cut = !last && text.charAt(to - 1) != '\n';
            parts.add(new Content.Code(shownLanguage, lines, start, state, first, last, cut));
            if (last) {
                return parts;
            }
            from = to;
            first = false;
        }
    }

    /** Returns where the part that starts at {@code from} ends, behind its last line break if it ends with one. */
    private static int end(String text, int from) {
        int at = from;
        for (int line = 0; line < LINES_PER_PART; line++) {
            int next = text.indexOf('\n', at);
            if (next < 0) {
                return Math.min(text.length(), from + MOST_PART_CHARS);
            }
            if (next + 1 - from > MOST_PART_CHARS) {
                return at > from ? at : from + MOST_PART_CHARS;
            }
            at = next + 1;
        }
        return at;
    }

    private static int breakBefore(String text, int to) {
        return text.charAt(to - 1) == '\n' ? to - 1 : to;
    }
}
