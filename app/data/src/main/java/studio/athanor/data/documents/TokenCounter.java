package studio.athanor.data.documents;

import java.text.BreakIterator;
import java.util.Locale;

/** Says how long a text is. */
@FunctionalInterface
public interface TokenCounter {

    /** Returns the tokens of a text. */
    int count(String text);

    /** Counts words and the signs between them, about as models without a file at hand would. */
    static TokenCounter words() {
        return text -> {
            BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
            words.setText(text);
            int count = 0;
            int start = words.first();
            for (int end = words.next(); end != BreakIterator.DONE; start = end, end = words.next()) {
                if (!text.substring(start, end).isBlank()) {
                    count++;
                }
            }
            return count;
        };
    }
}
