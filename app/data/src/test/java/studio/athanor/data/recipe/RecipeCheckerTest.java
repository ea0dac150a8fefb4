package studio.athanor.data.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.data.Problem;
import studio.athanor.data.row.Position;

final class RecipeCheckerTest {

    @TempDir
    Path folder;

    @BeforeEach
    void sources() throws IOException {
        Files.writeString(folder.resolve("products.csv"), "name,price\n" + "lamp,1\n".repeat(500));
        Files.writeString(folder.resolve("names.data"), "Ann\nBo\n");
        Files.writeString(Files.createDirectory(folder.resolve("docs")).resolve("a.md"), "# A\n");
    }

    @Test
    void findsNothingInTheWholeExample() {
        assertThat(check(RecipeTexts.FULL)).isEmpty();
    }

    @Test
    void checksAFile() throws Exception {
        Path file = folder.resolve("r.yaml");
        Files.writeString(file, RecipeTexts.FULL.replace("{{ ticket }}\"", "{{ tickt }}\""));

        List<Problem> problems = RecipeChecker.check(file);

        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.sentence()).contains("Did you mean \"ticket\"?"));
        assertThat(problems).extracting(Problem::field).containsExactly("columns[23].template");
    }

    @Test
    void knowsThePlacesOfColumnsWithoutTheSource() {
        Recipe recipe = RecipeTexts.read(
                RecipeTexts.recipe("columns:\n  - {name: a, type: expression, template: '{{ b }}'}\n"));

        assertThat(RecipeChecker.check(recipe, folder))
                .singleElement()
                .satisfies(problem -> assertThat(problem.at()).isEqualTo(new Position(4, 5)));
    }

    @Test
    void knowsWhatTheUserOfAConversationSees() {
        assertThat(sentences("""
                        models: {m: null}
                        columns:
                          - name: talk
                            type: conversation
                            user: {prompt: "Question {{ turn }} of {{ turns }} after {{ messages }}"}
                            assistant: {system: Help.}
                        """)).isEmpty();
    }

    @Test
    void tellsWhereAnotherCheckBelongs() {
        assertThat(sentences("columns: [{name: a, type: uuid}]\nchecks: [{regex: x}]\n"))
                .singleElement()
                .asString()
                .contains("under \"checks\" of a column");
    }

    @Test
    void namesTheLinesOfRaggedRecords() throws IOException {
        Files.writeString(
                folder.resolve("s.csv"), "a,b\r\n1,2\r\n\r\n\"x\ny\",2\r\n1\r\n1,2,3\r\n\"q\"z,1\r\n\"open,1\r\n");

        assertThat(csv())
                .satisfiesExactly(
                        first -> assertThat(first).contains("line 6: the record has 1 field, the header has 2"),
                        second -> assertThat(second).contains("line 7: the record has 3 fields"),
                        third -> assertThat(third).contains("line 8: text follows a closing quote"),
                        fourth -> assertThat(fourth).contains("1 more faulty records"));
    }

    @Test
    void takesTheSeparatorThatTheHeaderHasMostOf() throws IOException {
        Files.writeString(folder.resolve("s.csv"), "a;\"b,c\"\n1,5;2\n");
        assertThat(csv()).isEmpty();
        Files.writeString(folder.resolve("s.csv"), "\ufeffa\tb\n1\t2");
        assertThat(csv()).isEmpty();
    }

    @Test
    void findsWhatElseCanBeWrongWithCsv() throws IOException {
        Files.writeString(folder.resolve("s.csv"), "");
        assertThat(csv()).first().asString().contains("is empty");
        Files.writeString(folder.resolve("s.csv"), "a,a\n1,2\n");
        assertThat(csv()).first().asString().contains("names the column \"a\" twice");
        Files.writeString(folder.resolve("s.csv"), "a,b\n");
        assertThat(csv()).first().asString().contains("no records to pick from");
        Files.write(folder.resolve("s.csv"), "a\nä\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(csv()).first().asString().contains("is not UTF-8");
        Files.writeString(folder.resolve("s.csv"), "aa,b\n1,2\n");
        assertThat(csv()).first().asString().contains("no field \"a\". Did you mean \"aa\"? Its fields are aa, b");
    }

    @Test
    void findsLinesThatAreNoObjects() throws IOException {
        Files.writeString(folder.resolve("s.jsonl"), "{\"a\": 1}\n\n[1]\n{'a': 1}\n");

        assertThat(sentences("sources: {s: s.jsonl}\ncolumns: [{name: x, type: pick, source: s, field: a}]\n"))
                .satisfiesExactly(
                        first -> assertThat(first).contains("line 3: this is no JSON object"),
                        second -> assertThat(second).contains("line 4: this is no JSON object"));
    }

    @Test
    void knowsTheFieldOfATextAndACutOffParquetFile() throws IOException {
        Files.writeString(folder.resolve("s.txt"), "a\nb\n");
        Files.writeString(folder.resolve("p.parquet"), "PAR1 and no end");

        assertThat(sentences(
                        "sources: {s: s.txt, p: p.parquet}\ncolumns: [{name: x, type: pick, source: s, field: txt},"
                                + " {name: y, type: pick, source: p}]\n"))
                .satisfiesExactlyInAnyOrder(
                        first -> assertThat(first).contains("no field \"txt\". Did you mean \"text\"?"),
                        second -> assertThat(second).contains("no Parquet file, or was cut off"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"without-replacement", "in-order"})
    void warnsWhereAFileIsTooShortToTakeEachRecordOnce(String order) throws IOException {
        Files.writeString(folder.resolve("s.txt"), "a\nb\n");

        assertThat(check(RecipeTexts.recipe(
                        "rows: 3\nsources: {s: s.txt}\ncolumns: [{name: x, type: pick, source: s, order: " + order
                                + "}]\n")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING);
                    assertThat(problem.sentence()).contains("has 2 records, fewer than the 3 rows");
                });
    }

    @Test
    void goesThroughALargeFileWithoutHoldingIt() throws IOException {
        try (Writer writer = Files.newBufferedWriter(folder.resolve("s.csv"))) {
            writer.write("a,b\n");
            for (int i = 0; i < 1_000_000; i++) {
                writer.write("some text that is \"\"not,quoted\n".replace("\"\"", ""));
            }
            writer.write("1\n");
        }

        List<String> found = Assertions.assertTimeout(Duration.ofSeconds(20), this::csv);

        assertThat(found).singleElement().asString().contains("line 1000002: the record has 1 field");
    }

    @Test
    void putsValuesThatARowMayHaveIntoSchemas() {
        assertThat(sentences("""
                models: {m: null}
                columns:
                  - {name: n, type: integer, low: 1, high: 3}
                  - {name: c, type: category, values: [1, 2]}
                  - {name: w, type: text, prompt: Hi}
                  - name: s
                    type: structured
                    prompt: Hi
                    schema:
                      type: object
                      properties:
                        a: {type: integer, const: "{{ n }}"}
                        b: {type: string, const: "{{ c }}"}
                        c: {enum: "{{ w }}"}
                        d: {type: boolean, enum: ["{{ w }}"]}
                        e: {enum: ["x-{{ c }}", "{{ w }}"]}
                """)).isEmpty();
    }

    @Test
    void takesQuotasThatCanBeMet() {
        assertThat(sentences("""
                rows: 12
                attempts: 5
                models: {m: null}
                columns:
                  - {name: p, type: category, values: [a, b]}
                  - {name: x, type: subcategory, parent: p, values: {a: [c, d], b: [d, e]}}
                  - {name: mood, type: choice, prompt: Hi, options: [calm, angry]}
                  - {name: urgent, type: bernoulli, probability: 0.5}
                  - {name: floor, type: integer, low: -1, high: 1}
                  - {name: size, type: normal, mean: 1, standard-deviation: 1, decimals: 0}
                  - {name: kind, type: expression, template: "{{ 'big' if size > 1 else 'small' }}"}
                quotas:
                  - {column: p, counts: {a: 5, b: 7}}
                  - {column: x, counts: {c: 2, d: 6, e: 4}}
                  - {column: mood}
                  - {column: urgent}
                  - {column: floor, counts: {-1: 6, 1: 6}}
                  - {column: size, counts: {1: 12}}
                  - {column: kind, counts: {big: 6, small: 6}}
                """)).isEmpty();
    }

    @Test
    void leavesRoomForThePromptBesideTheLongestOption() {
        assertThat(sentences("""
                models: {m: {context: 256}}
                columns:
                  - {name: mood, type: choice, prompt: Hi, options: [calm, angry]}
                """)).isEmpty();
    }

    @Test
    void warnsOfWhatIsReadFromOutsideTheFolder() throws IOException {
        Path outside = folder.resolve("outside");
        Files.writeString(Files.createDirectory(outside).resolve("key.txt"), "secret\n");
        Files.writeString(outside.resolve("s.json"), "{}");
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.writeString(inside.resolve("own.txt"), "a\n");
        String recipe = RecipeTexts.recipe(
                """
                models: {m: null}
                sources: {s: ../outside/key.txt, t: %s, own: ./own.txt}
                documents: {path: ../outside}
                columns:
                  - {name: a, type: structured, prompt: Hi, schema-file: ../outside/s.json}
                  - {name: b, type: pick, source: s}
                  - {name: c, type: pick, source: t}
                  - {name: d, type: pick, source: own}
                  - {name: e, type: chunk}
                """.formatted(outside.resolve("key.txt").toString().replace('\\', '/')));

        List<Problem> problems = RecipeChecker.check(
                RecipeFile.parse(recipe, inside.resolve("r.yaml").toString()), inside);

        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING);
            assertThat(problem.sentence()).contains("outside the recipe's folder");
        });
        assertThat(problems)
                .extracting(Problem::field)
                .containsExactly("sources.s", "sources.t", "documents.path", "columns[0].schema-file");
    }

    @Test
    void looksWhetherThereAreDocuments() throws IOException {
        String recipe = "documents: {path: papers}\ncolumns: [{name: x, type: chunk}]\n";
        Path papers = folder.resolve("papers");
        Files.createDirectories(papers.resolve("2026"));
        Files.writeString(papers.resolve("list.xlsx"), "");
        assertThat(sentences(recipe)).singleElement().asString().contains("There is no document at \"papers\"");
        Files.writeString(papers.resolve("2026/a.txt"), "A text.");
        assertThat(sentences(recipe)).isEmpty();
        assertThat(sentences(recipe.replace("papers", "papers/list.xlsx")))
                .singleElement()
                .asString()
                .contains("Put text, Markdown, HTML, PDF or DOCX files there");
    }

    private List<String> csv() {
        return sentences("sources: {s: s.csv}\ncolumns: [{name: x, type: pick, source: s, field: a}]\n");
    }

    private List<String> sentences(String rest) {
        return check(RecipeTexts.recipe(rest)).stream().map(Problem::sentence).toList();
    }

    private List<Problem> check(String source) {
        return RecipeChecker.check(
                RecipeFile.parse(source, folder.resolve("r.yaml").toString()), folder);
    }
}
