package studio.athanor.engines.chattemplate.answer;

import org.jspecify.annotations.Nullable;

/**
 * Looks for the first of several marks.
 *
 * @param mark that was found; null if there is none yet
 * @param at where it begins, or where the longest end of the text begins that could still become one
 */
record MarkSearch(@Nullable Mark mark, int at) {

    /** Tells whether a mark counts where it stands. */
    interface Condition {
        boolean counts(Mark mark, int at);
    }

    static MarkSearch in(CharSequence text, int from, MarkSet set, Condition condition) {
        for (int i = from; i < text.length(); i++) {
            if (set.firsts().indexOf(text.charAt(i)) < 0) {
                continue;
            }
            boolean partial = false;
            for (Mark mark : set.marks()) {
                int common = common(text, i, mark.text());
                if (common == mark.text().length() && condition.counts(mark, i)) {
                    return new MarkSearch(mark, i);
                }
                partial |= common > 0 && i + common == text.length() && condition.counts(mark, i);
            }
            if (partial) {
                return new MarkSearch(null, i);
            }
        }
        return new MarkSearch(null, text.length());
    }

    private static int common(CharSequence text, int from, String mark) {
        int common = 0;
        while (common < mark.length()
                && from + common < text.length()
                && text.charAt(from + common) == mark.charAt(common)) {
            common++;
        }
        return common;
    }
}
