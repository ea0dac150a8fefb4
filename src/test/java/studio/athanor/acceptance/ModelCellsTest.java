package studio.athanor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.data.ask.Asking;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ModelCall;
import studio.athanor.data.recipe.ModelSlot;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.Position;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.worker.SupervisedEngine;
import studio.athanor.engines.worker.WorkerEngines;
import studio.athanor.engines.worker.WorkerSettings;

/** Cells that models write, on the real llama.cpp with the starter model, eight at a time. */
@Timeout(300)
final class ModelCellsTest {

    private static final String STARTER = Path.of(
                    System.getProperty("athanor.project.root"), "assets/models/starter-chat/starter-chat.q8_0.gguf")
            .toString();
    private static final List<String> COUNTRIES =
            List.of("France", "Spain", "Italy", "Japan", "Egypt", "Norway", "Poland", "Greece", "Peru", "Kenya");

    @TempDir
    private static Path folder;

    private static WorkerEngines workers;
    private static Map<String, TextEngine> engines = Map.of();

    @BeforeAll
    static void loadTheStarterModel() throws Exception {
        workers = new WorkerEngines(WorkerSettings.ofThisProgram(
                folder, new EngineEnvironment(Map.of("ggml", System.getProperty("athanor.ggml.folder")))));
        engines = Map.of("writer", load(8, false), "embedder", load(8, true));
    }

    private static SupervisedEngine load(int sequences, boolean embeddings) throws Exception {
        LoadOptions options = LoadOptions.defaults()
                .withContextTokens(2048)
                .withParallelSequences(sequences)
                .forBatchInvariance();
        if (embeddings) {
            options = options.withContextTokens(256).forEmbeddings();
        }
        return workers.open("llama", new OpenRequest(STARTER, options, DevicePlan.CPU), LoadObserver.NONE);
    }

    @AfterAll
    static void unload() {
        engines.values().forEach(TextEngine::close);
        workers.close();
    }

    private static Recipe recipe(ColumnKind kind) {
        SequencedMap<String, ModelSlot> models = new LinkedHashMap<>();
        for (String slot : List.of("writer", "embedder")) {
            models.put(
                    slot,
                    new ModelSlot(
                            slot, "", OptionalInt.empty(), Sampling.defaults(), OptionalInt.empty(), Position.NONE));
        }
        Column column = new Column("cell", kind, false, Optional.empty(), List.of(), Position.NONE);
        return new Recipe(
                "cells",
                "",
                "",
                "",
                0,
                1,
                1,
                models,
                new LinkedHashMap<>(),
                Optional.empty(),
                List.of(column),
                List.of(),
                List.of(),
                OutputShape.RAW);
    }

    private static ModelCall call(String prompt, int maxTokens) {
        return new ModelCall("writer", Optional.empty(), prompt, Optional.empty(), maxTokens, false);
    }

    private static Map<String, JsonElement> row(int number) {
        JsonArray teams = new JsonArray();
        teams.add("team " + number);
        teams.add("nobody");
        return Map.of(
                "number", new JsonPrimitive(number),
                "country", new JsonPrimitive(COUNTRIES.get(number % COUNTRIES.size())),
                "teams", teams);
    }

    /** Makes the cells of rows, eight at a time. */
    private static List<Asking.Answer> cells(ColumnKind kind, int rows) throws Exception {
        return cells(kind, rows, 8);
    }

    private static List<Asking.Answer> cells(ColumnKind kind, int rows, int together) throws Exception {
        Recipe recipe = recipe(kind);
        Asking asking = Asking.of(recipe, "acceptance", slot -> List.of(engine(slot)));
        List<Asking.Answer> answers = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(together)) {
            List<Future<Asking.Answer>> running = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                int number = i;
                running.add(executor.submit(() -> asking.ask(recipe.columns().getFirst(), number, 0, row(number))));
            }
            for (Future<Asking.Answer> answer : running) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private static TextEngine engine(String slot) {
        TextEngine engine = engines.get(slot);
        if (engine == null) {
            throw new IllegalArgumentException(slot);
        }
        return engine;
    }

    @Test
    void holdsFortyStructuredCellsToTheirRows() throws Exception {
        String schema = """
                {"type":"object","properties":{
                  "number":{"const":"{{ number }}"},
                  "land":{"type":"string","enum":["{{ country }}","{{ country | upper }}"]},
                  "team":{"enum":"{{ teams }}"},
                  "text":{"type":"string","minLength":1,"maxLength":40},
                  "level":{"enum":["low","high"]}},
                 "required":["number","land","team","text","level"],"additionalProperties":false}""";

        List<Asking.Answer> answers =
                cells(new ColumnKind.Structured(call("Give me an example as JSON", 200), schema), 40);

        for (int i = 0; i < answers.size(); i++) {
            Asking.Answer answer = answers.get(i);
            assertThat(answer.rejection()).as(answer.output()).isEmpty();
            String country = COUNTRIES.get(i % COUNTRIES.size());
            String filled = schema.replace("\"{{ number }}\"", String.valueOf(i))
                    .replace("{{ country }}", country)
                    .replace("{{ country | upper }}", country.toUpperCase(Locale.ROOT))
                    .replace("\"{{ teams }}\"", "[\"team " + i + "\",\"nobody\"]");
            Schema validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(filled, InputFormat.JSON);
            assertThat(validator.validate(answer.output(), InputFormat.JSON))
                    .as(answer.output())
                    .isEmpty();
        }
        assertThat(answers.stream().map(Asking.Answer::grammarHash).distinct()).hasSize(40);
    }

