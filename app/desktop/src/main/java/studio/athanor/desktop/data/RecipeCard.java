package studio.athanor.desktop.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import studio.athanor.desktop.data.RecipeShelf.Place;

/**
 * A recipe in the gallery.
 *
 * @param place where it is
 * @param title shown to people
 * @param description what it makes
 * @param columns names of those that are exported
 * @param sample a row that it made, as text by column; empty if there is none
 * @param problem why it cannot be read; empty if it can
 */
record RecipeCard(
        Place place,
        String title,
        String description,
        List<String> columns,
        SequencedMap<String, String> sample,
        String problem) {

    /** Tells whether all words of a query occur in it. */
    boolean matches(String query) {
        String all = (title + " " + description + " " + String.join(" ", columns)).toLowerCase(Locale.ROOT);
        return query.toLowerCase(Locale.ROOT)
                .strip()
                .lines()
                .flatMap(line -> List.of(line.split("\\s+")).stream())
                .allMatch(all::contains);
    }

    /** Returns the columns of the sample that say most, those of the longest values, in their order. */
    List<Map.Entry<String, String>> tellingSample(int most) {
        List<Map.Entry<String, String>> longest = sample.entrySet().stream()
                .sorted(Comparator.comparingInt(each -> -each.getValue().length()))
                .limit(most)
                .toList();
        return sample.entrySet().stream().filter(longest::contains).toList();
    }
}
