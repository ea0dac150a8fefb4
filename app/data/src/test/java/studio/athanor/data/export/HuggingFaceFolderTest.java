package studio.athanor.data.export;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.athanor.data.testkit.Recipes.column;
import static studio.athanor.data.testkit.Recipes.row;
import static studio.athanor.data.testkit.Recipes.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.Position;
import studio.athanor.data.run.RunFigures;
import studio.athanor.data.run.RunRow;
import studio.athanor.data.run.SlotModel;
import studio.athanor.data.testkit.Duck;
import studio.athanor.data.testkit.FakeRunStore;
import studio.athanor.data.testkit.Recipes;
import studio.athanor.data.testkit.RunningJob;

class HuggingFaceFolderTest {

    private static final Recipe RECIPE = Recipes.of(
            column("id", new ColumnKind.RandomUuid("")),
            column("on: off", new ColumnKind.Bernoulli(0.5)),
            column("text", text(), new RowCheck.Language("de", 0.5, Position.NONE)),
            column("talk", new ColumnKind.ToolConversation(Recipes.call(), "[]", "writer", 1)),
            column("vector", new ColumnKind.Embedding("writer", "x")),
            column("score", new ColumnKind.Structured(Recipes.call(), "{}")),
            Recipes.dropped("scratch", text()));

    @TempDir
    private Path folder;

