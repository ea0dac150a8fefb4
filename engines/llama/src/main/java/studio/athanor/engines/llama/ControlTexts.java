package studio.athanor.engines.llama;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The texts of a vocabulary's control tokens, found in a text in one pass whatever their number. Immutable. */
final class ControlTexts {

    /** By first character, the longest first. */
    private final Map<Character, List<String>> byFirst = new HashMap<>();

    ControlTexts(List<String> texts) {
        for (String text : texts) {
            if (!text.isEmpty()) {
                byFirst.computeIfAbsent(text.charAt(0), first -> new ArrayList<>())
                        .add(text);
            }
        }
        byFirst.values()
                .forEach(list ->
                        list.sort(Comparator.comparingInt(String::length).reversed()));
    }

    boolean anyIn(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (at(text, at).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the longest one that begins at a place. */
    Optional<String> at(String text, int place) {
        List<String> candidates = byFirst.get(text.charAt(place));
        if (candidates != null) {
            for (String candidate : candidates) {
                if (text.startsWith(candidate, place)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }
}
