package studio.athanor.data.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.data.DataException;
import studio.athanor.data.Problem;
import studio.athanor.data.row.Position;
import studio.athanor.data.row.ValueType;
import studio.athanor.engines.spi.text.Sampling;

final class RecipeFileTest {

    private static final Recipe FULL = RecipeTexts.read(RecipeTexts.FULL);

    @TempDir
    Path folder;

    @Test
    void readsWhatTheRecipeSaysOfItself() {
        assertThat(FULL.name()).isEqualTo("support-tickets");
        assertThat(FULL.title()).isEqualTo("Support tickets");
        assertThat(FULL.description()).isEqualTo("Tickets and answers");
        assertThat(FULL.licence()).isEqualTo("CC0-1.0");
        assertThat(FULL.seed()).isEqualTo(7);
        assertThat(FULL.rows()).isEqualTo(500);
        assertThat(FULL.attempts()).isEqualTo(4);
    }

    @Test
    void readsSlotsSourcesAndDocuments() {
        assertThat(FULL.models().keySet()).containsExactly("writer", "judge", "embedder");
        ModelSlot writer = Objects.requireNonNull(FULL.models().get("writer"));
        assertThat(writer.context()).hasValue(4096);
        assertThat(writer.gpuLayers()).hasValue(29);
        assertThat(writer.sampling())
                .isEqualTo(Sampling.builder().temperature(0.8f).topP(0.9f).build());
        assertThat(writer.at()).isEqualTo(new Position(13, 3));
        assertThat(Objects.requireNonNull(FULL.models().get("embedder")).description())
                .isEqualTo("an embedding model");
        assertThat(Objects.requireNonNull(FULL.sources().get("products")))
                .isEqualTo(new SourceFile("products", "products.csv", SourceFile.Format.CSV, new Position(18, 3)));
        assertThat(Objects.requireNonNull(FULL.sources().get("names")).format()).isEqualTo(SourceFile.Format.TEXT);
        assertThat(FULL.documents().orElseThrow())
                .isEqualTo(new DocumentSource(Optional.of("docs/"), 256, 64, 2, new Position(21, 12)));
    }

    @Test
    void readsEveryKindOfSampler() {
        assertThat(kind("label"))
                .isEqualTo(new ColumnKind.Category(List.of(weighted("billing", 2), weighted("outage", 1))));
        ColumnKind.Subcategory reason = (ColumnKind.Subcategory) kind("reason");
        assertThat(reason.parent()).isEqualTo("label");
        assertThat(reason.values().get("billing")).containsExactly(weighted("refund", 1), weighted("invoice", 3));
        assertThat(reason.values().get("outage")).containsExactly(weighted("power", 1), weighted("line", 2));
        assertThat(kind("size")).isEqualTo(new ColumnKind.Uniform(0, 1.5, OptionalInt.of(2)));
        assertThat(kind("age"))
                .isEqualTo(
                        new ColumnKind.Normal(40, 10, OptionalDouble.of(18), OptionalDouble.of(90), OptionalInt.of(0)));
        assertThat(kind("calls")).isEqualTo(new ColumnKind.Poisson(2.5));
        assertThat(kind("urgent")).isEqualTo(new ColumnKind.Bernoulli(0.25));
        assertThat(kind("floor")).isEqualTo(new ColumnKind.IntegerRange(-2, 30));
        assertThat(kind("opened"))
                .isEqualTo(new ColumnKind.DateTime(
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-06-30T10:00:00Z"),
                        ChronoUnit.MINUTES));
        assertThat(kind("id")).isEqualTo(new ColumnKind.RandomUuid("T-"));
        assertThat(kind("person"))
                .isEqualTo(new ColumnKind.Person(List.of("en-US", "de-DE"), Optional.of("female"), 20, 60));
        assertThat(kind("product"))
                .isEqualTo(new ColumnKind.Pick(
                        "products", Optional.of("name"), ColumnKind.Pick.Order.WITHOUT_REPLACEMENT));
        assertThat(kind("line"))
                .isEqualTo(new ColumnKind.Pick("names", Optional.empty(), ColumnKind.Pick.Order.WITH_REPLACEMENT));
        assertThat(kind("passage")).isEqualTo(new ColumnKind.Chunk("text"));
        assertThat(kind("page")).isEqualTo(new ColumnKind.Chunk("page"));
        assertThat(kind("hint")).isEqualTo(new ColumnKind.Expression("{{ label }}/{{ size * 2 }}", ValueType.TEXT));
        assertThat(kind("double")).isEqualTo(new ColumnKind.Expression("{{ floor * 2 }}", ValueType.INTEGER));
    }