    @Test
    void describesItselfInYamlThatAgreesWithTheFiles() throws Exception {
        ExportResult result = export(300, Long.MAX_VALUE);
        Map<?, ?> card = card(result.target());

        assertThat(card.get("license")).isEqualTo("cc-by-4.0");
        assertThat(card.get("language")).isEqualTo(List.of("de"));
        assertThat(card.get("pretty_name")).isEqualTo("Support: \"tickets\" & more");
        assertThat(card.get("size_categories")).isEqualTo(List.of("n<1K"));
        assertThat(card.get("tags")).isEqualTo(List.of("athanor", "synthetic"));
        assertThat(card.get("configs"))
                .isEqualTo(List.of(Map.of(
                        "config_name",
                        "default",
                        "data_files",
                        List.of(
                                Map.of("split", "train", "path", "data/train-*"),
                                Map.of("split", "test", "path", "data/test-*")))));
        Map<?, ?> info = map(card.get("dataset_info"));
        assertThat(info.get("features"))
                .isEqualTo(List.of(
                        Map.of("name", "id", "dtype", "string"),
                        Map.of("name", "on: off", "dtype", "bool"),
                        Map.of("name", "text", "dtype", "string"),
                        Map.of(
                                "name",
                                "talk",
                                "list",
                                List.of(
                                        Map.of("name", "role", "dtype", "string"),
                                        Map.of("name", "content", "dtype", "string"),
                                        Map.of(
                                                "name",
                                                "tool_calls",
                                                "list",
                                                List.of(
                                                        Map.of("name", "id", "dtype", "string"),
                                                        Map.of("name", "type", "dtype", "string"),
                                                        Map.of(
                                                                "name",
                                                                "function",
                                                                "struct",
                                                                List.of(
                                                                        Map.of("name", "name", "dtype", "string"),
                                                                        Map.of(
                                                                                "name",
                                                                                "arguments",
                                                                                "dtype",
                                                                                "string"))))),
                                        Map.of("name", "tool_call_id", "dtype", "string"),
                                        Map.of("name", "name", "dtype", "string"))),
                        Map.of("name", "vector", "sequence", "float32"),
                        Map.of("name", "score", "dtype", "string")));
        assertThat(info.get("splits"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .extracting(split -> map(split).get("num_examples"))
                .isEqualTo(List.of(240, 60));
        long bytes = Files.size(result.target().resolve("data/train-00000-of-00001.parquet"))
                + Files.size(result.target().resolve("data/test-00000-of-00001.parquet"));
        assertThat(info.get("download_size")).hasToString(Long.toString(bytes));
    }

    @Test
    void cutsSplitsIntoShardsAndKeepsEveryRow() throws Exception {
        ExportResult result = export(6_000, 40_000);
        List<Path> shards = result.files().stream()
                .filter(file -> file.getFileName().toString().startsWith("train"))
                .toList();

        assertThat(shards.size()).isGreaterThan(2);
        assertThat(shards.getFirst().getFileName()).hasToString("train-00000-of-%05d.parquet".formatted(shards.size()));
        for (Path shard : shards) {
            assertThat(Files.size(shard)).isLessThanOrEqualTo(50_000);
        }
        try (Duck duck = new Duck()) {
            String all = Duck.table(result.target().resolve("data/*.parquet"));
            assertThat(duck.value("SELECT count(DISTINCT id) FROM " + all)).isEqualTo("6000");
            assertThat(duck.types("FROM " + all)).containsEntry("id", "VARCHAR").containsEntry("score", "VARCHAR");
        }
    }

    @Test
    void tellsPeopleHowItWasMade() throws Exception {
        Files.writeString(folder.resolve("recipe.yaml"), "athanor: 1\n");
        ExportResult result = export(10, Long.MAX_VALUE);
        String card = Files.readString(result.target().resolve("README.md"));

        assertThat(card)
                .contains("# Support: \"tickets\" & more")
                .contains("Tickets of a small shop.")
                .contains("| writer | tiny\\|model.gguf | Q4_K_M | `ab12` | llama.cpp b1 | `cd34` |")
                .contains("| seconds | 20 | 2 |")
                .contains("| generated tokens, rejected attempts included | 505 | 50.5 |")
                .contains("| joules of the devices | 1800 | 180 |")
                .contains("| novelty | 3 |")
                .contains("| `text` | text | writer | tiny\\|model.gguf | Q4_K_M | `ab12` | yes |")
                .contains("| `scratch` | text | writer | tiny\\|model.gguf | Q4_K_M | `ab12` | no |")
                .contains("| `on: off` | bernoulli |  |  |  |  | yes |");
        assertThat(result.target().resolve("recipe.yaml")).hasContent("athanor: 1");
    }

    @Test
    void writesASplitWithoutRows() throws Exception {
        ExportResult result = export(0, Long.MAX_VALUE);
        assertThat(result.files()).hasSize(3);
        try (Duck duck = new Duck()) {
            assertThat(duck.value(
                            "SELECT count(*) FROM " + Duck.table(result.target().resolve("data/*.parquet"))))
                    .isEqualTo("0");
        }
    }

    @Test
    void namesSizesAsTheHubDoes() {
        assertThat(DatasetCard.sizeCategory(0)).isEqualTo("n<1K");
        assertThat(DatasetCard.sizeCategory(1_000)).isEqualTo("1K<n<10K");
        assertThat(DatasetCard.sizeCategory(1_000_000)).isEqualTo("1M<n<10M");
        assertThat(DatasetCard.sizeCategory(Long.MAX_VALUE)).isEqualTo("n>1T");
    }

    @Test
    void writesScalarsThatYamlReadsBack() {
        for (String text : List.of(
                "", "a b", "yes", "NULL", "1.0", "a: b", "- x", "#", "\"q\"", "it's", "ü\n\t\\", "x_y-z", "0x1", "~",
                "n")) {
            assertThat(load("k: " + DatasetCard.scalar(text)).get("k")).isEqualTo(text);
        }
    }

    private ExportResult export(int rows, long shardBytes) throws Exception {
        SequencedMap<String, Long> rejected = new LinkedHashMap<>(Map.of("novelty", 3L));
        FakeRunStore store = new FakeRunStore(RECIPE, folder, rows, HuggingFaceFolderTest::ticket)
                .withModels(
                        new SlotModel("writer", "/models/tiny|model.gguf", "ab12", "Q4_K_M", "llama.cpp b1", "cd34"))
                .withFigures(new RunFigures(10, 10, 1, rejected, 1_000, 800, 505, 20, OptionalDouble.of(0.5)));
        ExportOptions options = ExportOptions.of(ExportFormat.HUGGING_FACE, folder.resolve("set"))
                .withShape(OutputShape.RAW)
                .withSplits(List.of(new Split("train", 0.8), new Split("test", 0.2)));
        return RunningJob.run(new Export(store, options, shardBytes));
    }

    private static RunRow ticket(long number) {
        return row(
                number,
                "id",
                "\"00000000-0000-4000-8000-%012d\"".formatted(number),
                "on: off",
                "true",
                "text",
                "\"Nachricht " + Long.toHexString(number * 0x9E3779B97F4A7C15L) + "\"",
                "talk",
                "[{\"role\":\"user\",\"content\":\"a\"}]",
                "vector",
                "[0.5," + number + "]",
                "score",
                "{\"a\":" + number + "}");
    }

    private static Map<?, ?> card(Path target) throws Exception {
        String text = Files.readString(target.resolve("README.md"));
        assertThat(text).startsWith("---\n");
        return load(text.substring(4, text.indexOf("\n---\n", 4) + 1));
    }

    private static Map<?, ?> load(String yaml) {
        return map(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    private static Map<?, ?> map(@Nullable Object loaded) {
        if (loaded instanceof Map<?, ?> map) {
            return map;
        }
        throw new AssertionError("Not a mapping: " + loaded);
    }
}
