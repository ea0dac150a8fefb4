package studio.athanor.data.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static studio.athanor.data.testkit.Recipes.category;
import static studio.athanor.data.testkit.Recipes.column;
import static studio.athanor.data.testkit.Recipes.row;
import static studio.athanor.data.testkit.Recipes.rows;
import static studio.athanor.data.testkit.Recipes.text;

import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ColumnKind.Score.Pair;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.Weighted;
import studio.athanor.data.row.Rejection;
import studio.athanor.data.row.Row;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.RunFigures;
import studio.athanor.data.run.RunRow;
import studio.athanor.data.run.RunStore;
import studio.athanor.data.testkit.FakeRunStore;
import studio.athanor.data.testkit.Recipes;
import studio.athanor.data.testkit.RunningJob;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Jobs;

class ReportTest {

    private static final Path FOLDER = Path.of("run");

    @Test
    void countsWhatTheRecipeNamesAndWhatElseOccurs() throws Exception {
        Recipe recipe = Recipes.of(column(
                "pet",
                new ColumnKind.Category(List.of(
                        new Weighted(new JsonPrimitive("cat"), 3),
                        new Weighted(new JsonPrimitive("dog"), 1),
                        new Weighted(new JsonPrimitive("ghost"), 0)))));
        Report report = report(recipe, rows("pet", "\"cat\"", "\"cat\"", "\"newt\"", "null"));

        CategoryCoverage pets = report.categories().getFirst();
        assertThat(pets.seen()).isEqualTo(1);
        assertThat(pets.possible()).isEqualTo(2);
        assertThat(pets.rows()).isEqualTo(3);
        assertThat(pets.values())
                .containsExactly(
                        new CategoryCoverage.ValueCount("cat", 2, OptionalDouble.of(0.75)),
                        new CategoryCoverage.ValueCount("dog", 0, OptionalDouble.of(0.25)),
                        new CategoryCoverage.ValueCount("newt", 1, OptionalDouble.empty()));
        assertThat(report.cross()).isEmpty();
        assertThat(ReportMarkdown.of(report))
                .contains("`pet`: 1 of 2 values occur, in 3 of 4 rows.")
                .contains("| cat | 2 | 66.7 % | 75.0 % |");
    }

    @Test
    void expectsNothingByWeightsWhereAQuotaDecides() throws Exception {
        Recipe recipe = Recipes.withQuota(Recipes.of(column("pet", category("cat", "dog"))), "pet", Map.of("cat", 3L));
        Report report = report(recipe, rows("pet", "\"cat\"", "\"cat\"", "\"cat\"", "\"dog\""));

        assertThat(report.categories().getFirst().values())
                .containsExactly(
                        new CategoryCoverage.ValueCount("cat", 3, OptionalDouble.empty()),
                        new CategoryCoverage.ValueCount("dog", 1, OptionalDouble.empty()));
    }

    @Test
    void findsCombinationsThatAreMissing() throws Exception {
        SequencedMap<String, List<Weighted>> breeds = new LinkedHashMap<>();
        breeds.put("cat", category("tabby", "manx").values());
        breeds.put("dog", category("pug").values());
        Recipe recipe = Recipes.of(
                column("breed", new ColumnKind.Subcategory("pet", breeds)),
                column("pet", category("cat", "dog")),
                column("home", category("yes", "no")));
        Report report = report(
                recipe,
                List.of(
                        row(0, "pet", "\"cat\"", "breed", "\"manx\"", "home", "\"yes\""),
                        row(1, "pet", "\"cat\"", "breed", "\"manx\"", "home", "\"yes\""),
                        row(2, "pet", "\"dog\"", "breed", "\"pug\"", "home", "\"no\"")));

        CrossCoverage cross = report.cross().orElseThrow();
        assertThat(cross.columns()).containsExactly("pet", "home", "breed");
        assertThat(cross.possible()).isEqualTo(6);
        assertThat(cross.seen()).isEqualTo(2);
        assertThat(cross.missing())
                .containsExactlyInAnyOrder(
                        List.of("cat", "yes", "tabby"),
                        List.of("cat", "no", "tabby"),
                        List.of("cat", "no", "manx"),
                        List.of("dog", "yes", "pug"));
    }

    @Test
    void doesNotLookThroughBillionsOfCombinations() throws Exception {
        String[] values = new String[200];
        for (int i = 0; i < values.length; i++) {
            values[i] = "v" + i;
        }
        Recipe recipe = Recipes.of(
                column("a", category(values)),
                column("b", category(values)),
                column("c", category(values)),
                column("d", category(values)));
        Report report = report(recipe, List.of(row(0, "a", "\"v1\"", "b", "\"v1\"", "c", "\"v1\"", "d", "\"v1\"")));
        assertThat(report.cross())
                .contains(new CrossCoverage(List.of("a", "b", "c", "d"), 1, 1_600_000_000, List.of()));
    }

