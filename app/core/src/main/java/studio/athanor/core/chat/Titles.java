package studio.athanor.core.chat;

import java.util.List;
import java.util.regex.Pattern;

/** Makes titles and one-line snippets from texts. The same text always gives the same title. */
final class Titles {

    static final String UNTITLED = "New chat";

    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST_SNIPPET = 160;
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern LEADING_MARKS = Pattern.compile("^(?:[#>*+\\-`~_ ]|\\d+[.)] )+");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?。！？])\\s");

    private Titles() {}

    /** Returns the first sentence of the first line that says something, cut at a word. */
    static String of(String text, List<Attachment> attachments) {
        String first = text.lines()
                .map(line -> cleaned(LEADING_MARKS.matcher(line.strip()).replaceFirst("")))
                .filter(line -> line.codePoints().anyMatch(Character::isLetterOrDigit))
                .findFirst()
                .orElse("");
        if (first.isEmpty()) {
            first = cleaned(text);
        }
        if (first.isEmpty()) {
            return attachments.isEmpty()
                    ? UNTITLED
                    : cut(cleaned(attachments.getFirst().name()), LONGEST_TITLE);
        }
        return cut(SENTENCE_END.split(first, 2)[0], LONGEST_TITLE);
    }

    /** Returns a text on one line. */
    static String cleaned(String text) {
        return cut(SPACE.matcher(text).replaceAll(" ").strip(), 200);
    }

    /** Returns the beginning of a text on one line. */
    static String snippet(String text) {
        String head = text.substring(0, Math.min(text.length(), 4 * LONGEST_SNIPPET));
        return cut(SPACE.matcher(head).replaceAll(" ").strip(), LONGEST_SNIPPET);
    }

    /** Cuts at the last space in the second half, else between characters, never within one. */
    private static String cut(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return text;
        }
        int end = text.offsetByCodePoints(0, longest - 1);
        int space = text.lastIndexOf(' ', end);
        if (space > end / 2) {
            end = space;
        }
        return text.substring(0, end).stripTrailing() + "…";
    }
}
