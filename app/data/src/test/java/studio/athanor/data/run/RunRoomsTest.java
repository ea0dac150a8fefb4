package studio.athanor.data.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of real recipes: real samplers, questions, checks and gates; only the model is none. */
@Timeout(120)
class RunRoomsTest {

    private static final String RECIPE = """
            athanor-recipe: 1
            name: tickets
            rows: 90
            attempts: 4
            models:
              writer: {description: any}
            sources:
              products: products.csv
            columns:
              - {name: label, type: category, values: {billing: 2, outage: 1, praise: 1}}
              - {name: product, type: pick, source: products, field: name}
              - {name: urgent, type: bernoulli, probability: 0.3}
              - name: ticket
                type: text
                model: writer
                prompt: Write a ticket about {{ product }} and {{ label }}.
                checks:
                  - regex: "[02468] about"
                  - novelty: exact
              - name: answer
                type: text
                model: writer
                when: urgent
                prompt: "Answer this: {{ ticket }}"
            checks:
              - expression: "ticket|length > 10"
            quotas:
              - {column: label, counts: {billing: 40, outage: 30, praise: 20}}
            """;

    @TempDir
    private Path home;

    private Path recipe() throws Exception {
        Path folder = Files.createDirectories(home.resolve("recipes"));
        Files.writeString(folder.resolve("products.csv"), "name,price\nlamp,3\nchair,40\nkettle,12\n");
        return Files.writeString(folder.resolve("tickets.yaml"), RECIPE);
    }

    private static List<SlotModel> facts() {
        return List.of(RunModels.describe("writer", new FakeWriter(1).model(), "ab12", "Q4_K"));
    }

    private RunStatus make(Path folder, RunOrder order, int sequences) throws Exception {
        FakeWriter writer = new FakeWriter(sequences);
        try (RunRooms rooms = RunRooms.open(order, _ -> List.of(writer), Optional.empty());
                Run run = Run.create(folder, order, rooms.parts(facts(), EnergyMeter.NONE), RunSettings.defaults())) {
            run.start();
            return run.await();
        }
    }

    @Test
    void makesWhatTheRecipeSays() throws Exception {
        RunOrder order = RunOrder.read(recipe(), OptionalLong.empty());
        Path folder = home.resolve("run");
        assertThat(make(folder, order, 8)).isEqualTo(RunStatus.COMPLETE);
        try (RunStore store = RunStore.open(folder)) {
            assertThat(store.recipe()).isEqualTo(order.recipe());
            assertThat(store.recipeHash()).isEqualTo(order.recipeHash());
            assertThat(store.models()).isEqualTo(facts());
            List<RunRow> rows = StoredRows.rows(store, RowFilter.ACCEPTED);
            assertThat(rows).hasSize(90).allSatisfy(row -> {
                assertThat(row.row().get("ticket").getAsString()).containsPattern("[02468] about");
                assertThat(row.row().get("product").getAsString()).isIn("lamp", "chair", "kettle");
                assertThat(row.row().get("answer").isJsonNull())
                        .isEqualTo(!row.row().get("urgent").getAsBoolean());
            });
            assertThat(rows.stream()
                            .collect(Collectors.groupingBy(
                                    row -> row.row().get("label").getAsString(), Collectors.counting())))
                    .isEqualTo(Map.of("billing", 40L, "outage", 30L, "praise", 20L));
            assertThat(rows.stream().map(row -> row.row().get("ticket")).collect(Collectors.toSet()))
                    .hasSize(90);
            assertThat(store.figures().rejectedByReason()).containsKey("regex");
            assertThat(store.cells(0).getLast().prompt()).contains("\"role\":\"user\"");
        }
    }

    @Test
    void makesTheSameRowsWithOneSequenceAndWithMany() throws Exception {
        RunOrder order = RunOrder.read(recipe(), OptionalLong.empty());
        List<List<String>> results = new ArrayList<>();
        for (int sequences : List.of(1, 8)) {
            Path folder = home.resolve("run" + sequences);
            make(folder, order, sequences);
            results.add(StoredRows.texts(folder, order.recipe()));
        }
        assertThat(Set.copyOf(results)).hasSize(1);
    }

