package studio.athanor.data.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import studio.athanor.data.DataException;
import studio.athanor.data.Problem;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.Position;
import studio.athanor.data.row.Rejection;

class RowChecksTest {

    private static final Position AT = new Position(7, 3);

    @Test
    void passesWhatHasNoChecks() throws Exception {
        try (RowChecks checks = RowChecks.of(TestRecipes.ofColumn())) {
            assertThat(checks.column(TestRecipes.column(TestRecipes.COLUMN), text("x"), Map.of()))
                    .isEmpty();
            assertThat(checks.row(Map.of("answer", text("x")))).isEmpty();
        }
    }

    @Test
    void passesColumnsThatWereLeftOut() throws Exception {
        RowCheck length = new RowCheck.Length(RowCheck.Length.Unit.WORDS, OptionalLong.of(5), OptionalLong.empty(), AT);
        try (RowChecks checks = RowChecks.of(TestRecipes.ofColumn(length))) {
            assertThat(checks.column(TestRecipes.column(TestRecipes.COLUMN), JsonNull.INSTANCE, Map.of()))
                    .isEmpty();
        }
    }

    @Test
    void tellsTheFirstCheckThatAValueDoesNotPass() throws Exception {
        RowCheck first = new RowCheck.Regex("[a-z]+", true, false, AT);
        RowCheck second =
                new RowCheck.Length(RowCheck.Length.Unit.CHARACTERS, OptionalLong.of(3), OptionalLong.empty(), AT);
        Column column = TestRecipes.column(TestRecipes.COLUMN, first, second);
        try (RowChecks checks = RowChecks.of(TestRecipes.of(List.of(column), List.of()))) {
            assertThat(reason(checks.column(column, text("1"), Map.of()))).hasValue("regex");
            assertThat(reason(checks.column(column, text("a"), Map.of()))).hasValue("length");
            assertThat(checks.column(column, text("abc"), Map.of())).isEmpty();
        }
    }

    @Test
    void checksWholeRowsByExpressionAndSchema() throws Exception {
        List<RowCheck> ofRow = List.of(
                new RowCheck.Expression("low < high", AT),
                new RowCheck.Schema("{\"required\": [\"low\", \"high\"]}", AT));
        try (RowChecks checks = RowChecks.of(TestRecipes.of(List.of(), ofRow))) {
            assertThat(checks.row(Map.of("low", number(1), "high", number(2)))).isEmpty();
            Rejection refused =
                    checks.row(Map.of("low", number(2), "high", number(1))).orElseThrow();
            assertThat(refused.column()).isEmpty();
            assertThat(refused.reason()).isEqualTo("expression");
            assertThat(refused.near()).isEmpty();
        }
    }

    @Test
    void namesEveryCheckThatCannotBeUsed() {
        List<Column> columns = List.of(
                TestRecipes.column("a", new RowCheck.Regex("(", false, false, AT)),
                TestRecipes.column(
                        "b",
                        new RowCheck.Expression("value >", AT),
                        new RowCheck.Schema("{\"type\": \"strng\"}", AT),
                        new RowCheck.Schema("{", AT),
                        new RowCheck.Language("klingon", 0.5, AT),
                        new RowCheck.Language("de", 1.5, AT),
                        new RowCheck.Language("{{ x", 0.5, AT),
                        new RowCheck.Numeric(OptionalDouble.of(2), OptionalDouble.of(1), false, AT),
                        new RowCheck.Novelty(
                                RowCheck.Novelty.Method.MINHASH, Optional.empty(), 1.5, Optional.empty(), AT),
                        new RowCheck.Length(RowCheck.Length.Unit.WORDS, OptionalLong.of(2), OptionalLong.of(1), AT)));
        List<RowCheck> ofRow =
                List.of(new RowCheck.Regex("a", false, false, AT), new RowCheck.Parses(RowCheck.Parses.Syntax.SQL, AT));

        DataException.RecipeInvalid invalid = catchThrowableOfType(
                DataException.RecipeInvalid.class, () -> RowChecks.of(TestRecipes.of(columns, ofRow)));

        assertThat(invalid.problems())
                .extracting(Problem::field)
                .containsExactly(
                        "columns[0].checks[0]",
                        "columns[1].checks[0]",
                        "columns[1].checks[1]",
                        "columns[1].checks[2]",
                        "columns[1].checks[3]",
                        "columns[1].checks[4]",
                        "columns[1].checks[5]",
                        "columns[1].checks[6]",
                        "columns[1].checks[7]",
                        "columns[1].checks[8]",
                        "checks[0]",
                        "checks[1]");
        assertThat(invalid.problems()).allSatisfy(problem -> {
            assertThat(problem.at()).isEqualTo(AT);
            assertThat(problem.sentence()).endsWith(".").hasSizeGreaterThan(20);
        });
    }

    @Test
    void answersAlikeOnSmallAndLargeStacks() throws Exception {
        RowCheck check = new RowCheck.Regex("(a|b)*c", true, false, AT);
        try (RowChecks checks = RowChecks.of(TestRecipes.ofColumn(check))) {
            JsonElement deep = text("ab".repeat(20_000) + "c");
            Column column = TestRecipes.column(TestRecipes.COLUMN);
            for (long stack : new long[] {256 << 10, 16 << 20}) {
                Thread thread = Thread.ofPlatform()
                        .stackSize(stack)
                        .unstarted(() -> assertThat(checks.column(column, deep, Map.of()))
                                .isEmpty());
                Throwable[] thrown = new Throwable[1];
                thread.setUncaughtExceptionHandler((_, failure) -> thrown[0] = failure);
                thread.start();
                thread.join();
                assertThat(thrown[0]).isNull();
            }
        }
    }

    private static Optional<String> reason(Optional<Rejection> rejection) {
        return rejection.map(Rejection::reason);
    }

    private static JsonElement text(String text) {
        return new JsonPrimitive(text);
    }

    private static JsonElement number(int number) {
        return new JsonPrimitive(number);
    }
}
