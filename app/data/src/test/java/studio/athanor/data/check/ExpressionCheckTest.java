package studio.athanor.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.Position;
import studio.athanor.data.row.Rejection;

class ExpressionCheckTest {

    private static Optional<Rejection> test(String expression, String value) throws Exception {
        Map<String, JsonElement> row =
                Map.of("label", JsonParser.parseString("\"spam\""), "limit", JsonParser.parseString("3"));
        RowCheck check = new RowCheck.Expression(expression, Position.NONE);
        try (RowChecks checks = RowChecks.of(TestRecipes.ofColumn(check))) {
            return checks.column(TestRecipes.column(TestRecipes.COLUMN), JsonParser.parseString(value), row);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "value > limit ; 4 ; true",
                "value > limit ; 3 ; false",
                "answer == value ; 4 ; true",
                "value and label == 'spam' ; \"x\" ; true",
                "value ; \"\" ; false",
                "value ; \"no\" ; true",
                "value | length == 2 ; [1, 2] ; true",
                "value.a.b in ['x', 'y'] ; {\"a\":{\"b\":\"x\"}} ; true",
                "'as an ai' not in value | lower ; \"As an AI\" ; false",
                "missing is defined ; 1 ; false",
                "missing ; 1 ; false"
            })
    void asksWhetherExpressionsAreTrue(String expression, String value, boolean passes) throws Exception {
        Optional<Rejection> rejection = test(expression, value);

        assertThat(rejection.isEmpty()).isEqualTo(passes);
        if (!passes) {
            assertThat(rejection.orElseThrow().reason()).isEqualTo("expression");
        }
    }

    @Test
    void namesTheExpression() throws Exception {
        assertThat(test("value > limit", "1").orElseThrow().detail())
                .isEqualTo("The expression value > limit is not true.");
    }

    @Test
    void countsFailuresOfTheExpressionApart() throws Exception {
        Rejection rejection = test("value > limit", "\"text\"").orElseThrow();

        assertThat(rejection.reason()).isEqualTo("template");
        assertThat(rejection.detail()).startsWith("The expression value > limit failed: ");
    }

    @Test
    @Timeout(60)
    void endsOnHostileExpressions() throws Exception {
        assertThat(test("(range(100000) | list | length) * (value * 100000000)", "\"x\""))
                .isNotEmpty();
    }
}
