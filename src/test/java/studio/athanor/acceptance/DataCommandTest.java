package studio.athanor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import studio.athanor.data.DataException;
import studio.athanor.data.run.RunStore;
import studio.athanor.testkit.CommandRun;

/** Datasets from the command line, made by the real engine and the starter model. */
@Timeout(300)
final class DataCommandTest {

    private static final Path RECIPES = Path.of(System.getProperty("athanor.project.root"), "assets/recipes");

    private static final String STARTER = RECIPES.resolve("../models/starter-chat/starter-chat.q8_0.gguf")
            .normalize()
            .toString();

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
    @Timeout(1800)
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

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "synthia --rows 0; 1 to 1,000,000,000 rows, not 0",
                "synthia --rows 1000000001; not 1,000,000,001",
                "--resume --rows 5; number of rows that it was begun with",
                "--resume synthia; goes on with the recipe",
                "'--json'; No recipe was given"
            })
    void refusesRowsAndRecipesThatNoRunCanHave(String arguments, String told) {
        List<String> run = new ArrayList<>(List.of("data", "run", "--out"));
        run.add(home.resolve("run").toString());
        run.addAll(List.of(arguments.split(" ")));

        CommandRun refused = CommandRun.of(home, run.toArray(String[]::new));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains(told);
        assertThat(home.resolve("run")).doesNotExist();
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

    @Test
    void givesARunItsModelsBackAndMakesACellAgain() {
        String folder = home.resolve("run").toString();
        assertThat(CommandRun.of(
                                home,
                                "data",
                                "run",
                                "support-tickets",
                                "--model",
                                STARTER,
                                "--rows",
                                "4",
                                "--out",
                                folder)
                        .status())
                .isZero();

        CommandRun again = CommandRun.of(home, "data", "again", folder, "2", "ticket");
        CommandRun resumed = CommandRun.of(home, "data", "run", "--resume", "--out", folder, "--json");

        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.err()).contains("the same as before").doesNotContain("starter model");
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("\"accepted\":4");
    }

    @Test
    @Tag("slow")
    @Timeout(1800)
    void makesAHundredCellsAgainAsTheyWere() {
        String folder = home.resolve("run").toString();
        assertThat(CommandRun.of(home, "data", "run", "support-tickets", "--rows", "200", "--out", folder)
                        .status())
                .isZero();

        List<Integer> different = new Random(4)
                .ints(1, 201)
                .distinct()
                .limit(100)
                .filter(row -> {
                    CommandRun again = CommandRun.of(home, "data", "again", folder, "" + row, "ticket");
                    return again.status() != 0 || !again.err().contains("the same as before");
                })
                .boxed()
                .toList();

        assertThat(different).isEmpty();
    }

    @Test
    void sharesRowsOutAmongCopiesOfAModelWithoutChangingThem() {
        assertThat(rows("--replicas", "cpu,cpu", "--parallel", "2")).isEqualTo(rows("--parallel", "3"));
    }

    private String rows(String... more) {
        Path folder = home.resolve("run" + String.join("", more));
        Path file = home.resolve("rows" + String.join("", more) + ".jsonl");
        List<String> run = new ArrayList<>(List.of("data", "run", "json-schema-adherence", "--rows", "6", "--out"));
        run.add(folder.toString());
        run.addAll(List.of(more));
        CommandRun made = CommandRun.of(home, run.toArray(String[]::new));
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(CommandRun.of(home, "data", "export", folder.toString(), "--to", file.toString())
                        .status())
                .isZero();
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void loadsOneFileOnceForSlotsThatWantDifferentRoom() throws IOException {
        Path recipe = home.resolve("two.yaml");
        Files.writeString(recipe, """
                athanor-recipe: 1
                name: two
                rows: 3
                models:
                  short: {context: 768}
                  long: {context: 1024}
                columns:
                  - {name: a, type: choice, model: short, prompt: "Day or night?", options: [day, night]}
                  - {name: b, type: choice, model: long, prompt: "After {{ a }}?", options: [day, night]}
                """);

        CommandRun run = CommandRun.of(
                home,
                "data",
                "run",
                recipe.toString(),
                "--out",
                home.resolve("run").toString());

        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void triesARecipeBeforeALongRun() {
        CommandRun check = CommandRun.of(home, "data", "check", "json-schema-adherence", "--probe", "3");

        assertThat(check.status()).as(check.err()).isZero();
        assertThat(check.out())
                .contains("no problem found")
                .contains("probe: 3 of 3 rows accepted")
                .contains("of the schema: 100.0 %");
    }

    @Test
    void copiesAShippedRecipeWithItsDocuments() throws IOException {
        Path mine = home.resolve("mine/qa.yaml");

        CommandRun copied = CommandRun.of(home, "data", "new", "documents-to-qa", mine.toString());

        assertThat(copied.status()).as(copied.err()).isZero();
        assertThat(CommandRun.of(home, "data", "check", mine.toString()).status())
                .isZero();
        assertThat(mine.resolveSibling("documents")).isDirectoryContaining("glob:**.md");
        String schema = Files.readAllLines(mine).getFirst().replace("# yaml-language-server: $schema=", "");
        assertThat(Path.of(URI.create(schema))).isRegularFile();
        CommandRun again = CommandRun.of(home, "data", "new", "documents-to-qa", mine.toString());
        assertThat(again.status()).isEqualTo(3);
        assertThat(again.err()).contains("is there already");
    }

    @Test
    void hasTheCommandsAndOptionsThatTheGuideNames() throws IOException {
        String guide = Files.readString(RECIPES.resolve("../../docs/datasets.md"));
        List<MatchResult> commands = Pattern.compile("(?m)(?:athanor |^\\| `)data ([a-z]+)(.*)$")
                .matcher(guide)
                .results()
                .toList();

        assertThat(commands).hasSizeGreaterThan(15);
        for (MatchResult command : commands) {
            CommandRun help = CommandRun.of(home, "data", command.group(1), "--help");
            assertThat(help.status()).as(command.group()).isZero();
            assertThat(Pattern.compile("--[a-z]+").matcher(command.group(2)).results())
                    .allSatisfy(option -> assertThat(help.out()).contains(option.group()));
        }
    }

    @Test
    void showsRowsWithoutKeepingThem() throws IOException {
        CommandRun preview = CommandRun.of(home, "data", "preview", "synthia", "--rows", "2");

        assertThat(preview.status()).as(preview.err()).isZero();
        assertThat(preview.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(
                                JsonParser.parseString(line).getAsJsonObject().has("question"))
                        .isTrue());
    }

    @Test
    void hasTheSameRowsAfterItWasKilled() throws Exception {
        makesTheSameAfterKills(2, 16);
    }

    @Test
    @Tag("slow")
    @Timeout(1800)
    void hasTheSameRowsAfterItWasKilledFiftyTimes() throws Exception {
        makesTheSameAfterKills(50, 400);
    }

    private void makesTheSameAfterKills(int kills, int rows) throws Exception {
        Random random = new Random(kills);
        Path killed = home.resolve("killed");
        Path whole = home.resolve("whole");
        String many = "" + rows;
        assertThat(process("data", "run", "support-tickets", "--rows", many, "--out", whole.toString())
                        .waitFor())
                .isZero();
        Process running = process("data", "run", "support-tickets", "--rows", many, "--out", killed.toString());
        for (int i = 1; i <= kills; i++) {
            waitForRows(killed, i * rows / (kills + 1), running);
            Thread.sleep(random.nextInt(500));
            running.destroyForcibly().waitFor();
            running = process("data", "run", "--resume", "--out", killed.toString());
        }
        assertThat(running.waitFor()).isZero();

        assertThat(exported(killed)).hasSize(rows).isEqualTo(exported(whole));
    }

    private void waitForRows(Path folder, int rows, Process running) throws Exception {
        while (running.isAlive()) {
            if (Files.exists(folder.resolve("run.db"))) {
                try (RunStore store = RunStore.open(folder)) {
                    if (store.figures().accepted() >= rows) {
                        return;
                    }
                } catch (DataException notYet) {
                    // it is being made
                }
            }
            Thread.sleep(50);
        }
    }

    private List<String> exported(Path folder) throws IOException {
        Path file = folder.resolveSibling(folder.getFileName() + ".jsonl");
        CommandRun export = CommandRun.of(home, "data", "export", folder.toString(), "--to", file.toString());
        assertThat(export.status()).as(export.err()).isZero();
        return Files.readAllLines(file);
    }

    /** The command line in a process of its own, which can be killed. */
    private Process process(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("athanor."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.add("studio.athanor.cli.Main");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("ATHANOR_HOME", home.resolve("other").toString());
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
