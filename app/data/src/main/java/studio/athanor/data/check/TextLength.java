package studio.athanor.data.check;

import java.lang.Character.UnicodeScript;
import java.text.BreakIterator;
import java.util.Locale;
import studio.athanor.data.recipe.RowCheck;

/** Measures texts. */
final class TextLength {

    private TextLength() {}

    static long of(String text, RowCheck.Length.Unit unit) {
        return switch (unit) {
            case CHARACTERS -> text.codePointCount(0, text.length());
            case WORDS -> words(text);
            case SENTENCES -> sentences(text);
            case LINES -> text.lines().count();
        };
    }

    /** Counts what stands between blanks and holds a letter or digit; of scripts without blanks each letter. */
    private static long words(String text) {
        long words = 0;
        boolean within = false;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || isDash(codePoint)) {
                within = false;
            } else if (Character.isLetterOrDigit(codePoint)) {
                boolean alone = isUnsegmented(codePoint);
                if (alone || !within) {
                    words++;
                }
                within = !alone;
            }
        }
        return words;
    }

    private static boolean isDash(int codePoint) {
        return codePoint == '–' || codePoint == '—';
    }

    /** Returns whether a letter is of a script that is written without blanks between words. */
    static boolean isUnsegmented(int codePoint) {
        if (codePoint < 0x0E00) {
            return false;
        }
        return switch (UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN, BOPOMOFO -> true;
            default -> false;
        };
    }

    private static long sentences(String text) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(text);
        long sentences = 0;
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            if (text.substring(start, end).codePoints().anyMatch(Character::isLetterOrDigit)) {
                sentences++;
            }
            start = end;
        }
        return sentences;
    }
}
