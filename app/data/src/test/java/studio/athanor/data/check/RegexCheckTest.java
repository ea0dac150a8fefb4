package studio.athanor.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.Position;

class RegexCheckTest {

    private static CheckTesting check(String pattern, boolean whole, boolean absent) throws Exception {
        return new CheckTesting(new RowCheck.Regex(pattern, whole, absent, Position.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "[0-9]+, abc 42 def, false, false, true",
        "[0-9]+, abc, false, false, false",
        "[0-9]+, 42, true, false, true",
        "[0-9]+, abc 42, true, false, false",
        "(?i)as an ai, As an AI model, false, true, false",
        "(?i)as an ai, A model, false, true, true",
        "[a-z]+, abc, true, true, false",
        "[a-z]+, abc1, true, true, true",
        "\\p{L}+, größe, true, false, true",
        "^$, '', true, false, true"
    })
    void findsPatterns(String pattern, String text, boolean whole, boolean absent, boolean passes) throws Exception {
        try (CheckTesting check = check(pattern, whole, absent)) {
            assertThat(check.test(text).isEmpty()).isEqualTo(passes);
        }
    }

    @Test
    void saysWhatWasFoundAndAsked() throws Exception {
        try (CheckTesting check = check("[0-9]+", false, false)) {
            assertThat(check.detail("Dear\n  you"))
                    .isEqualTo("The text does not hold a match of [0-9]+: \"Dear you\".");
        }
        try (CheckTesting check = check("x", false, true)) {
            assertThat(check.detail("x".repeat(100)))
                    .isEqualTo("The text must not hold a match of x: \"" + "x".repeat(60) + "…\".");
        }
    }

    @Test
    void looksAtJsonOfListsAndObjects() throws Exception {
        try (CheckTesting check = check("\"role\":\"user\"", false, false)) {
            assertThat(check.test(JsonParser.parseString("[{\"role\": \"user\"}]")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a*)*b", "(a|aa)+b", "(.*)*b", "(x+x+)+y|(a|a)*b", "a*a*a*a*a*a*a*a*b"})
    @Timeout(20)
    void endsWherePatternsGoBackForever(String pattern) throws Exception {
        try (CheckTesting check = check(pattern, true, false)) {
            long start = System.nanoTime();
            assertThat(check.test("a".repeat(2000)))
                    .hasValueSatisfying(
                            rejection -> assertThat(rejection.reason()).isEqualTo("regex"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    @Timeout(20)
    void passesLongTextsThroughHonestPatterns() throws Exception {
        try (CheckTesting check = check("(?s)(\\w+|\\W+)*", true, false)) {
            check.assertOf("some words, and more ".repeat(2_000)).isEmpty();
        }
    }
}
