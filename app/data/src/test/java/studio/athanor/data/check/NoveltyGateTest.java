package studio.athanor.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.recipe.RowCheck.Novelty.Method;
import studio.athanor.data.row.Position;
import studio.athanor.data.row.Rejection;

class NoveltyGateTest {

    private static final String TEXT =
            "The quick brown fox jumps over the lazy dog while the sun goes down behind the old"
                    + " barn and the farmer walks home along the narrow road that leads past the mill and the empty school.";

    private static RowCheck novelty(Method method, double threshold) {
        return new RowCheck.Novelty(method, Optional.empty(), threshold, Optional.of("embedder"), Position.NONE);
    }

    private static NoveltyGate gate(Method method, double threshold) {
        return NoveltyGate.of(TestRecipes.ofColumn(novelty(method, threshold)), (_, text) -> letters(text));
    }

    /** Stands for an embedding model: counts letters. */
    private static float[] letters(String text) {
        float[] counts = new float[26];
        text.chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> counts[c - 'a']++);
        return counts;
    }

    private static Map<String, JsonElement> row(String text) {
        return Map.of(TestRecipes.COLUMN, new JsonPrimitive(text));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void refusesTheSameTextAndNamesTheRow(Method method) throws Exception {
        NoveltyGate gate = gate(method, 0.9);
        assertThat(gate.test(row(TEXT), 3)).isEmpty();
        gate.accept(row(TEXT), 3);
        gate.accept(row("zzz"), 5);

        Rejection rejection = gate.test(row(TEXT), 9).orElseThrow();

        assertThat(rejection.reason()).isEqualTo("novelty");
        assertThat(rejection.column()).isEqualTo(TestRecipes.COLUMN);
        assertThat(rejection.near()).hasValue(3);
        assertThat(rejection.detail()).startsWith("The value of answer ").contains("row 3");
    }

    @ParameterizedTest
    @CsvSource({
        "Hello World, hello   world, true",
        "ﬁne, fine, true",
        "Ａ１, a1, true",
        "STRASSE, strasse, true",
        "café, cafe\u0301, true",
        "a b, ab, false",
        "a., a, false"
    })
    void comparesExactTextsWithoutCaseBlanksAndForms(String one, String other, boolean same) throws Exception {
        NoveltyGate gate = gate(Method.EXACT, 1);
        gate.accept(row(one), 0);

        assertThat(gate.test(row(other), 1).isPresent()).isEqualTo(same);
    }

    @Test
    void remembersManyExactTexts() throws Exception {
        NoveltyGate gate = gate(Method.EXACT, 1);
        for (int i = 0; i < 20_000; i++) {
            assertThat(gate.test(row("text " + i), i)).isEmpty();
            gate.accept(row("text " + i), i);
        }
        for (int i = 0; i < 20_000; i++) {
            assertThat(gate.test(row("TEXT  " + i), i).orElseThrow().near()).hasValue(i);
        }
    }

    @Test
    void refusesAlmostTheSameText() throws Exception {
        NoveltyGate gate = gate(Method.MINHASH, 0.6);
        gate.accept(row(TEXT), 0);

        assertThat(gate.test(row(TEXT.replace("empty school", "old church")), 1))
                .isPresent();
        assertThat(gate.test(row(TEXT.toUpperCase(Locale.ROOT).replace(",", "")), 1))
                .isPresent();
        assertThat(gate.test(
                        row("A different story begins in a harbour town where nobody has seen a fox for years."), 1))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "今天早上开往海边的火车又晚点了乘客们都很生气, 今天早上开往海边的火车又晚点了乘客们都很高兴, true",
        "今天早上开往海边的火车又晚点了乘客们都很生气, 我们的邻居在旧谷仓后面种了两棵苹果树, false",
        "Reset password, reset  PASSWORD, true",
        "Reset my password, Reset my passwords, true",
        "Reset my password, Delete the account, false",
        "!!!, !!!, true",
        "!!!, ???, false"
    })
    void comparesShortTextsAndThoseWithoutBlanks(String one, String other, boolean alike) throws Exception {
        NoveltyGate gate = gate(Method.MINHASH, 0.5);
        gate.accept(row(one), 0);

        assertThat(gate.test(row(other), 1).isPresent()).isEqualTo(alike);
    }

    @Test
    void namesTheMostSimilarRowAndTheEarlierOfEquals() throws Exception {
        NoveltyGate gate = gate(Method.MINHASH, 0.3);
        gate.accept(row(TEXT.replace("lazy dog", "tired cat").replace("narrow road", "broad street")), 10);
        gate.accept(row(TEXT), 20);
        gate.accept(row(TEXT), 30);

        assertThat(gate.test(row(TEXT), 40).orElseThrow().near()).hasValue(20);
        assertThat(gate.test(row(TEXT), 40).orElseThrow().detail())
                .isEqualTo("The value of answer is 1.00 like row 20; less than 0.3 is asked for.");
    }

    @Test
    void comparesVectorsOfAColumnWithoutAskingAModel() throws Exception {
        RowCheck check =
                new RowCheck.Novelty(Method.EMBEDDING, Optional.of("vector"), 0.95, Optional.empty(), Position.NONE);
        NoveltyGate gate =
                NoveltyGate.of(TestRecipes.of(List.of(TestRecipes.column("vector")), List.of(check)), (_, _) -> {
                    throw new AssertionError("no model");
                });
        gate.accept(Map.of("vector", JsonParser.parseString("[1, 0, 0]")), 0);
        gate.accept(Map.of("vector", JsonParser.parseString("[0, 0, 0]")), 1);

        assertThat(gate.test(Map.of("vector", JsonParser.parseString("[5, 0.1, 0]")), 2)
                        .orElseThrow()
                        .near())
                .hasValue(0);
        assertThat(gate.test(Map.of("vector", JsonParser.parseString("[1, 1, 0]")), 2))
                .isEmpty();
        assertThat(gate.test(Map.of("vector", JsonParser.parseString("[0, 0, 0]")), 2))
                .isEmpty();
    }

    @Test
    void embedsARowOnce() throws Exception {
        List<String> asked = new ArrayList<>();
        NoveltyGate gate = NoveltyGate.of(TestRecipes.ofColumn(novelty(Method.EMBEDDING, 0.9)), (slot, text) -> {
            asked.add(slot + ": " + text);
            return letters(text);
        });
        gate.test(row("Some text"), 0);
        gate.accept(row("Some text"), 0);

        assertThat(asked).containsExactly("embedder: Some text");
    }

    @Test
    void comparesWholeRowsByWhatIsKept() throws Exception {
        NoveltyGate gate = NoveltyGate.of(
                TestRecipes.of(
                        List.of(TestRecipes.column("a"), TestRecipes.column("b")), List.of(novelty(Method.EXACT, 1))),
                (_, text) -> letters(text));
        Map<String, JsonElement> first = Map.of("a", new JsonPrimitive("x"), "b", new JsonPrimitive("y"));
        gate.accept(first, 0);

        Rejection rejection = gate.test(first, 1).orElseThrow();
        assertThat(rejection.column()).isEmpty();
        assertThat(rejection.detail()).isEqualTo("The row is the same as in row 0; a new one is asked for.");
        assertThat(gate.test(Map.of("a", new JsonPrimitive("x"), "b", new JsonPrimitive("z")), 1))
                .isEmpty();
    }

    @Test
    void doesNotCompareWhatWasLeftOut() throws Exception {
        NoveltyGate gate = gate(Method.EXACT, 1);
        Map<String, JsonElement> absent = Map.of(TestRecipes.COLUMN, JsonNull.INSTANCE);
        gate.accept(absent, 0);
        gate.accept(Map.of(), 1);

        assertThat(gate.test(absent, 2)).isEmpty();
        assertThat(gate.test(Map.of(), 2)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void answersAlikeAfterItsRowsAreReplayed(Method method) throws Exception {
        NoveltyGate first = gate(method, 0.7);
        List<Map<String, JsonElement>> accepted = new ArrayList<>();
        List<Optional<Rejection>> answers = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            Map<String, JsonElement> row = row(TEXT.substring(0, 40 + i % 140) + " " + Integer.toString(i * i, 36));
            Optional<Rejection> answer = first.test(row, accepted.size());
            answers.add(answer);
            if (answer.isEmpty()) {
                first.accept(row, accepted.size());
                accepted.add(row);
            }
            if (i == 400) {
                first = gate(method, 0.7);
                for (int row2 = 0; row2 < accepted.size(); row2++) {
                    first.accept(accepted.get(row2), row2);
                }
            }
        }
        NoveltyGate second = gate(method, 0.7);
        int rows = 0;
        for (int i = 0; i < 600; i++) {
            Map<String, JsonElement> row = row(TEXT.substring(0, 40 + i % 140) + " " + Integer.toString(i * i, 36));
            assertThat(second.test(row, rows)).isEqualTo(answers.get(i));
            if (answers.get(i).isEmpty()) {
                second.accept(row, rows++);
            }
        }
    }

    @Test
    @Timeout(60)
    void endsOnHostileTexts() throws Exception {
        for (Method method : Method.values()) {
            NoveltyGate gate = gate(method, 0.8);
            int row = 0;
            for (String text : List.of(
                    "", " ", "a".repeat(500_000), "a ".repeat(200_000), "\uD83D".repeat(1000), "́".repeat(100_000))) {
                gate.test(row(text), row);
                gate.accept(row(text), row++);
            }
        }
    }
}
