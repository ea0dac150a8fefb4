package studio.athanor.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import opennlp.tools.langdetect.LanguageDetectorME;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.Position;
import studio.athanor.data.row.Rejection;

class LanguageCheckTest {

    private static final String GERMAN = "Bitte schicken Sie mir die Rechnung für den Drucker vor Freitag.";

    private record Sentence(String language, String text) {}

    private static List<Sentence> sentences() throws IOException {
        try (InputStream file = LanguageCheckTest.class.getResourceAsStream("sentences.tsv")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .map(parts -> new Sentence(parts[0], parts[1]))
                    .toList();
        }
    }

    private static CheckTesting check(String code, double confidence) throws Exception {
        return new CheckTesting(new RowCheck.Language(code, confidence, Position.NONE));
    }

    @Test
    void tellsThirtySixLanguagesBySingleSentences() throws Exception {
        Languages languages = new Languages();
        List<Sentence> wrong = new ArrayList<>();
        List<Sentence> unsure = new ArrayList<>();
        for (Sentence sentence : sentences()) {
            String language = Languages.named(sentence.language()).orElseThrow();
            Languages.Guess guess = languages.guess(sentence.text());
            if (!guess.best().orElse("").equals(language)) {
                wrong.add(sentence);
            } else if (guess.of(language) < 0.7) {
                unsure.add(sentence);
            }
        }

        assertThat(wrong).hasSizeLessThanOrEqualTo(2);
        assertThat(unsure).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void tellsEveryPairOfSentencesOrLonger() throws Exception {
        Languages languages = new Languages();
        for (Sentence sentence : sentences()) {
            if (sentence.text().length() > 100) {
                assertThat(languages
                                .guess(sentence.text())
                                .of(Languages.named(sentence.language()).orElseThrow()))
                        .as(sentence.toString())
                        .isGreaterThan(0.7);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "de, deu",
        "DE, deu",
        "deu, deu",
        "German, deu",
        "de-AT, deu",
        "deu_Latn, deu",
        "zh-Hans, zho",
        "cmn, zho",
        "no, nor",
        "nb, nor",
        "nn, nor",
        "id, ind",
        "ms, ind",
        "hr, hrv",
        "bs, hrv",
        "he, heb",
        "iw, heb",
        "fa, fas",
        "Norwegian, nor",
        "ja, jpn",
        "klingon, ''",
        "xx, ''",
        "'', ''"
    })
    void knowsLanguagesByCodeTagAndName(String asked, String language) {
        assertThat(Languages.named(asked).orElse("")).isEqualTo(language);
    }

    @Test
    void acceptsTheLanguageAskedFor() throws Exception {
        try (CheckTesting check = check("de", 0.7)) {
            check.assertOf(GERMAN).isEmpty();
            assertThat(check.detail("Please send me the invoice for the printer before Friday."))
                    .isEqualTo("The text seems to be English, with a confidence of 1.00; German is asked for.");
            assertThat(check.detail("1234 5678 !?"))
                    .isEqualTo("The text has no letters of a language that can be told; German is asked for.");
        }
    }

    @Test
    void refusesShortTextsOnlyWhereTheyAreClear() throws Exception {
        try (CheckTesting check = check("de", 0.7)) {
            check.assertOf("Danke").isEmpty();
            check.assertOf("Das ist gut.").isEmpty();
            check.assertOf("Спасибо").isNotEmpty();
            check.assertOf("ありがとう").isNotEmpty();
            check.assertOf("Bonjour à tous").isNotEmpty();
        }
    }

    @Test
    void takesTheLanguageFromTheRow() throws Exception {
        RowCheck check = new RowCheck.Language("{{ target }}", 0.7, Position.NONE);
        try (RowChecks checks = RowChecks.of(TestRecipes.ofColumn(check))) {
            assertThat(checks.column(TestRecipes.column("answer"), text(GERMAN), Map.of("target", text("German"))))
                    .isEmpty();
            assertThat(checks.column(TestRecipes.column("answer"), text(GERMAN), Map.of("target", text("fr"))))
                    .map(Rejection::reason)
                    .hasValue("language");
            assertThat(checks.column(TestRecipes.column("answer"), text(GERMAN), Map.of("target", text("elvish"))))
                    .map(Rejection::detail)
                    .hasValue("\"elvish\" is no language that can be told from others.");
        }
    }

    private static JsonPrimitive text(String text) {
        return new JsonPrimitive(text);
    }

    @Test
    void knowsTheModelsLanguages() throws Exception {
        Languages languages = new Languages();
        Set<String> fromModel = new TreeSet<>();
        for (String language : new LanguageDetectorME(languages.model()).getSupportedLanguages()) {
            fromModel.add(Languages.kin(language));
        }

        assertThat(Languages.KNOWN).containsExactlyInAnyOrderElementsOf(fromModel);
    }

    @Test
    @Timeout(20)
    void endsOnHostileTexts() throws Exception {
        try (CheckTesting check = check("de", 0.7)) {
            check.test("x");
            long start = System.nanoTime();
            for (String text : List.of(
                    "a".repeat(500_000),
                    "@".repeat(500_000),
                    "a@".repeat(200_000),
                    "http://".repeat(70_000),
                    "\uD83D".repeat(100_000),
                    "é́".repeat(100_000),
                    "-_.".repeat(100_000) + "@",
                    " \n\t".repeat(100_000))) {
                check.test(text);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }
}
