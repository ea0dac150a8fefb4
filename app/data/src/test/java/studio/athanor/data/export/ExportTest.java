package studio.athanor.data.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.athanor.data.testkit.Recipes.column;
import static studio.athanor.data.testkit.Recipes.row;
import static studio.athanor.data.testkit.Recipes.shape;
import static studio.athanor.data.testkit.Recipes.text;

import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ColumnKind.Pick.Order;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.RowFilter;
import studio.athanor.data.run.RunRow;
import studio.athanor.data.run.RunStore;
import studio.athanor.data.run.SlotModel;
import studio.athanor.data.testkit.Duck;
import studio.athanor.data.testkit.FakeRunStore;
import studio.athanor.data.testkit.Recipes;
import studio.athanor.data.testkit.RunningJob;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Jobs;
import studio.athanor.engines.spi.job.Progress;

class ExportTest {

    private static final Recipe RECIPE = Recipes.of(
            column("n", new ColumnKind.IntegerRange(0, 1_000)),
            column("text", text()),
            column("person", new ColumnKind.Person(List.of("en"), Optional.empty(), 1, 2)));

    private static Duck duck;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() throws Exception {
        duck = new Duck();
    }

    @AfterAll
    static void close() throws Exception {
        duck.close();
    }

    @Test
    void writesJsonLines() throws Exception {
        Path target = folder.resolve("out.jsonl");
        ExportResult result = export(three(), ExportOptions.of(ExportFormat.JSONL, target));

        assertThat(Files.readString(target)).isEqualTo("""
                        {"n":0,"text":"a \\"b\\" <c>\\n","person":{"age":1}}
                        {"n":1,"text":"","person":null}
                        {"n":2,"text":"=1+1, é","person":null}
                        """);
        assertThat(result.rows()).isEqualTo(3);
        assertThat(result.files()).containsExactly(target);
        assertThat(result.bytes()).isEqualTo(Files.size(target));
        assertOnly("out.jsonl");
    }

    @Test
    void writesCsvThatReadersAgreeOn() throws Exception {
        Path target = folder.resolve("out.csv");
        export(three(), ExportOptions.of(ExportFormat.CSV, target));

        assertThat(Files.readString(target))
                .isEqualTo(
                        "n,text,person\r\n0,\"a \"\"b\"\" <c>\n\",\"{\"\"age\"\":1}\"\r\n1,\"\",\r\n2,\"=1+1, é\",\r\n");
        assertThat(duck.rows("SELECT text, person FROM read_csv(" + Duck.table(target)
                        + ", header = true, new_line='\\r\\n', quote='\"')"))
                .first()
                .isEqualTo(List.of("a \"b\" <c>\n", "{\"age\":1}"));
    }

    @Test
    void guardsSpreadsheetsWhereAsked() throws Exception {
        Path target = folder.resolve("out.csv");
        export(
                FakeRunStore.of(
                        Recipes.of(column("x", text())),
                        folder,
                        Recipes.rows("x", "\"=1\"", "\"-1\"", "-1", "\"a=1\"", "\"@x\"", "\"\\t=\"")),
                ExportOptions.of(ExportFormat.CSV, target).withGuardFormulas(true));
        assertThat(Files.readString(target)).isEqualTo("x\r\n'=1\r\n'-1\r\n-1\r\na=1\r\n'@x\r\n'\t=\r\n");
    }

    @Test
    void writesTypedParquetAndLooksAtWhatTheRecipeDoesNotTell() throws Exception {
        Recipe recipe = Recipes.of(
                column("n", new ColumnKind.IntegerRange(0, 9)),
                column("picked", new ColumnKind.Pick("lines", Optional.of("a"), Order.IN_ORDER)),
                column("vector", new ColumnKind.Embedding("writer", "x")));
        Path target = folder.resolve("out.parquet");
        export(
                FakeRunStore.of(
                        recipe,
                        folder,
                        List.of(
                                row(0, "n", "1", "picked", "1", "vector", "[1,2]"),
                                row(1, "n", "2", "picked", "2.5", "vector", "null"))),
                ExportOptions.of(ExportFormat.PARQUET, target));

        String table = Duck.table(target);
        assertThat(duck.types("FROM " + table))
                .containsExactly(
                        Map.entry("n", "BIGINT"), Map.entry("picked", "DOUBLE"), Map.entry("vector", "FLOAT[]"));
        assertThat(duck.rows("SELECT n, picked, vector::VARCHAR FROM " + table))
                .containsExactly(List.of("1", "1.0", "[1.0, 2.0]"), List.of("2", "2.5", "null"));
        assertThat(duck.value("SELECT decode(value) FROM parquet_kv_metadata(" + table
                        + ") WHERE decode(key) = 'athanor.recipe'"))
                .isEqualTo("tickets");
    }