    @Test
    void stopsWhereAModelHasNoRoomForThePromptAndGoesOnWithOneThatHas() throws Exception {
        RunOrder order = RunOrder.read(recipe(), OptionalLong.empty());
        Path folder = home.resolve("run");
        FakeWriter full = FakeWriter.withoutRoom();
        try (RunRooms rooms = RunRooms.open(order, _ -> List.of(full), Optional.empty());
                Run run = Run.create(folder, order, rooms.parts(facts(), EnergyMeter.NONE), RunSettings.defaults())) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.progress().reason().orElseThrow())
                    .contains("did not pass in any attempt, most often for the reason prompt-too-long")
                    .contains("The prompt has 50 tokens; the context of Fake holds 256.")
                    .contains("Shorten the prompt, or give its model slot a larger context");
        }
        FakeWriter roomy = new FakeWriter(2);
        try (RunRooms rooms = RunRooms.open(order, _ -> List.of(roomy), Optional.empty());
                Run run = Run.resume(folder, order, rooms.parts(facts(), EnergyMeter.NONE), RunSettings.defaults())) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
            assertThat(run.store().count(RowFilter.ACCEPTED)).isEqualTo(90);
        }
    }

    @Test
    void keepsSchemasThatLieInFilesOfTheirOwn() throws Exception {
        Path recipes = Files.createDirectories(home.resolve("recipes"));
        Path schema = Files.writeString(recipes.resolve("answer.json"), "{\"type\": \"string\", \"minLength\": 3}");
        Path file = Files.writeString(recipes.resolve("short.yaml"), """
                athanor-recipe: 1
                name: short
                rows: 4
                models: {writer: any}
                columns:
                  - {name: answer, type: text, prompt: Hi, checks: [{schema-file: answer.json}]}
                """);
        RunOrder order = RunOrder.read(file, OptionalLong.empty());
        Path folder = home.resolve("run");
        assertThat(make(folder, order, 2)).isEqualTo(RunStatus.COMPLETE);
        Files.delete(schema);
        assertThat(RunOrder.ofRun(folder).recipeHash()).isEqualTo(order.recipeHash());
        try (RunStore store = RunStore.open(folder)) {
            assertThat(store.count(RowFilter.ACCEPTED)).isEqualTo(4);
        }
    }

    @Test
    void doesNotGoOnWithASourceFileThatWasChanged() throws Exception {
        RunOrder order = RunOrder.read(recipe(), OptionalLong.empty());
        Path folder = home.resolve("run");
        make(folder, order, 4);
        Path products = home.resolve("recipes/products.csv");
        Files.writeString(products, Files.readString(products).replace("kettle", "teapot"));
        RunOrder again = RunOrder.ofRun(folder);
        FakeWriter writer = new FakeWriter(4);
        try (RunRooms rooms = RunRooms.open(again, _ -> List.of(writer), Optional.empty())) {
            RunParts parts = rooms.parts(facts(), EnergyMeter.NONE);
            assertThatThrownBy(() -> Run.resume(folder, again, parts, RunSettings.defaults()))
                    .hasMessageContaining("The file " + products + " is not what it was when the run in " + folder)
                    .hasMessageContaining("it is as long, but what it holds was changed");
        }
        Files.writeString(products, Files.readString(products).replace("teapot", "kettle"));
        try (RunRooms rooms = RunRooms.open(again, _ -> List.of(writer), Optional.empty())) {
            Run.resume(folder, again, rooms.parts(facts(), EnergyMeter.NONE), RunSettings.defaults())
                    .close();
        }
    }

    @Test
    void resumesFromItsFolderAndMakesCellsAgain() throws Exception {
        RunOrder order = RunOrder.read(recipe(), OptionalLong.empty());
        Path folder = home.resolve("run");
        make(folder, order, 4);
        RunOrder again = RunOrder.ofRun(folder);
        assertThat(again.rows()).isEqualTo(90);
        FakeWriter writer = new FakeWriter(4);
        try (RunRooms rooms = RunRooms.open(again, _ -> List.of(writer), Optional.empty());
                Run run = Run.resume(folder, again, rooms.parts(facts(), EnergyMeter.NONE), RunSettings.defaults())) {
            int compared = 0;
            for (RunRow row : run.store().page(RowFilter.ACCEPTED, 0, 50)) {
                for (Cell cell : run.store().cells(row.number())) {
                    Cell made = run.makeAgain(row.number(), cell.column());
                    assertThat(made.value()).isEqualTo(cell.value());
                    assertThat(made.prompt()).isEqualTo(cell.prompt());
                    assertThat(made.output()).isEqualTo(cell.output());
                    assertThat(made.seed()).isEqualTo(cell.seed());
                    compared++;
                }
            }
            assertThat(compared).isGreaterThan(200);
        }
    }
}
