package studio.athanor.data.sample.people;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The words of one locale, from a file of sections: {@code [name]}, then entries between commas, over any number of
 * lines; {@code #} begins a comment. Changing a list changes the people of every recipe that uses it, so lists are
 * only ever given new versions with care: tests pin them.
 */
final class WordList {

    private final String locale;
    private final Map<String, List<String>> sections;

    private WordList(String locale, Map<String, List<String>> sections) {
        this.locale = locale;
        this.sections = sections;
    }

    /** Reads a locale's list from the program's own resources. */
    static WordList of(String locale) {
        try (InputStream in = WordList.class.getResourceAsStream(locale + ".txt")) {
            if (in == null) {
                throw new IllegalArgumentException("There is no word list for " + locale);
            }
            return new WordList(locale, parsed(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException("The word list of " + locale + " cannot be read", e);
        }
    }

    private static Map<String, List<String>> parsed(String text) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> section = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                section = new ArrayList<>();
                sections.put(line.substring(1, line.length() - 1), section);
            } else if (!line.startsWith("#")) {
                for (String entry : line.split(",")) {
                    if (!entry.isBlank()) {
                        section.add(entry.strip());
                    }
                }
            }
        }
        return sections;
    }

    /** Returns a section's entries. */
    List<String> entries(String section) {
        List<String> entries = sections.get(section);
        if (entries == null || entries.isEmpty()) {
            throw new IllegalStateException("The word list of " + locale + " lacks the section " + section);
        }
        return List.copyOf(entries);
    }

    <T> List<T> entries(String section, Function<String, T> read) {
        return entries(section).stream().map(read).toList();
    }

    /** Returns the only entry of a section. */
    String entry(String section) {
        return entries(section).getFirst();
    }
}
