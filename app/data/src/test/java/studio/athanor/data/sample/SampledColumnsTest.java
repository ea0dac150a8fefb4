package studio.athanor.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.athanor.data.DataException;
import studio.athanor.data.documents.Chunk;
import studio.athanor.data.documents.Chunks;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.SourceFile;
import studio.athanor.data.recipe.Weighted;
import studio.athanor.data.row.Position;
import studio.athanor.data.row.Row;
import studio.athanor.data.row.ValueType;
import studio.athanor.engines.chattemplate.jinja.TemplateException;

final class SampledColumnsTest {

    private static final OptionalDouble NONE = OptionalDouble.empty();
    private static final OptionalInt ALL = OptionalInt.empty();

    private static ColumnKind category(String... values) {
        return new ColumnKind.Category(Stream.of(values)
                .map(each -> new Weighted(new JsonPrimitive(each), 1))
                .toList());
    }

    static Stream<Arguments> goldenValues() {
        return Stream.of(
                Arguments.of(category("red", "green", "blue"), "[\"green\", \"green\", \"red\"]"),
                Arguments.of(
                        new ColumnKind.Uniform(0, 1, ALL),
                        "[0.46702039810462836, 0.6024772852335835, 0.08179585113398169]"),
                Arguments.of(new ColumnKind.Uniform(10, 20, OptionalInt.of(2)), "[14.67, 16.03, 10.81]"),
                Arguments.of(
                        new ColumnKind.Normal(0, 1, NONE, NONE, ALL),
                        "[-0.34665381023791997, -1.3565101289943382, 0.31455078877954057]"),
                Arguments.of(
                        new ColumnKind.Normal(40, 12, OptionalDouble.of(18), NONE, OptionalInt.of(0)), "[36, 24, 44]"),
                Arguments.of(new ColumnKind.Poisson(3), "[5, 4, 3]"),
                Arguments.of(new ColumnKind.Poisson(500), "[498, 507, 462]"),
                Arguments.of(new ColumnKind.Bernoulli(0.5), "[true, false, true]"),
                Arguments.of(
                        new ColumnKind.IntegerRange(Long.MIN_VALUE, Long.MAX_VALUE),
                        "[-608366275816746805, 1890372254072450584, -7714504904694968482]"),
                Arguments.of(new ColumnKind.IntegerRange(1, 6), "[3, 4, 1]"),
                Arguments.of(
                        new ColumnKind.DateTime(
                                Instant.parse("2020-01-01T00:00:00Z"),
                                Instant.parse("2026-01-01T00:00:00Z"),
                                ChronoUnit.SECONDS),
                        "[\"2022-10-20T17:00:32Z\", \"2023-08-13T15:07:30Z\", \"2020-06-28T07:06:58Z\"]"),
                Arguments.of(
                        new ColumnKind.RandomUuid("id-"),
                        "[\"id-778ea618-6c9d-40cb-b333-5c69fcd0e343\", \"id-9a3bf38c-a93e-4e18-bde6-f7f10f80e3f4\", \"id-14f092a9-91a5-4f5e-a343-1f1d550868ac\"]"),
                Arguments.of(
                        new ColumnKind.Person(List.of("en-US"), Optional.empty(), 18, 80),
                        "[{\"first_name\":\"John\",\"last_name\":\"Rogers\",\"name\":\"John Rogers\",\"sex\":\"male\",\"ag"
                                + "e\":60,\"locale\":\"en-US\",\"city\":\"Los Angeles\",\"street\":\"373 River Road\",\"email\":\"r"
                                + "ogers.john@example.org\",\"phone\":\"(503) 555-0169\",\"occupation\":\"civil engineer\"},"
                                + " {\"first_name\":\"Rachel\",\"last_name\":\"Martinez\",\"name\":\"Rachel Martinez\",\"sex\":\"f"
                                + "emale\",\"age\":61,\"locale\":\"en-US\",\"city\":\"Raleigh\",\"street\":\"348 Spring Street Ap"
                                + "t 20\",\"email\":\"rachel.martinez67@example.org\",\"phone\":\"(615) 555-0118\",\"occupati"
                                + "on\":\"welder\"}, {\"first_name\":\"Samuel\",\"last_name\":\"Lewis\",\"name\":\"Samuel Lewis\","
                                + "\"sex\":\"male\",\"age\":72,\"locale\":\"en-US\",\"city\":\"Baltimore\",\"street\":\"30 Highland "
                                + "Avenue Apt 13\",\"email\":\"samuel.lewis24@example.org\",\"phone\":\"(503) 555-0160\",\"oc"
                                + "cupation\":\"retired\"}]"));
    }