    @Test
    void choosesAmongTheOptionsOfTheRow() throws Exception {
        ColumnKind kind = new ColumnKind.Choice(
                call("What is the capital of {{ country }}?", 30),
                List.of("The capital of {{ country }}", "Paris", "no"));

        List<Asking.Answer> answers = cells(kind, 20);

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).rejection()).isEmpty();
            assertThat(answers.get(i).value().getAsString())
                    .isIn("The capital of " + COUNTRIES.get(i % COUNTRIES.size()), "Paris", "no");
        }
    }

    @Test
    void scoresAndComparesWithinBounds() throws Exception {
        SequencedMap<String, String> criteria = new LinkedHashMap<>();
        criteria.put("clear", "easy to follow");
        criteria.put("right", "says what is so");
        ModelCall question = call("Which is better: {{ country }} or {{ number }}?", 120);
        List<String> judges = List.of("writer", "writer");

        List<Asking.Answer> scores =
                cells(new ColumnKind.Score(judges, question, criteria, 1, 4, true, Optional.empty()), 8);
        List<Asking.Answer> pairs = cells(
                new ColumnKind.Score(
                        judges,
                        question,
                        criteria,
                        1,
                        4,
                        false,
                        Optional.of(new ColumnKind.Score.Pair("country", "number"))),
                8);

        assertThat(scores).allSatisfy(answer -> {
            assertThat(answer.rejection()).isEmpty();
            JsonObject value = answer.value().getAsJsonObject();
            assertThat(value.get("score").getAsDouble()).isBetween(1.0, 4.0);
            assertThat(value.get("agreement").getAsDouble()).isBetween(0.0, 1.0);
            assertThat(value.getAsJsonArray("reasons")).hasSize(2);
        });
        assertThat(pairs).allSatisfy(answer -> {
            assertThat(answer.rejection()).isEmpty();
            assertThat(answer.value().getAsJsonObject().get("winner").getAsString())
                    .isIn("first", "second", "tie");
        });
    }

    @Test
    void letsTwoModelsTalkAndReusesWhatWasSaid() throws Exception {
        ColumnKind kind =
                new ColumnKind.Conversation(call("What is the capital of {{ country }}?", 60), call("", 60), 2, 3);

        List<Asking.Answer> answers = cells(kind, 8);

        List<Asking.Answer> whole =
                answers.stream().filter(answer -> answer.rejection().isEmpty()).toList();
        assertThat(whole).as("%s", answers).hasSizeGreaterThan(4);
        assertThat(whole).allSatisfy(answer -> {
            JsonArray messages = answer.value().getAsJsonArray();
            assertThat(messages.size()).isIn(4, 6);
            for (int i = 0; i < messages.size(); i++) {
                JsonObject message = messages.get(i).getAsJsonObject();
                assertThat(message.get("role").getAsString()).isEqualTo(i % 2 == 0 ? "user" : "assistant");
                assertThat(message.get("content").getAsString()).isNotBlank();
            }
        });
        assertThat(whole.stream().mapToInt(Asking.Answer::reusedTokens).sum()).isPositive();
    }

    @Test
    void callsToolsWithArgumentsOfTheirSchema() throws Exception {
        String tools = """
                [{"name":"capital","description":"Finds a capital.",
                  "parameters":{"type":"object","properties":{"land":{"enum":["{{ country }}"]},"year":{"type":"integer",
                  "minimum":1900,"maximum":2030}},"required":["land","year"]},
                  "result":{"type":"object","properties":{"city":{"type":"string","minLength":1,"maxLength":20}},
                  "required":["city"]}}]""";
        ColumnKind kind =
                new ColumnKind.ToolConversation(call("What is the capital of {{ country }}?", 120), tools, "writer", 2);

        List<Asking.Answer> answers = cells(kind, 16);

        int calls = 0;
        for (int i = 0; i < answers.size(); i++) {
            Asking.Answer answer = answers.get(i);
            assertThat(answer.rejection()).as(answer.output()).isEmpty();
            JsonArray messages = answer.value().getAsJsonArray();
            assertThat(messages.get(messages.size() - 1)
                            .getAsJsonObject()
                            .get("role")
                            .getAsString())
                    .isEqualTo("assistant");
            for (JsonElement message : messages) {
                if (message.getAsJsonObject().has("tool_calls")) {
                    calls++;
                    assertThat(message.toString())
                            .contains("\"name\":\"capital\"")
                            .contains(COUNTRIES.get(i % COUNTRIES.size()));
                }
            }
        }
        System.out.println("16 conversations with tools: " + calls + " calls");
        assertThat(calls).isPositive();
    }

    @Test
    void embedsTexts() throws Exception {
        List<Asking.Answer> together = cells(new ColumnKind.Embedding("embedder", "{{ country }} {{ number }}"), 16);
        List<Asking.Answer> alone = cells(new ColumnKind.Embedding("embedder", "{{ country }} {{ number }}"), 16, 1);

        assertThat(together).extracting(Asking.Answer::value).doesNotHaveDuplicates();
        assertThat(together)
                .extracting(Asking.Answer::value)
                .containsExactlyElementsOf(
                        alone.stream().map(Asking.Answer::value).toList());
    }

    @Test
    void tellsOfAPromptThatDoesNotFit() throws Exception {
        List<Asking.Answer> answers = cells(new ColumnKind.Text(call("{{ 'word ' * 3000 }}", 10)), 1);

        assertThat(answers.getFirst().rejection().orElseThrow().reason()).isEqualTo("prompt-too-long");
        assertThat(answers.getFirst().rejection().orElseThrow().detail()).contains("2048");
    }
}
