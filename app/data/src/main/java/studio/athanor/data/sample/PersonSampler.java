package studio.athanor.data.sample;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Optional;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.sample.people.People;
import studio.athanor.data.sample.people.Sex;

/** A person; of the United States where no locale is asked for. */
final class PersonSampler implements CellSampler {

    private static final int OLDEST = 120;

    private final People people;

    PersonSampler(ColumnKind.Person kind) throws UnfitException {
        for (String locale : kind.locales()) {
            if (!People.locales().contains(locale)) {
                throw new UnfitException(
                        "locales",
                        "There are no people of the locale " + locale + ". There are those of "
                                + String.join(", ", People.locales()) + ".");
            }
        }
        Optional<Sex> sex = kind.sex().flatMap(Sex::of);
        if (sex.isEmpty() && kind.sex().isPresent()) {
            throw new UnfitException(
                    "sex",
                    "\"" + kind.sex().get() + "\" is not known here. Write female or male, or leave it out for both.");
        }
        if (kind.minAge() < 0 || kind.maxAge() > OLDEST || kind.minAge() > kind.maxAge()) {
            throw new UnfitException(
                    "minAge",
                    "No age lies from " + kind.minAge() + " to " + kind.maxAge() + ". Give bounds from 0 to " + OLDEST
                            + ", the lower one first.");
        }
        List<String> locales = kind.locales().isEmpty() ? List.of("en-US") : kind.locales();
        people = new People(locales, sex, kind.minAge(), kind.maxAge());
    }

    @Override
    public JsonElement sample(Draw draw) {
        return people.draw(draw.chance());
    }
}
