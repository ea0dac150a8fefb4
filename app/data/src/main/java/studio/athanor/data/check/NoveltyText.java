package studio.athanor.data.check;

import com.google.gson.JsonElement;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Texts as they are compared: compatibility forms, letter case and blanks do not tell them apart. */
final class NoveltyText {

    private NoveltyText() {}

    /** Returns values in the same spelling; lists and objects as JSON. */
    static String exact(List<JsonElement> values) {
        return values.stream().map(value -> normal(CellText.of(value))).collect(Collectors.joining("\n"));
    }

    /** Returns what a person reads of the values, in the same spelling. */
    static String readable(List<JsonElement> values) {
        return normal(values.stream().map(CellText::readable).collect(Collectors.joining("\n")));
    }

    static String normal(String text) {
        String form = Normalizer.isNormalized(text, Normalizer.Form.NFKC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFKC);
        return foldBlanks(form.toLowerCase(Locale.ROOT));
    }

    private static String foldBlanks(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                blank = !folded.isEmpty();
            } else {
                if (blank) {
                    folded.append(' ');
                    blank = false;
                }
                folded.append(c);
            }
        }
        return folded.toString();
    }
}
