package studio.athanor.data.sample.people;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import studio.athanor.data.sample.chance.Chance;

/** People of one locale. Immutable. */
final class LocalPeople {

    private static final int AT_SCHOOL = 6;
    private static final int GROWN_UP = 18;
    private static final int RETIRED = 67;

    private final String locale;
    private final Map<Sex, List<Word>> firstNames;
    private final List<Forms> families;
    private final int familyNames;
    private final boolean familyFirst;
    private final List<String> cities;
    private final List<String> streets;
    private final List<String> addresses;
    private final int houseNumbers;
    private final int flats;
    private final List<String> phones;
    private final List<Forms> occupations;
    private final Forms child;
    private final Forms pupil;
    private final Forms retired;
    private final LatinLetters letters;

    LocalPeople(String locale) {
        this.locale = locale;
        WordList words = WordList.of(locale);
        firstNames = Map.of(
                Sex.FEMALE, words.entries("female", Word::of),
                Sex.MALE, words.entries("male", Word::of));
        families = words.entries("family", Forms::of);
        familyNames = Integer.parseInt(words.entry("family-names"));
        familyFirst = words.entry("order").equals("family-given");
        cities = words.entries("cities");
        streets = words.entries("streets");
        addresses = words.entries("addresses");
        houseNumbers = Integer.parseInt(words.entry("house-numbers"));
        flats = Integer.parseInt(words.entry("flats"));
        phones = words.entries("phones");
        occupations = words.entries("occupations", Forms::of);
        child = Forms.of(words.entry("child"));
        pupil = Forms.of(words.entry("pupil"));
        retired = Forms.of(words.entry("retired"));
        letters = new LatinLetters(words.entries("letters"));
    }

    /** Draws a person; the order of the draws is part of what recipes mean. */
    JsonObject draw(Chance chance, Sex sex, int age) {
        Word first = chance.one(firstNames.getOrDefault(sex, List.of()));
        Word family = chance.one(families).forSex(sex);
        String last = family.written();
        for (int i = 1; i < familyNames; i++) {
            last = last + " " + chance.one(families).forSex(sex).written();
        }
        JsonObject person = new JsonObject();
        person.addProperty("first_name", first.written());
        person.addProperty("last_name", last);
        person.addProperty("name", familyFirst ? last + " " + first.written() : first.written() + " " + last);
        person.addProperty("sex", sex.word());
        person.addProperty("age", age);
        person.addProperty("locale", locale);
        person.addProperty("city", chance.one(cities));
        person.addProperty("street", address(chance));
        person.addProperty("email", email(chance, letters.of(first.latin()), letters.of(family.latin())));
        person.addProperty("phone", digits(chance, chance.one(phones)));
        person.addProperty("occupation", occupation(chance, sex, age));
        return person;
    }

    private String address(Chance chance) {
        String street = chance.one(streets);
        String number = Long.toString(1 + chance.below(houseNumbers));
        String flat = Long.toString(1 + chance.below(flats));
        return chance.one(addresses)
                .replace("{street}", street)
                .replace("{number}", number)
                .replace("{flat}", flat);
    }

    /** At names that are kept for examples (RFC 2606): no mail reaches anyone. */
    private static String email(Chance chance, String first, String family) {
        String box = switch ((int) chance.below(4)) {
            case 0 -> first + "." + family;
            case 1 -> first.charAt(0) + "." + family;
            case 2 -> family + "." + first;
            default -> first + "." + family + (10 + chance.below(90));
        };
        return box + (chance.below(2) == 0 ? "@example.org" : "@example.com");
    }

    private static String digits(Chance chance, String pattern) {
        StringBuilder number = new StringBuilder(pattern);
        for (int i = 0; i < number.length(); i++) {
            if (number.charAt(i) == '#') {
                number.setCharAt(i, (char) ('0' + chance.below(10)));
            }
        }
        return number.toString();
    }

    private String occupation(Chance chance, Sex sex, int age) {
        Forms drawn = chance.one(occupations);
        Forms fitting = age < AT_SCHOOL ? child : age < GROWN_UP ? pupil : age >= RETIRED ? retired : drawn;
        return fitting.forSex(sex).written();
    }
}
