package studio.athanor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.athanor.testkit.CommandRun;

/** Datasets from the command line, made by the real engine and the starter model. */
@Timeout(300)
final class DataCommandTest {

    private static final Path RECIPES = Path.of(System.getProperty("athanor.project.root"), "assets/recipes");

    /** Rejections that a grammar rules out. */
    private static final List<String> STRUCTURAL = List.of("schema", "regex", "parses", "truncated", "template");

    @TempDir
    private Path home;

    static Stream<String> shippedRecipes() throws IOException {
        try (Stream<Path> all = Files.list(RECIPES)) {
            return all.map(each -> String.valueOf(each.getFileName())).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shippedRecipes")
    void everyShippedRecipeRunsOnTheStarterModel(String name) {
        assertThat(Files.exists(RECIPES.resolve(name).resolve("README.md"))).isTrue();
        assertThat(CommandRun.of(home, "data", "check", name).status()).isZero();

        CommandRun run = CommandRun.of(
                home,
                "data",
                "run",
                name,
                "--rows",
                "3",
                "--json",
                "--out",
                home.resolve("run").toString());

        assertThat(run.status()).as(run.err()).isZero();
        JsonObject figures = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(figures.get("accepted").getAsLong()).isEqualTo(3);
        assertThat(figures.getAsJsonObject("rejected_attempts").keySet()).doesNotContainAnyElementsOf(STRUCTURAL);
    }

    @Test
    void keepsQuotasExactlyAndExportsThem() throws Exception {
        makes(12);
    }

    @Test
    @Tag("slow")
    void keepsQuotasExactlyOverAThousandRows() throws Exception {
        makes(1000);
    }

    private void makes(int rows) throws IOException {
        Path folder = home.resolve("run");
        CommandRun run =
                CommandRun.of(home, "data", "run", "support-tickets", "--rows", "" + rows, "--out", folder.toString());
        assertThat(run.status()).as(run.err()).isZero();
        System.out.println(run.out());
        Path file = home.resolve("rows.jsonl");

        assertThat(CommandRun.of(home, "data", "export", folder.toString(), "--to", file.toString())
                        .status())
                .isZero();

        List<JsonObject> all = Files.readAllLines(file).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(all).hasSize(rows);
        assertThat(all)
                .allSatisfy(row -> assertThat(row.getAsJsonObject("ticket").get("department"))
                        .isEqualTo(row.get("label")));
        Map<String, Long> counts = new TreeMap<>();
        all.forEach(row -> counts.merge(row.get("label").getAsString(), 1L, Long::sum));
        assertThat(counts).containsOnlyKeys("billing", "delivery", "returns", "technical");
        assertThat(counts.values()).containsOnly(rows / 4L);
    }

    @Test
    void refusesARecipeWithItsLine() throws IOException {
        Path recipe = home.resolve("r.yaml");
        Files.writeString(recipe, """
                athanor-recipe: 1
                name: r
                columns:
                  - {name: a, type: expression, template: "{{ b }}"}
                  - {name: b, type: expression, template: "{{ a }}"}
                """);

        CommandRun check = CommandRun.of(home, "data", "check", recipe.toString());

        assertThat(check.status()).isEqualTo(3);
        assertThat(check.out()).contains("r.yaml:4:").contains("a (line 4) -> b (line 5) -> a");
        assertThat(CommandRun.of(
                                home,
                                "data",
                                "run",
                                recipe.toString(),
                                "--out",
                                home.resolve("run").toString())
                        .status())
                .isEqualTo(3);
    }

    @Test
    void reportsOnARun() {
        Path folder = home.resolve("run");
        assertThat(CommandRun.of(
                                home, "data", "run", "json-schema-adherence", "--rows", "4", "--out", folder.toString())
                        .status())
                .isZero();

        CommandRun report = CommandRun.of(home, "data", "report", folder.toString());

        assertThat(report.status()).as(report.err()).isZero();
        assertThat(report.out()).contains("kind").contains("colour");
    }
}
