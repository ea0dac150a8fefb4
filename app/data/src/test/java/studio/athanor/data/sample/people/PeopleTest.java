package studio.athanor.data.sample.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import studio.athanor.data.sample.chance.Chance;

final class PeopleTest {

    static List<String> locales() {
        return People.locales();
    }

    private static Stream<JsonObject> drawn(String locale, Optional<Sex> sex, int minAge, int maxAge, int count) {
        People people = new People(List.of(locale), sex, minAge, maxAge);
        return Stream.iterate(0L, i -> i + 1).limit(count).map(i -> people.draw(Chance.of("hash", locale, i, 0)));
    }

    private static String text(JsonObject person, String field) {
        return person.get(field).getAsString();
    }

    @ParameterizedTest
    @MethodSource("locales")
    void everyLocaleHasEnoughWordsAndNoneTwice(String locale) {
        WordList words = WordList.of(locale);
        assertThat(words.entries("female")).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
        assertThat(words.entries("male")).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
        assertThat(words.entries("family")).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
        assertThat(words.entries("cities")).hasSizeGreaterThanOrEqualTo(25).doesNotHaveDuplicates();
        assertThat(words.entries("streets")).hasSizeGreaterThanOrEqualTo(25).doesNotHaveDuplicates();
        assertThat(words.entries("occupations")).hasSizeGreaterThanOrEqualTo(25).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("locales")
    void everyNameHasLettersForAnAddress(String locale) {
        WordList words = WordList.of(locale);
        LatinLetters letters = new LatinLetters(words.entries("letters"));
        Stream<Word> families =
                words.entries("family", Forms::of).stream().flatMap(each -> Stream.of(each.male(), each.female()));
        Stream<Word> firstNames =
                Stream.concat(words.entries("female", Word::of).stream(), words.entries("male", Word::of).stream());
        assertThat(Stream.concat(families, firstNames))
                .allSatisfy(each -> assertThat(letters.of(each.latin())).matches("[a-z]{2,}"));
    }

    @ParameterizedTest
    @MethodSource("locales")
    void aPersonIsWhole(String locale) {
        assertThat(drawn(locale, Optional.empty(), 18, 80, 300)).allSatisfy(person -> {
            assertThat(person.keySet())
                    .containsExactly(
                            "first_name",
                            "last_name",
                            "name",
                            "sex",
                            "age",
                            "locale",
                            "city",
                            "street",
                            "email",
                            "phone",
                            "occupation");
            assertThat(text(person, "email")).matches("[a-z.]+[a-z]([1-9][0-9])?@example\\.(org|com)");
            assertThat(text(person, "phone")).matches("[+0-9() -]+");
            assertThat(text(person, "street")).doesNotContain("{", "}").containsPattern("\\d");
            assertThat(text(person, "locale")).isEqualTo(locale);
            assertThat(person.get("age").getAsInt()).isBetween(18, 80);
            assertThat(person.asMap().values())
                    .noneMatch(each -> each.getAsString().isBlank());
        });
    }

    /** The start of the SHA-256 of 100 people: a changed word list changes the rows of recipes that are already used. */
    @ParameterizedTest
    @CsvSource({
        "en-US, 6aeb6cbb8534e3c4", "en-GB, 34a283702d0efdf8", "de-DE, 3e9e496cf0b3bbf4", "fr-FR, 328b90017180a818",
                "es-ES, 54e77c2ac5554445", "it-IT, 2bf6f099bd943c52",
        "pt-BR, 4a0e8dc2a76645ef", "nl-NL, 1e485350e6dc464c", "pl-PL, ee43f397bc241f7d", "tr-TR, 057b7b40cb2cc8c0",
                "ja-JP, aae6463e181cf2da", "hi-IN, cc21666084473aea"
    })
    void everyLocalesPeopleAreWhoTheyWereOnTheFirstDay(String locale, String hash) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        drawn(locale, Optional.empty(), 0, 99, 100)
                .forEach(person -> digest.update(person.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(HexFormat.of().formatHex(digest.digest())).startsWith(hash);
    }

    @Test
    void namesAgreeWithTheSex() {
        assertThat(drawn("pl-PL", Optional.of(Sex.FEMALE), 18, 80, 500)).allSatisfy(person -> {
            assertThat(text(person, "sex")).isEqualTo("female");
            assertThat(text(person, "last_name")).doesNotEndWith("ski").doesNotEndWith("cki");
            assertThat(WordList.of("pl-PL").entries("female")).contains(text(person, "first_name"));
        });
        assertThat(drawn("pl-PL", Optional.of(Sex.MALE), 18, 80, 500)).allSatisfy(person -> {
            assertThat(text(person, "last_name")).doesNotEndWith("ska").doesNotEndWith("cka");
            assertThat(WordList.of("pl-PL").entries("male")).contains(text(person, "first_name"));
        });
    }

    @Test
    void namesStandInTheOrderOfTheirLanguage() {
        assertThat(drawn("ja-JP", Optional.empty(), 18, 80, 50))
                .allSatisfy(person -> assertThat(text(person, "name"))
                        .isEqualTo(text(person, "last_name") + " " + text(person, "first_name")));
        assertThat(drawn("es-ES", Optional.empty(), 18, 80, 50)).allSatisfy(person -> {
            assertThat(text(person, "name")).isEqualTo(text(person, "first_name") + " " + text(person, "last_name"));
            assertThat(text(person, "last_name")).contains(" ");
        });
    }

    @Test
    void occupationsAgreeWithAgeAndSex() {
        assertThat(drawn("de-DE", Optional.of(Sex.FEMALE), 6, 17, 50))
                .allSatisfy(person -> assertThat(text(person, "occupation")).isEqualTo("Schülerin"));
        assertThat(drawn("it-IT", Optional.of(Sex.FEMALE), 0, 5, 50))
                .allSatisfy(person -> assertThat(text(person, "occupation")).isEqualTo("bambina"));
        assertThat(drawn("de-DE", Optional.of(Sex.MALE), 67, 90, 50))
                .allSatisfy(person -> assertThat(text(person, "occupation")).isEqualTo("Rentner"));
        assertThat(drawn("de-DE", Optional.of(Sex.FEMALE), 18, 66, 200))
                .allSatisfy(person -> assertThat(text(person, "occupation")).endsWith("in"));
    }

    @Test
    void lettersOfAddressesFollowTheLanguage() {
        assertThat(new LatinLetters(WordList.of("de-DE").entries("letters")).of("Jürgen Weiß"))
                .isEqualTo("juergenweiss");
        assertThat(new LatinLetters(WordList.of("tr-TR").entries("letters")).of("İbrahim Işık"))
                .isEqualTo("ibrahimisik");
        assertThat(new LatinLetters(WordList.of("pl-PL").entries("letters")).of("Łukasz Wójcik"))
                .isEqualTo("lukaszwojcik");
    }

    @Test
    void localesAndSexesComeEquallyOften() {
        People people = new People(List.of("en-GB", "fr-FR"), Optional.empty(), 30, 30);
        int british = 0;
        int women = 0;
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            JsonObject person = people.draw(Chance.of("hash", "x", i, 0));
            british += text(person, "locale").equals("en-GB") ? 1 : 0;
            women += text(person, "sex").equals("female") ? 1 : 0;
            names.add(text(person, "name"));
        }
        assertThat(british).isBetween(900, 1_100);
        assertThat(women).isBetween(900, 1_100);
        assertThat(names).hasSizeGreaterThan(1_700);
    }
}
