package studio.athanor.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.Position;

class NumericCheckTest {

    private static CheckTesting check(boolean whole) throws Exception {
        return new CheckTesting(
                new RowCheck.Numeric(OptionalDouble.of(1), OptionalDouble.of(10.5), whole, Position.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "10.5", "5", "5.0", "1e1", "\"7\"", "\" 7.25 \"", "1.0000000000000001"})
    void acceptsNumbersWithinBounds(String json) throws Exception {
        try (CheckTesting check = check(false)) {
            assertThat(check.test(JsonParser.parseString(json))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.9999999999999999999",
                "10.6",
                "-5",
                "1e9",
                "\"seven\"",
                "\"\"",
                "\"7 apples\"",
                "true",
                "[5]",
                "{}",
                "\"NaN\"",
                "\"Infinity\"",
                "\"0x5\"",
                "\"1e99999999999\"",
                "1e999999999"
            })
    void refusesOthers(String json) throws Exception {
        try (CheckTesting check = check(false)) {
            assertThat(check.test(JsonParser.parseString(json)))
                    .hasValueSatisfying(
                            rejection -> assertThat(rejection.reason()).isEqualTo("numeric"));
        }
    }

    @ParameterizedTest
    @CsvSource({"5, true", "5.0, true", "5e0, true", "50e-1, true", "5.5, false", "5.0000000000000000001, false"})
    void asksForWholeNumbers(String json, boolean passes) throws Exception {
        try (CheckTesting check = check(true)) {
            assertThat(check.test(JsonParser.parseString(json)).isEmpty()).isEqualTo(passes);
        }
    }

    @Test
    void saysWhatWasFoundAndAsked() throws Exception {
        try (CheckTesting check = check(true)) {
            assertThat(check.detail("11")).isEqualTo("The number is 11; a whole number from 1 to 10.5 is asked for.");
            assertThat(check.detail("x"))
                    .isEqualTo("\"x\" is not a number; a whole number from 1 to 10.5 is asked for.");
        }
    }

    @Test
    @Timeout(5)
    void endsOnHostileNumbers() throws Exception {
        try (CheckTesting check = check(true)) {
            check.assertOf("1".repeat(200_000)).isNotEmpty();
            check.assertOf("1e-2147483647").isNotEmpty();
            check.assertOf("1e2147483647").isNotEmpty();
        }
    }
}
