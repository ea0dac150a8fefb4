package studio.athanor.data.sample.people;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What names and words for occupations agree with. */
public enum Sex {
    FEMALE,
    MALE;

    /** Returns the word used in recipes and values: {@code female} or {@code male}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the constant of a word. */
    public static Optional<Sex> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
