package studio.athanor.desktop.palette;

import java.util.Locale;

/** Scores how well a title fits what was typed. */
final class Matching {

    /** The title does not fit. */
    static final int NO = 0;

    private Matching() {}

    /** Returns a score: every word typed must begin a word of the title or be part of one; beginnings count more. */
    static int score(String query, String title) {
        String text = " " + title.toLowerCase(Locale.ROOT);
        int score = 1;
        for (String word : query.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (text.contains(" " + word)) {
                score += 4;
            } else if (text.contains(word)) {
                score += 1;
            } else {
                return NO;
            }
        }
        return text.startsWith(" " + query.toLowerCase(Locale.ROOT).strip()) ? score + 8 : score;
    }
}