    @Test
    void findsRowsThatAreThereTwiceOrNearly() throws Exception {
        Random random = new Random(4);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            texts.add(words(random, 60));
        }
        texts.add(texts.get(7).toUpperCase(Locale.ROOT) + "!");
        texts.add(texts.get(9) + " extra");
        Report report = report(
                Recipes.of(column("text", text())),
                rows("text", texts.stream().map(text -> "\"" + text + "\"").toArray(String[]::new)));

        assertThat(report.duplicates().exact().count()).isEqualTo(1);
        assertThat(report.duplicates().exact().of()).isEqualTo(302);
        assertThat(report.duplicates().near().count()).isEqualTo(2);
        assertThat(report.duplicates().pairs())
                .extracting(Duplicates.Pair::row, Duplicates.Pair::earlier)
                .containsExactly(tuple(300L, 7L), tuple(301L, 9L));
    }

    @Test
    void summarizesJudges() throws Exception {
        SequencedMap<String, String> criteria = new LinkedHashMap<>(Map.of("clear", "Is it clear?"));
        ColumnKind.Score judged = new ColumnKind.Score(
                List.of("writer", "other"), Recipes.call(), criteria, 1, 5, false, Optional.empty());
        ColumnKind.Score compared = new ColumnKind.Score(
                List.of("writer"), Recipes.call(), criteria, 1, 5, false, Optional.of(new Pair("a", "b")));
        Report report = report(
                Recipes.of(column("quality", judged), column("better", compared)),
                List.of(
                        verdicts(0, 4, 1.0, "first", true),
                        verdicts(1, 2, 0.5, "second", true),
                        verdicts(2, 3, 1.0, "first", true),
                        verdicts(3, 3, 0.5, "tie", false)));

        ScoreFigures quality = report.scores().getFirst();
        assertThat(quality.criteria()).extracting(ScoreFigures.Criterion::name).containsExactly("clear", "score");
        Mean mean = quality.criteria().getFirst().mean();
        assertThat(mean.mean()).isEqualTo(3);
        assertThat(mean.standardDeviation()).isCloseTo(0.8165, within(0.0001));
        assertThat(mean.interval().orElseThrow().low()).isCloseTo(1.70, within(0.01));
        assertThat(quality.criteria().getFirst().counts())
                .containsExactly(Map.entry(2.0, 1L), Map.entry(3.0, 2L), Map.entry(4.0, 1L));
        assertThat(quality.agreement().orElseThrow().mean()).isEqualTo(0.75);
        ScoreFigures.Comparison comparison =
                report.scores().getLast().comparison().orElseThrow();
        assertThat(comparison.first().value()).isEqualTo(0.5);
        assertThat(comparison.tie().count()).isEqualTo(1);
        assertThat(comparison.consistent().value()).isEqualTo(0.75);
    }

    @Test
    void seesThatTextsGrowShorter() throws Exception {
        Random random = new Random(6);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            texts.add("\"" + words(random, i < 100 ? 30 + random.nextInt(5) : 10 + random.nextInt(5)) + "\"");
        }
        Report report = report(Recipes.of(column("text", text())), rows("text", texts.toArray(String[]::new)));

        Trend words = report.trends().getFirst();
        assertThat(words.what()).isEqualTo("words of text");
        assertThat(words.first()).isBetween(30.0, 35.0);
        assertThat(words.last()).isBetween(10.0, 15.0);
        assertThat(words.difference().orElseThrow().high()).isNegative();
        assertThat(report.trends().getLast().what()).isEqualTo("distinct word pairs of text");
    }

    @Test
    void dividesWhatTheRunCostAndCountsWhatFailed() throws Exception {
        SequencedMap<String, Long> attempts = new LinkedHashMap<>();
        attempts.put("schema", 4L);
        attempts.put("novelty", 2L);
        List<RunRow> rows = new ArrayList<>(rows("text", "\"a b\"", "\"c d e\""));
        rows.add(rejected(2, "text", "novelty"));
        rows.add(rejected(3, "", "expression"));
        rows.add(rejected(4, "text", "novelty"));
        RunStore store = FakeRunStore.of(Recipes.of(column("text", text())), FOLDER, rows)
                .withFigures(new RunFigures(2, 2, 3, attempts, 1_000, 900, 40, 6, OptionalDouble.of(0.01)))
                .withCells(number -> List.of(new Cell(
                        number,
                        0,
                        "text",
                        new JsonPrimitive("x"),
                        "p",
                        "o",
                        "writer",
                        1,
                        "",
                        100,
                        90,
                        5 + (int) number,
                        12)));
        Report report = RunningJob.run(Report.of(store));

        assertThat(report.rows()).isEqualTo(2);
        assertThat(report.rejections().attempts()).containsExactly(Map.entry("schema", 4L), Map.entry("novelty", 2L));
        assertThat(report.rejections().rows())
                .containsExactly(
                        new Rejections.GivenUp("text", "novelty", 2), new Rejections.GivenUp("", "expression", 1));
        assertThat(report.cost().seconds()).isEqualTo(3);
        assertThat(report.cost().computedTokens()).isEqualTo(50);
        assertThat(report.cost().joules().orElse(0)).isCloseTo(18, within(1e-9));
        assertThat(report.cost().columns()).containsExactly(new RowCost.ColumnCost("text", 2, 100, 5.5, 12));
        assertThat(report.texts().getFirst().words().mean()).isEqualTo(2.5);
        assertThat(report.texts().getFirst().tokens().orElseThrow().max()).isEqualTo(6);
    }

    @Test
    void readsConversationsAndObjectsAsText() throws Exception {
        Recipe recipe = Recipes.of(
                column("talk", new ColumnKind.Conversation(Recipes.call(), Recipes.call(), 1, 1)),
                column("facts", new ColumnKind.Structured(Recipes.call(), "{}")),
                column("vector", new ColumnKind.Embedding("writer", "x")));
        Report report = report(
                recipe,
                List.of(row(
                        0,
                        "talk",
                        "[{\"role\":\"user\",\"content\":\"one two\"},{\"role\":\"assistant\",\"content\":\"three\"}]",
                        "facts",
                        "{\"a\":[\"x y\",5],\"b\":{\"c\":\"z\"}}",
                        "vector",
                        "[1,2]")));
        assertThat(report.texts()).extracting(text -> text.words().max()).containsExactly(3L, 3L);
        assertThat(report.vectors()).containsExactly(new VectorFigures("vector", 1, 1));
    }

    @Test
    void reportsARunWithoutRows() throws Exception {
        Report report = report(Recipes.of(column("pet", category("cat")), column("text", text())), List.of());
        assertThat(report.rows()).isZero();
        assertThat(report.trends()).isEmpty();
        assertThat(ReportMarkdown.of(report)).contains("0 accepted rows");
        assertThat(ReportJson.of(report).get("rows").getAsInt()).isZero();
    }

    @Test
    void isWrittenForPeopleAndPrograms() throws Exception {
        List<RunRow> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(
                    row(i, "pet", i % 2 == 0 ? "\"cat\"" : "\"a|b\"", "text", "\"one two " + i + "\"", "home", "true"));
        }
        Report report = report(
                Recipes.of(
                        column("pet", category("cat", "a|b")),
                        column("home", new ColumnKind.Bernoulli(0.5)),
                        column("text", text())),
                rows);
        assertThat(ReportMarkdown.of(report))
                .contains("# Report: tickets")
                .contains("`pet`: 2 of 2 values occur.")
                .contains("| a\\|b | 20 | 50.0 % | 50.0 % |")
                .contains("Combinations of pet, home: 2 of 4 occur.")
                .contains("| words | 3.000 | 3 | 3 | 3 | 3 | 3 |")
                .contains("| words of text | 3.000 | 3.000 | none that is clear: 0.000 to 0.000 |")
                .contains("| joules | no device told |");
        assertThat(ReportJson.of(report).keySet())
                .containsExactly(
                        "recipe",
                        "recipe_hash",
                        "rows",
                        "categories",
                        "cross",
                        "texts",
                        "duplicates",
                        "vectors",
                        "scores",
                        "trends",
                        "rejections",
                        "cost");
        assertThat(report)
                .isEqualTo(report(
                        Recipes.of(
                                column("pet", category("cat", "a|b")),
                                column("home", new ColumnKind.Bernoulli(0.5)),
                                column("text", text())),
                        rows));
    }

    @Test
    void endsWhenCancelled() throws Exception {
        CountDownLatch under = new CountDownLatch(1);
        RunStore store = new FakeRunStore(Recipes.of(column("text", text())), FOLDER, 100_000_000, number -> {
            if (number == 1_000) {
                under.countDown();
            }
            return row(number, "text", "\"word\"");
        });
        try (Jobs jobs = new Jobs()) {
            Job<Report> job = jobs.start("report", Report.of(store));
            assertThat(under.await(20, TimeUnit.SECONDS)).isTrue();
            job.cancel();
            assertThatThrownBy(() -> job.result().get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        }
    }

    private static Report report(Recipe recipe, List<RunRow> rows) throws Exception {
        return RunningJob.run(Report.of(FakeRunStore.of(recipe, FOLDER, rows)));
    }

    private static RunRow verdicts(long number, int score, double agreement, String winner, boolean consistent) {
        return row(
                number,
                "quality",
                "{\"clear\":" + score + ",\"score\":" + score + ",\"agreement\":" + agreement + "}",
                "better",
                "{\"winner\":\"" + winner + "\",\"consistent\":" + consistent + ",\"agreement\":null}");
    }

    private static RunRow rejected(long number, String column, String reason) {
        return new RunRow(
                number,
                2,
                RowState.REJECTED,
                new Row(new LinkedHashMap<>()),
                Optional.of(new Rejection(column, reason, "It did not pass.", OptionalLong.empty())),
                false);
    }

    private static String words(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(Integer.toString(random.nextInt(40_000), 36));
        }
        return text.toString();
    }
}