    @ParameterizedTest
    @MethodSource("goldenValues")
    void givesTheValuesThatItGaveOnTheFirstDay(ColumnKind kind, String values) {
        assertThat(SampledRecipe.values(kind, 3).toString()).isEqualTo(values);
    }

    @Test
    void aCellIsTheSameWheneverAndInWhateverOrderItIsMade() throws Exception {
        SampledRecipe recipe = new SampledRecipe()
                .column("kind", category("a", "b", "c"))
                .column("size", new ColumnKind.Normal(5, 2, NONE, NONE, ALL))
                .column("who", new ColumnKind.Person(List.of("de-DE", "ja-JP"), Optional.empty(), 0, 99));
        try (SampledColumns first = recipe.open();
                SampledColumns second = recipe.open();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Row>> backwards = IntStream.range(0, 200)
                    .mapToObj(i -> threads.submit(() -> recipe.row(second, 199 - i, i % 3)))
                    .toList();
            for (int i = 0; i < 200; i++) {
                assertThat(backwards.get(i).get()).isEqualTo(recipe.row(first, 199 - i, i % 3));
            }
        }
    }

    @Test
    void anAttemptARowAnotherRecipeAndAnotherColumnGiveOtherValues() throws Exception {
        ColumnKind kind = new ColumnKind.IntegerRange(0, Long.MAX_VALUE);
        SampledRecipe recipe = new SampledRecipe().column("x", kind).column("y", kind);
        try (SampledColumns columns = recipe.open()) {
            var x = recipe.recipe().columns().getFirst();
            var y = recipe.recipe().columns().getLast();
            assertThat(List.of(
                            columns.value(x, 0, 0, "hash", Map.of()),
                            columns.value(x, 0, 1, "hash", Map.of()),
                            columns.value(x, 1, 0, "hash", Map.of()),
                            columns.value(y, 0, 0, "hash", Map.of()),
                            columns.value(x, 0, 0, "other", Map.of())))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void valuesAreTheCallersOwn() throws Exception {
        JsonArray list = new JsonArray();
        list.add("a");
        SampledRecipe recipe = new SampledRecipe().column("x", new ColumnKind.Category(List.of(new Weighted(list, 1))));
        try (SampledColumns columns = recipe.open()) {
            recipe.row(columns, 0, 0).get("x").getAsJsonArray().add("b");
            assertThat(recipe.row(columns, 0, 0).values()).hasToString("{x=[\"a\"]}");
        }
    }

    @Test
    void expressionsAreReadAsTheirType() throws Exception {
        SampledRecipe recipe = new SampledRecipe()
                .column("n", new ColumnKind.IntegerRange(4, 4))
                .column("text", new ColumnKind.Expression(" {{ n }} apples", ValueType.TEXT))
                .column("twice", new ColumnKind.Expression(" {{ n * 2 }} ", ValueType.INTEGER))
                .column("half", new ColumnKind.Expression("{{ n / 8 }}", ValueType.NUMBER))
                .column("many", new ColumnKind.Expression("{{ n > 3 }}", ValueType.BOOLEAN))
                .column("list", new ColumnKind.Expression("{{ [n, 'x'] | tojson }}", ValueType.JSON))
                .column("words", new ColumnKind.Expression("[\"a\", \"{{ n }}\"]", ValueType.TEXTS))
                .column("vector", new ColumnKind.Expression("[1, {{ n }}.5]", ValueType.VECTOR))
                .column("time", new ColumnKind.Expression("2026-11-28T10:0{{ n }}:00+01:00", ValueType.TIMESTAMP))
                .column("none", new ColumnKind.Expression("{% if n < 0 %}{{ n }}{% endif %}", ValueType.INTEGER));
        try (SampledColumns columns = recipe.open()) {
            assertThat(recipe.row(columns, 0, 0).values())
                    .hasToString("{n=4, text=\" 4 apples\", twice=8, half=0.5, many=true, list=[4,\"x\"],"
                            + " words=[\"a\",\"4\"], vector=[1,4.5], time=\"2026-11-28T09:04:00Z\", none=null}");
        }
    }

    static Stream<Arguments> wrongTexts() {
        return Stream.of(
                Arguments.of("1.5", ValueType.INTEGER),
                Arguments.of("99999999999999999999", ValueType.INTEGER),
                Arguments.of("NaN", ValueType.NUMBER),
                Arguments.of("1e999", ValueType.NUMBER),
                Arguments.of("\"1\"", ValueType.NUMBER),
                Arguments.of("yes", ValueType.BOOLEAN),
                Arguments.of("2026-11-28", ValueType.TIMESTAMP),
                Arguments.of("1-1-1-1-1", ValueType.UUID),
                Arguments.of("[1, \"2\"]", ValueType.VECTOR),
                Arguments.of("['a']", ValueType.TEXTS),
                Arguments.of("[\"a\", null]", ValueType.TEXTS),
                Arguments.of("[1]", ValueType.MESSAGES),
                Arguments.of("{a: 1}", ValueType.JSON),
                Arguments.of("{} {}", ValueType.JSON));
    }

    @ParameterizedTest
    @MethodSource("wrongTexts")
    void aTextThatIsNotOfItsTypeIsTold(String text, ValueType type) throws Exception {
        SampledRecipe recipe = new SampledRecipe().column("x", new ColumnKind.Expression("{{ y }}", type));
        try (SampledColumns columns = recipe.open()) {
            var column = recipe.recipe().columns().getFirst();
            Map<String, JsonElement> soFar = Map.of("y", new JsonPrimitive(text));
            assertThatThrownBy(() -> columns.value(column, 0, 0, "hash", soFar))
                    .isInstanceOf(TemplateException.Failed.class)
                    .hasMessageContaining(text);
        }
    }

    static Stream<Arguments> unfitColumns() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return Stream.of(
                Arguments.of(new ColumnKind.Category(List.of()), "values", "add up to 0"),
                Arguments.of(
                        new ColumnKind.Category(List.of(new Weighted(new JsonPrimitive("a"), -1))), "values", "-1.0"),
                Arguments.of(
                        new ColumnKind.Category(List.of(new Weighted(new JsonPrimitive("a"), Double.NaN))),
                        "values",
                        "NaN"),
                Arguments.of(new ColumnKind.Uniform(2, 1, ALL), "low", "between 2.0 and 1.0"),
                Arguments.of(
                        new ColumnKind.Uniform(-Double.MAX_VALUE, Double.MAX_VALUE, ALL), "low", "Let low be at most"),
                Arguments.of(new ColumnKind.Uniform(0.01, 0.02, OptionalInt.of(1)), "decimals", "Allow more"),
                Arguments.of(new ColumnKind.Uniform(0, 1, OptionalInt.of(-1)), "decimals", "-1"),
                Arguments.of(new ColumnKind.Normal(0, -1, NONE, NONE, ALL), "standardDeviation", "-1.0"),
                Arguments.of(new ColumnKind.Normal(Double.NaN, 1, NONE, NONE, ALL), "mean", "NaN"),
                Arguments.of(new ColumnKind.Normal(0, 1, OptionalDouble.of(5), NONE, ALL), "min", "Widen the bounds"),
                Arguments.of(
                        new ColumnKind.Normal(0, 1, OptionalDouble.of(2), OptionalDouble.of(1), ALL),
                        "min",
                        "Widen the bounds"),
                Arguments.of(new ColumnKind.Poisson(-1), "mean", "-1.0"),
                Arguments.of(new ColumnKind.Bernoulli(1.5), "probability", "1.5"),
                Arguments.of(new ColumnKind.IntegerRange(2, 1), "low", "from 2 to 1"),
                Arguments.of(new ColumnKind.DateTime(now, now, ChronoUnit.DAYS), "to", "Let the end be later"),
                Arguments.of(
                        new ColumnKind.DateTime(now.plusSeconds(1), now.plusSeconds(2), ChronoUnit.DAYS), "to", "days"),
                Arguments.of(new ColumnKind.DateTime(now, now.plusSeconds(1), ChronoUnit.DECADES), "unit", "Decades"),
                Arguments.of(new ColumnKind.Person(List.of("xx-XX"), Optional.empty(), 18, 80), "locales", "pl-PL"),
                Arguments.of(new ColumnKind.Person(List.of(), Optional.of("other"), 18, 80), "sex", "female or male"),
                Arguments.of(new ColumnKind.Person(List.of(), Optional.empty(), 80, 18), "minAge", "80 to 18"),
                Arguments.of(new ColumnKind.Chunk("words"), "field", "tokens"),
                Arguments.of(new ColumnKind.Expression("{{ a", ValueType.TEXT), "template", "Line 1"),
                Arguments.of(
                        new ColumnKind.Pick("nowhere", Optional.empty(), ColumnKind.Pick.Order.IN_ORDER),
                        "source",
                        "nowhere"));
    }

    @ParameterizedTest
    @MethodSource("unfitColumns")
    void aColumnThatNothingCanBeDrawnFromIsToldBeforeTheRun(ColumnKind kind, String field, String words) {
        SampledRecipe recipe = new SampledRecipe().column("good", category("a")).column("bad", kind);
        assertThatThrownBy(recipe::open)
                .asInstanceOf(type(DataException.RecipeInvalid.class))
                .satisfies(failure -> assertThat(failure.problems())
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.field()).isEqualTo("columns[1]." + field);
                            assertThat(problem.sentence())
                                    .startsWith("Column bad: ")
                                    .contains(words);
                            assertThat(problem.at()).isEqualTo(new Position(7, 3));
                        }));
    }

    @Test
    void allUnfitColumnsAreToldAtOnce() {
        SampledRecipe recipe = new SampledRecipe()
                .column("a", new ColumnKind.Poisson(-1))
                .column("b", new ColumnKind.Bernoulli(2))
                .column("c", category("x"));
        assertThatThrownBy(recipe::open)
                .asInstanceOf(type(DataException.RecipeInvalid.class))
                .satisfies(failure -> assertThat(failure.problems()).hasSize(2));
    }

    @Test
    void aParentWithoutAListStopsTheRun() throws Exception {
        LinkedHashMap<String, List<Weighted>> lists = new LinkedHashMap<>();
        lists.put("fruit", List.of(new Weighted(new JsonPrimitive("apple"), 1)));
        SampledRecipe recipe = new SampledRecipe().column("x", new ColumnKind.Subcategory("parent", lists));
        try (SampledColumns columns = recipe.open()) {
            var column = recipe.recipe().columns().getFirst();
            assertThatThrownBy(() -> columns.value(column, 4, 0, "hash", Map.of("parent", new JsonPrimitive("tree"))))
                    .isInstanceOf(DataException.RunStopped.class)
                    .hasMessageContaining("\"tree\"")
                    .hasMessageContaining("row 5");
            assertThat(columns.value(column, 4, 0, "hash", Map.of("parent", JsonNull.INSTANCE)))
                    .isEqualTo(JsonNull.INSTANCE);
        }
    }

    @Test
    void columnsThatModelsWriteAreNotSampled() throws Exception {
        SampledRecipe recipe = new SampledRecipe().column("x", new ColumnKind.Embedding("slot", "text"));
        try (SampledColumns columns = recipe.open()) {
            assertThatIllegalArgumentException().isThrownBy(() -> recipe.row(columns, 0, 0));
        }
    }

    @Test
    void rowsAreAboutChunksInOrder() throws Exception {
        SampledRecipe recipe = new SampledRecipe()
                .documents(3)
                .column("text", new ColumnKind.Chunk("text"))
                .column("page", new ColumnKind.Chunk("page"))
                .column("index", new ColumnKind.Chunk("index"));
        try (SampledColumns columns = recipe.open(Optional.of(new TwoChunks()))) {
            assertThat(recipe.row(columns, 2, 0).values()).hasToString("{text=\"text 0\", page=null, index=0}");
            assertThat(recipe.row(columns, 3, 5).values()).hasToString("{text=\"text 1\", page=2, index=1}");
            assertThat(columns.slots()).hasValue(6);
            assertThatThrownBy(() -> recipe.row(columns, 6, 0))
                    .isInstanceOf(DataException.RunStopped.class)
                    .hasMessageContaining("2 chunks");
        }
        try (SampledColumns without = recipe.open()) {
            assertThatThrownBy(() -> recipe.row(without, 0, 0))
                    .isInstanceOf(DataException.RunStopped.class)
                    .hasMessageContaining("no documents");
        }
    }

    private record TwoChunks() implements Chunks {
        @Override
        public long count() {
            return 2;
        }

        @Override
        public Chunk get(long index) {
            OptionalInt page = index == 0 ? OptionalInt.empty() : OptionalInt.of(2);
            return new Chunk(index, "text " + index, "", "a.md", "A", page, 100 * index, 20);
        }
    }

    @Test
    void aMissingSourceFileIsNamed() {
        SampledRecipe recipe = new SampledRecipe()
                .source("people", Path.of("no-such-file.csv"), SourceFile.Format.CSV)
                .column("x", new ColumnKind.Pick("people", Optional.empty(), ColumnKind.Pick.Order.IN_ORDER));
        assertThatThrownBy(recipe::open)
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessageContaining("no-such-file.csv");
    }
}
