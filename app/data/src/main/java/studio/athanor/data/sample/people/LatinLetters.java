package studio.athanor.data.sample.people;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns names into what e-mail addresses hold: a to z. */
final class LatinLetters {

    private static final Map<String, String> EVERYWHERE =
            Map.of("ß", "ss", "ł", "l", "ø", "o", "ı", "i", "æ", "ae", "œ", "oe", "đ", "d", "ð", "d", "þ", "th");

    private final Map<String, String> letters = new HashMap<>(EVERYWHERE);

    /** Takes a locale's own ways, as {@code ä=ae}. */
    LatinLetters(List<String> own) {
        for (String each : own) {
            Word pair = Word.of(each);
            letters.put(pair.written(), pair.latin());
        }
    }

    String of(String name) {
        StringBuilder latin = new StringBuilder();
        String lower = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        for (String letter : lower.split("")) {
            String plain = letters.containsKey(letter)
                    ? letters.getOrDefault(letter, "")
                    : Normalizer.normalize(letter, Normalizer.Form.NFD);
            plain.chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> latin.append((char) c));
        }
        return latin.toString();
    }
}
