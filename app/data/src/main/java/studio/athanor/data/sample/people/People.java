package studio.athanor.data.sample.people;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import studio.athanor.data.sample.chance.Chance;

/**
 * People of some locales, each equally likely. A person's locale, sex and age are drawn in this order, then names,
 * place, addresses and occupation that agree with them: names with the sex, their order with the locale, occupation
 * with sex and age (children below 6, pupils below 18, retired from 67 on). Mail goes to {@code example.org} and
 * {@code example.com}, telephone numbers are those kept for fiction, and where a country keeps none, such as no
 * subscriber can have. Immutable.
 */
public final class People {

    private static final List<String> LOCALES = List.of(
            "en-US", "en-GB", "de-DE", "fr-FR", "es-ES", "it-IT", "pt-BR", "nl-NL", "pl-PL", "tr-TR", "ja-JP", "hi-IN");

    private final List<LocalPeople> locals;
    private final Optional<Sex> sex;
    private final int minAge;
    private final int ages;

    /**
     * Reads the word lists.
     *
     * @param locales of {@link #locales()}, at least one
     * @param sex empty for both
     */
    public People(List<String> locales, Optional<Sex> sex, int minAge, int maxAge) {
        locals = locales.stream().map(LocalPeople::new).toList();
        this.sex = sex;
        this.minAge = minAge;
        ages = maxAge - minAge + 1;
    }

    /** Returns the locales that there are word lists for. */
    public static List<String> locales() {
        return LOCALES;
    }

    /** Draws a person. */
    public JsonObject draw(Chance chance) {
        LocalPeople local = chance.one(locals);
        Sex drawn = chance.below(2) == 0 ? Sex.FEMALE : Sex.MALE;
        int age = minAge + (int) chance.below(ages);
        return local.draw(chance, sex.orElse(drawn), age);
    }
}