    @Test
    void writesConversationsAsLists() throws Exception {
        Recipe recipe = Recipes.of(column("talk", new ColumnKind.Conversation(Recipes.call(), Recipes.call(), 1, 1)));
        RunStore store = FakeRunStore.of(
                recipe,
                folder,
                Recipes.rows(
                        "talk", "[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"}]"));
        Path target = folder.resolve("out.parquet");
        export(
                store,
                ExportOptions.of(ExportFormat.PARQUET, target).withShape(shape(OutputShape.Kind.SHAREGPT, Map.of())));
        assertThat(duck.types("FROM " + Duck.table(target)))
                .containsExactly(Map.entry("conversations", "STRUCT(\"from\" VARCHAR, \"value\" VARCHAR)[]"));
        assertThat(duck.value("SELECT conversations[2].value FROM " + Duck.table(target)))
                .isEqualTo("b");
    }

    @Test
    void dealsRowsToSplitsEachOnce() throws Exception {
        Path target = folder.resolve("parts");
        List<Split> splits = List.of(new Split("train", 0.9), new Split("test", 0.1));
        ExportResult result = export(
                numbers(1_000), ExportOptions.of(ExportFormat.JSONL, target).withSplits(splits));

        assertThat(result.rowsBySplit()).containsExactly(Map.entry("train", 900L), Map.entry("test", 100L));
        assertThat(result.files()).containsExactly(target.resolve("test.jsonl"), target.resolve("train.jsonl"));
        Set<String> lines = new HashSet<>(Files.readAllLines(target.resolve("train.jsonl")));
        lines.addAll(Files.readAllLines(target.resolve("test.jsonl")));
        assertThat(lines).hasSize(1_000);
    }