    @Test
    void readsEveryKindThatModelsWrite() {
        ModelCall ticket = ((ColumnKind.Text) kind("ticket")).call();
        assertThat(ticket.system()).contains("You write tickets.");
        assertThat(ticket.prompt()).isEqualTo("Write a ticket about {{ label }}\nby {{ person.name }}.\n");
        assertThat(ticket.maxTokens()).isEqualTo(200);
        assertThat(ticket.sampling().orElseThrow().temperature()).isEqualTo(1);
        assertThat(ticket.sampling().orElseThrow().topP())
                .as("what the column does not say is the slot's")
                .isEqualTo(0.9f);
        assertThat(ticket.sampling().orElseThrow().logitBias()).containsEntry("42", -1.5f);
        ColumnKind.Structured answer = (ColumnKind.Structured) kind("answer");
        assertThat(answer.call().reasoning()).isTrue();
        assertThat(answer.schema())
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"label\":{\"const\":\"{{ label }}\"},\"steps\":"
                                + "{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"maxItems\":4}},\"required\":[\"label\"]}");
        assertThat(((ColumnKind.Choice) kind("mood")).options()).containsExactly("calm", "angry", "{{ label }}");
        ColumnKind.Score quality = (ColumnKind.Score) kind("quality");
        assertThat(quality.judges()).containsExactly("writer", "judge");
        assertThat(quality.call().model()).isEqualTo("writer");
        assertThat(quality.criteria())
                .containsEntry("helpful", "solves the problem")
                .containsEntry("polite", "");
        assertThat(List.of(quality.low(), quality.high())).containsExactly(0, 10);
        assertThat(quality.reasons()).isTrue();
        assertThat(((ColumnKind.Score) kind("better")).pair()).contains(new ColumnKind.Score.Pair("ticket", "hint"));
        ColumnKind.Conversation talk = (ColumnKind.Conversation) kind("talk");
        assertThat(talk.user().maxTokens()).isEqualTo(80);
        assertThat(talk.assistant().system()).contains("You help.");
        assertThat(List.of(talk.minTurns(), talk.maxTurns())).containsExactly(2, 4);
        ColumnKind.ToolConversation tools = (ColumnKind.ToolConversation) kind("tooltalk");
        assertThat(tools.tools()).startsWith("[{\"name\":\"find\"");
        assertThat(tools.simulator()).isEqualTo("judge");
        assertThat(tools.maxCalls()).isEqualTo(2);
        assertThat(kind("vector")).isEqualTo(new ColumnKind.Embedding("embedder", "{{ ticket }}"));
        assertThat(FULL.column("vector").orElseThrow().dropped()).isTrue();
    }

    @Test
    void hasEveryKindInTheExample() {
        assertThat(FULL.columns().stream().map(column -> ColumnType.of(column.kind())))
                .containsAll(EnumSet.allOf(ColumnType.class));
    }

    @Test
    void readsEveryKindOfCheck() {
        Position none = Position.NONE;
        assertThat(RecipeTexts.withoutPlaces(FULL.column("ticket").orElseThrow())
                        .checks())
                .containsExactly(
                        new RowCheck.Length(RowCheck.Length.Unit.WORDS, OptionalLong.of(5), OptionalLong.of(120), none),
                        new RowCheck.Regex("[a-z]", false, false, none),
                        new RowCheck.Regex("lorem", false, true, none),
                        new RowCheck.Language("en", 0.5, none),
                        new RowCheck.Language("{{ 'en' }}", 0.9, none),
                        new RowCheck.Novelty(
                                RowCheck.Novelty.Method.MINHASH, Optional.empty(), 0.8, Optional.empty(), none),
                        new RowCheck.Novelty(
                                RowCheck.Novelty.Method.EMBEDDING,
                                Optional.empty(),
                                0.95,
                                Optional.of("embedder"),
                                none),
                        new RowCheck.Expression("value != label", none));
        assertThat(RecipeTexts.withoutPlaces(FULL.column("answer").orElseThrow())
                        .checks())
                .containsExactly(
                        new RowCheck.Schema("{\"type\":\"object\"}", none),
                        new RowCheck.Parses(RowCheck.Parses.Syntax.JSON, none));
        assertThat(RecipeTexts.withoutPlaces(FULL.column("quality").orElseThrow())
                        .checks())
                .containsExactly(new RowCheck.Numeric(OptionalDouble.of(0), OptionalDouble.of(10), false, none));
        assertThat(FULL.checks()).hasSize(3);
    }

    @Test
    void readsQuotasAndOutput() {
        assertThat(FULL.quotas().getFirst().counts()).containsEntry("billing", 250L);
        assertThat(FULL.quotas().getLast().counts()).containsEntry("true", 100L).containsEntry("false", 400L);
        assertThat(FULL.output().kind()).isEqualTo(OutputShape.Kind.ALPACA);
        assertThat(FULL.output().columns()).containsEntry("input", "{{ label }}");
    }

    @Test
    void takesTheOnlySlotAndDefaultsWhereNothingIsSaid() {
        Recipe recipe = RecipeTexts.read(RecipeTexts.recipe("""
                models: {only: null}
                columns:
                  - {name: a, type: text, prompt: Hi}
                """));

        assertThat(recipe.title()).isEqualTo("test");
        assertThat(recipe.rows()).isEqualTo(100);
        assertThat(recipe.attempts()).isEqualTo(3);
        assertThat(recipe.output()).isEqualTo(OutputShape.RAW);
        assertThat(recipe.columns().getFirst())
                .isEqualTo(new Column(
                        "a",
                        new ColumnKind.Text(
                                new ModelCall("only", Optional.empty(), "Hi", Optional.empty(), 512, false)),
                        false,
                        Optional.empty(),
                        List.of(),
                        new Position(5, 5)));
    }

    @Test
    void tellsAllMistakesAtOnceInTheOrderOfTheFile() {
        RecipeFile.Parsed parsed = RecipeFile.parse("""
                athanor-recipe: 1
                nam: x
                rows: many
                columns:
                  - {name: a, type: uniform, low: 0}
                  - {name: b, type: uniform, low: a, hihg: 1}
                """, "r.yaml");

        assertThat(parsed.recipe()).isEmpty();
        assertThat(parsed.problems().stream()
                        .map(problem -> problem.at().line() + " " + problem.field())
                        .collect(Collectors.toList()))
                .containsExactly(
                        "1 name",
                        "2 nam",
                        "3 rows",
                        "5 columns[0].high",
                        "6 columns[1].high",
                        "6 columns[1].low",
                        "6 columns[1].hihg");
    }

    @Test
    void readsASchemaFromAFileBesideTheRecipe() throws Exception {
        Files.writeString(folder.resolve("s.json"), "{ \"type\": \"object\" }");
        Path file = folder.resolve("r.yaml");
        Files.writeString(file, RecipeTexts.recipe("""
                models: {m: null}
                columns:
                  - {name: a, type: structured, prompt: Hi, schema-file: s.json, checks: [schema-file: s.json]}
                """));

        Column column = RecipeFile.read(file).columns().getFirst();

        assertThat(((ColumnKind.Structured) column.kind()).schema()).isEqualTo("{\"type\":\"object\"}");
        assertThat(column.checks().getFirst())
                .isInstanceOfSatisfying(
                        RowCheck.Schema.class,
                        check -> assertThat(check.schema()).isEqualTo("{\"type\":\"object\"}"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "it has no such file")
    void readsNoSchemaFromADeviceWithoutAnEnd() {
        assertThat(schemaProblems("/dev/zero")).singleElement().asString().contains("/dev/zero cannot be read");
    }

    @Test
    void readsNoSchemaOfAnySize() throws Exception {
        Files.write(folder.resolve("large.json"), new byte[(1 << 20) + 1]);
        assertThat(schemaProblems("large.json")).singleElement().asString().contains("larger than 1 MB");
        Files.write(folder.resolve("latin.json"), "{\"title\": \"ä\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(schemaProblems("latin.json")).singleElement().asString().contains("not UTF-8");
    }

    private List<String> schemaProblems(String schemaFile) {
        Path file = folder.resolve("r.yaml");
        try {
            Files.writeString(
                    file,
                    RecipeTexts.recipe("models: {m: null}\ncolumns:\n"
                            + "  - {name: a, type: structured, prompt: Hi, schema-file: " + schemaFile + "}\n"));
            var _ = RecipeFile.read(file);
            return List.of();
        } catch (DataException.RecipeInvalid e) {
            return e.problems().stream().map(Problem::sentence).toList();
        } catch (DataException | IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void readsASourceThatBeginsWithAByteOrderMark() {
        assertThat(RecipeTexts.read("\ufeff" + RecipeTexts.FULL).name()).isEqualTo("support-tickets");
    }

    @Test
    void failsWithTheFileAndARemedy() throws Exception {
        Path bad = folder.resolve("bad.yaml");
        Files.writeString(bad, "name: 1");
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, "name: ä".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> RecipeFile.read(folder.resolve("none.yaml")))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessageContaining("There is no recipe");
        assertThatThrownBy(() -> RecipeFile.read(bad))
                .isInstanceOfSatisfying(
                        DataException.RecipeInvalid.class,
                        failure -> assertThat(failure.problems()).hasSize(3));
        assertThatThrownBy(() -> RecipeFile.read(latin))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessageContaining("not UTF-8");
    }

    private static ColumnKind kind(String column) {
        return FULL.column(column).orElseThrow().kind();
    }

    private static Weighted weighted(String value, double weight) {
        return new Weighted(new JsonPrimitive(value), weight);
    }
}