    @Test
    void countsSplitsOverTheRowsThatFit() throws Exception {
        List<RunRow> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add(row(i, "prompt", "\"p\"", "response", i % 2 == 0 ? "\"r\"" : "null"));
        }
        RunStore store =
                FakeRunStore.of(Recipes.of(column("prompt", text()), column("response", text())), folder, rows);
        ExportResult result = export(
                store,
                ExportOptions.of(ExportFormat.JSONL, folder.resolve("parts"))
                        .withShape(shape(OutputShape.Kind.ALPACA, Map.of()))
                        .withSplits(List.of(new Split("a", 0.75), new Split("b", 0.25))));
        assertThat(result.rowsBySplit()).containsExactly(Map.entry("a", 75L), Map.entry("b", 25L));
        assertThat(result.leftOut()).containsExactly(Map.entry("output", 100L));
    }

    @Test
    void tellsHowEachCellCameAbout() throws Exception {
        FakeRunStore store = three().withModels(new SlotModel("writer", "m.gguf", "aa", "Q4_K_M", "b1", "cc"))
                .withCells(number -> List.of(
                        new Cell(number, 1, "n", new JsonPrimitive(1), "", "", "", -7, "", 0, 0, 0, 0),
                        new Cell(
                                number,
                                1,
                                "text",
                                new JsonPrimitive("x"),
                                "p",
                                "o",
                                "writer",
                                8,
                                "gg",
                                10,
                                6,
                                3,
                                1.5)));
        Path target = folder.resolve("out.jsonl");
        export(store, ExportOptions.of(ExportFormat.JSONL, target).withProvenance(true));

        String first = Files.readAllLines(target).getFirst();
        assertThat(JsonParser.parseString(first).getAsJsonObject().get("_provenance"))
                .isEqualTo(JsonParser.parseString("""
                        {"row":0,"attempt":0,"edited":false,"recipe":"%s","cells":{
                          "n":{"seed":"-7"},
                          "text":{"seed":"8","slot":"writer","model":"aa","grammar":"gg","prompt_tokens":10,
                                  "reused_tokens":6,"generated_tokens":3,"millis":1.5}}}
                        """.formatted(store.recipeHash())));
    }

    @Test
    void writesOnlyTheRowsOfAFilter() throws Exception {
        Path target = folder.resolve("out.jsonl");
        RowFilter filter = new RowFilter(Optional.empty(), Optional.empty(), Map.of("n", "1"), Optional.empty());
        ExportResult result =
                export(three(), ExportOptions.of(ExportFormat.JSONL, target).withFilter(filter));
        assertThat(result.rows()).isEqualTo(1);
    }

    @Test
    void replacesOnlyWhereAllowed() throws Exception {
        Path target = Files.writeString(folder.resolve("out.jsonl"), "mine");
        ExportOptions options = ExportOptions.of(ExportFormat.JSONL, target);
        assertThatThrownBy(() -> export(three(), options))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessage(target + " is there already.");
        assertThat(target).hasContent("mine");

        export(three(), options.withReplace(true));
        assertThat(Files.readAllLines(target)).hasSize(3);
        assertOnly("out.jsonl");
    }

    @Test
    void neverReplacesAFolderWithOtherThingsInIt() throws Exception {
        Path target = Files.createDirectory(folder.resolve("photos"));
        Files.writeString(target.resolve("cat.jpg"), "meow");
        ExportOptions options =
                ExportOptions.of(ExportFormat.HUGGING_FACE, target).withReplace(true);
        assertThatThrownBy(() -> export(three(), options)).hasMessageContaining("cat.jpg");
        Files.delete(target.resolve("cat.jpg"));

        export(three(), options.withReplace(false));
        export(three(), options);
        assertOnly("photos");
    }

    @Test
    void saysWhyATargetCannotBe() throws Exception {
        Files.writeString(folder.resolve("file"), "x");
        assertFails(folder.resolve("nowhere/out.jsonl"), "the folder " + folder.resolve("nowhere") + " is not there");
        assertFails(folder.resolve("file/out.jsonl"), "is not there");
        assertFails(folder, "which is a folder");
        assertFails(Path.of("/"), "which has no name");
        assertThatThrownBy(() -> export(
                        three(),
                        ExportOptions.of(ExportFormat.HUGGING_FACE, folder.resolve("file"))
                                .withReplace(true)))
                .hasMessageContaining("which is a file");
        assertOnly("file");
    }

    @Test
    void leavesNothingWhereARowCannotBeWritten() throws Exception {
        RunStore store = FakeRunStore.of(
                Recipes.of(column("n", new ColumnKind.IntegerRange(0, 9))),
                folder,
                Recipes.rows("n", "1", "\"edited\""));
        assertThatThrownBy(() -> export(store, ExportOptions.of(ExportFormat.PARQUET, folder.resolve("out.parquet"))))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessage(
                        "Row 1 cannot be exported: the value \"edited\" of the column \"n\" is not a whole number of 64 bits.");
        assertOnly();
    }

    @Test
    void leavesNothingWhenCancelled() throws Exception {
        for (ExportFormat format : ExportFormat.values()) {
            CountDownLatch under = new CountDownLatch(1);
            RunStore store = new FakeRunStore(RECIPE, folder, 99_999, number -> {
                if (number == 20_000) {
                    under.countDown();
                }
                return row(number, "n", "1", "text", "\"x\"");
            });
            try (Jobs jobs = new Jobs()) {
                Job<ExportResult> job =
                        jobs.start("export", Export.of(store, ExportOptions.of(format, folder.resolve("out"))));
                assertThat(under.await(20, TimeUnit.SECONDS)).isTrue();
                job.cancel();
                assertThatThrownBy(() -> job.result().get(20, TimeUnit.SECONDS))
                        .isInstanceOf(java.util.concurrent.CancellationException.class);
                assertThat(job.state()).isEqualTo(Job.State.CANCELLED);
            }
            awaitEmpty();
        }
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        List<Progress> told = new ArrayList<>();
        try (Jobs jobs = new Jobs()) {
            Job<ExportResult> job = jobs.start(
                    "export", Export.of(numbers(500), ExportOptions.of(ExportFormat.CSV, folder.resolve("out.csv"))));
            job.observe(told::add).close();
            job.result().get(20, TimeUnit.SECONDS);
            assertThat(job.progress()).isEqualTo(new Progress.Steps(500, 500, "rows"));
        }
    }

    @Test
    void putsAFullDiskIntoWords() {
        DataException failure =
                ExportFailures.of(new IOException("No space left on device"), folder.resolve("out.jsonl"));
        assertThat(failure)
                .hasMessage("The export to " + folder.resolve("out.jsonl")
                        + " was not finished: there is no space left on the disk.");
    }

    private FakeRunStore three() {
        return FakeRunStore.of(
                RECIPE,
                folder,
                List.of(
                        row(0, "n", "0", "text", "\"a \\\"b\\\" <c>\\n\"", "person", "{\"age\":1}"),
                        row(1, "n", "1", "text", "\"\"", "person", "null"),
                        row(2, "n", "2", "text", "\"=1+1, é\"")));
    }

    private RunStore numbers(int rows) {
        return new FakeRunStore(RECIPE, folder, rows, number -> row(number, "n", Long.toString(number)));
    }

    private static ExportResult export(RunStore store, ExportOptions options) throws Exception {
        return RunningJob.run(Export.of(store, options));
    }

    private void assertFails(Path target, String words) {
        assertThatThrownBy(() -> export(three(), ExportOptions.of(ExportFormat.JSONL, target)))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessageContaining(words);
    }

    private void assertOnly(String... names) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(each -> each.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }

    private void awaitEmpty() throws Exception {
        for (int i = 0; i < 200; i++) {
            try (Stream<Path> all = Files.list(folder)) {
                if (all.findAny().isEmpty()) {
                    return;
                }
            }
            Thread.sleep(25);
        }
        assertOnly();
    }
}
