package studio.athanor.data.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.athanor.data.Problem;

/** Recipes with one mistake each: it is told once, on its line, with its path and what to do. */
final class MalformedRecipesTest {

    private static final String MODELS = "models: {writer: null, judge: null}\n";
    private static final String TEXT = "- {name: t, type: text, model: writer, prompt: Hi}\n";
    private static final String PARENT = """
            columns:
              - {name: p, type: category, values: [a, b]}
              - {name: x, type: subcategory, parent: p, values: {a: [c], b: [d]}}
            rows: 10
            """;
    private static final String SCORED =
            "- {name: s, type: score, judges: [writer, judge], prompt: Hi, criteria: {good: null}}\n";

    @TempDir
    Path folder;

    record Case(String source, int line, String field, String sentence) {
        @Override
        public String toString() {
            return sentence + " | " + source;
        }
    }

    /** A mistake in what follows the two lines that every recipe needs. */
    private static Case body(String rest, int line, String field, String sentence) {
        return new Case(RecipeTexts.recipe(rest), line, field, sentence);
    }

    /** A mistake in columns that begin on line 5, where the model slots writer and judge are there and used. */
    private static Case columns(String columns, int line, String field, String sentence) {
        return body(MODELS + "columns:\n" + columns + SCORED, line, field, sentence);
    }

    /** A mistake in one column on line 5. */
    private static Case column(String fields, String field, String sentence) {
        return columns("- {name: x, " + fields + "}\n", 5, "columns[0]" + field, sentence);
    }

    /** A mistake in one check of a text, on line 5. */
    private static Case check(String check, String field, String sentence) {
        return column("type: text, model: writer, prompt: Hi, checks: [" + check + "]", ".checks[0]" + field, sentence);
    }

    static Stream<Case> top() {
        String columns = "columns: [{name: x, type: poisson, mean: 1}]\n";
        return Stream.of(
                new Case("", 1, "", "The file holds nothing"),
                new Case("- a\n", 1, "", "\"the recipe\" is a group of fields, not a list"),
                new Case("name: a\n" + columns, 1, "athanor-recipe", "is missing: a recipe needs it"),
                new Case("athanor-recipe: 2\nname: a\n" + columns, 1, "athanor-recipe", "of version 2"),
                new Case("athanor-recipe: 1\n" + columns, 1, "name", "The field \"name\" is missing"),
                new Case("athanor-recipe: 1\nname: My data\n" + columns, 2, "name", "no name of a recipe"),
                new Case("athanor-recipe: 1\nname: 2026\n" + columns, 2, "name", "not the number 2026. Put quotes"),
                body("", 1, "columns", "The field \"columns\" is missing"),
                body("columns: []\n", 3, "columns", "has one column at least"),
                body("columns: {a: 1}\n", 3, "columns", "is a list, not a group of fields"),
                body("colums: []\n" + columns, 3, "colums", "Did you mean \"columns\"?"),
                body("licence:\n" + columns, 3, "licence", "is a text, not empty"),
                body("seed: many\n" + columns, 3, "seed", "is a whole number, not the text \"many\""),
                body("seed: 1.5\n" + columns, 3, "seed", "is a whole number, not the number 1.5"),
                body("seed: 99999999999999999999\n" + columns, 3, "seed", "64 bits at most"),
                body("rows: 0\n" + columns, 3, "rows", "\"rows\" is from 1 to 1000000000, not 0"),
                body("attempts: 5000\n" + columns, 3, "attempts", "is from 1 to 1000"),
                body("attempts: 5000000000\n" + columns, 3, "attempts", "32 bits at most"),
                body("rows: 5\nrows: 6\n" + columns, 4, "rows", "is there twice; the first is on line 3"),
                body("models: [a]\n" + columns, 3, "models", "is a group of named values, not a list"),
                body("models: {w: {contxt: 1}}\n" + columns, 3, "models.w.contxt", "Did you mean \"context\"?"),
                body("models: {w: {context: 2}}\n" + columns, 3, "models.w.context", "is from 16 to"),
                body("models: {w: null}\n" + columns, 3, "models.w", "No column asks the model slot \"w\""),
                body(
                        "models: {w: {sampling: {temperatur: 1}}}\n" + columns,
                        3,
                        "models.w.sampling.temperatur",
                        "temperature"),
                body(
                        "models: {w: {sampling: {top-p: 2}}}\n" + columns,
                        3,
                        "models.w.sampling.top-p",
                        "from 0 to 1, not 2"),
                body(
                        "models: {w: {sampling: {logit-bias: {a: 1}}}}\n" + columns,
                        3,
                        "models.w.sampling.logit-bias.a",
                        "no token"),
                body("models: {a=b: null}\n" + columns, 3, "models.a=b", "is no name for this"),
                body("sources: {s: data}\n" + columns, 3, "sources.s", "does not tell its format"),
                body(
                        "sources: {s: {path: a.csv, format: xlsx}}\n" + columns,
                        3,
                        "sources.s.format",
                        "It is one of csv, jsonl"),
                body("sources: {s: none.csv}\n" + columns, 3, "sources.s", "There is no file \"none.csv\""),
                body("documents: {path: none}\n" + columns, 3, "documents.path", "There is nothing at \"none\""),
                body(
                        "documents: {chunk-tokens: 64, overlap-tokens: 64}\n" + columns,
                        3,
                        "documents.overlap-tokens",
                        "less than \"chunk-tokens\""),
                body("documents: {}\n" + columns, 3, "documents", "No column of type chunk reads the documents"),
                body("output: csv\n" + columns, 3, "output", "\"csv\" is no value of \"output\""),
                body(
                        "output: alpaca\n" + columns,
                        3,
                        "output.columns",
                        "needs these fields under \"columns\": instruction, output"),
                body(
                        "output: {shape: dpo, columns: {prompt: x, chosen: x, reject: x}}\n" + columns,
                        3,
                        "output.columns.reject",
                        "Did you mean \"rejected\"?"),
                body(
                        "output: {shape: kto, columns: {prompt: x, completion: x, label: y}}\n" + columns,
                        3,
                        "output.columns.label",
                        "There is no column \"y\""),
                body(
                        "output: {shape: chatml, columns: {messages: '{{ y }}'}}\n" + columns,
                        3,
                        "output.columns.messages",
                        "There is no column \"y\""),
                body(
                        "output: {shape: raw, columns: {a: x}}\n" + columns,
                        3,
                        "output.columns",
                        "writes all columns as they are"),
                body(
                        "quotas: [{column: y, counts: {a: 1}}]\n" + columns,
                        3,
                        "quotas[0].column",
                        "There is no column \"y\""),
                body("quotas: [{column: x}]\n" + columns, 3, "quotas[0]", "Add \"counts\" by value"),
                body("checks: [{regex: a}]\n" + columns, 3, "checks[0].regex", "A whole row is checked by expression"),
                body(
                        "checks: [{expression: y > 1}]\n" + columns,
                        3,
                        "checks[0].expression",
                        "There is no column \"y\""),
                body(
                        "checks: [{novelty: {column: y}}]\n" + columns,
                        3,
                        "checks[0].novelty.column",
                        "There is no column \"y\""),
                body(columns + "a: b: c\n", 4, "", "A colon does not fit here"),
                body(columns + "\ta: 1\n", 4, "", "A tab stands"));
    }

    static Stream<Case> columnCases() {
        return Stream.of(
                columns("- x\n", 5, "columns[0]", "is a group of fields, not the text \"x\""),
                columns("- {type: poisson, mean: 1}\n", 5, "columns[0].name", "a column of type poisson needs it"),
                columns("- {name: x}\n", 5, "columns[0].type", "It is one of category, subcategory"),
                columns("- {name: 'my x', type: poisson, mean: 1}\n", 5, "columns[0].name", "no name of a column"),
                columns("- {name: value, type: poisson, mean: 1}\n", 5, "columns[0].name", "means something else"),
                columns(TEXT + TEXT, 6, "columns[1].name", "The column \"t\" is there twice"),
                columns(TEXT + TEXT.replace("name: t", "name: T"), 6, "columns[1].name", "differ in capitals only"),
                columns(
                        "- {name: t, type: poisson, mean: 1, dropped: maybe}\n",
                        5,
                        "columns[0].dropped",
                        "is true or false"),
                column("type: txt", ".type", "Did you mean \"text\"?"),
                column("type: poisson, mean: 1, max_tokens: 5", ".max_tokens", "in a column of type poisson"),
                column(
                        "type: text, model: writer, prompt: Hi, max_tokens: 5",
                        ".max_tokens",
                        "Did you mean \"max-tokens\"?"),
                column("type: category", ".values", "The field \"values\" is missing"),
                column("type: category, values: []", ".values", "There are no values to draw from"),
                column("type: category, values: [a, b, a]", ".values", "The value \"a\" is there twice"),
                column("type: category, values: {a: 0, b: 0}", ".values", "Every weight is 0"),
                column("type: category, values: {a: -1, b: 1}", ".values", "is 0 or more, not -1"),
                column("type: category, values: [{valu: a}]", ".values[0].value", "is missing"),
                column("type: subcategory, parent: y, values: {a: [b]}", ".parent", "There is no column \"y\""),
                columns(
                        "- {name: p, type: category, values: [a, b]}\n- {name: x, type: subcategory, parent: p, values: {a: [c]}}\n",
                        6,
                        "columns[1].values",
                        "The value \"b\" of \"p\" has no list"),
                columns(
                        "- {name: p, type: category, values: [abc]}\n- {name: x, type: subcategory, parent: p, values: {abc: [c], abd: [e]}}\n",
                        6,
                        "columns[1].values.abd",
                        "Did you mean \"abc\"?"),
                column("type: uniform, low: 2, high: 1", ".high", "\"high\" is 1, which is less than \"low\", 2"),
                column("type: uniform, low: 0, high: 1, decimals: 99", ".decimals", "from 0 to 15"),
                column("type: normal, mean: 0, standard-deviation: -1", ".standard-deviation", "0 or more"),
                column("type: normal, mean: 0, standard-deviation: 1, min: 20", ".mean", "Hardly any number"),
                column("type: poisson, mean: -1", ".mean", "is from 0 to"),
                column("type: bernoulli, probability: 2", ".probability", "from 0 to 1, not 2"),
                column("type: integer, low: 1, high: 0", ".high", "less than \"low\""),
                column("type: integer, low: 1.5, high: 3", ".low", "is a whole number"),
                column("type: datetime, from: yesterday, to: 2026-01-01", ".from", "\"yesterday\" is no moment"),
                column("type: datetime, from: 2026-01-02, to: 2026-01-01", ".to", "is later than \"from\""),
                column(
                        "type: datetime, from: 2026-01-01, to: 2026-01-02, unit: decades",
                        ".unit",
                        "It is one of millis"),
                column("type: person, min-age: 50, max-age: 20", ".max-age", "less than \"min-age\""),
                column("type: person, locales: []", ".locales", "names none"),
                column("type: person, sex: other", ".sex", "It is one of female, male"),
                column("type: pick, source: s", ".source", "There is no source \"s\""),
                column("type: pick, source: s, order: shuffled", ".order", "It is one of with-replacement"),
                column("type: chunk", "", "There are no documents"),
                column("type: expression, template: '{{ y }}'", ".template", "There is no column \"y\""),
                column("type: expression, template: '{{ x }}'", "", "needs itself: x (line 5) -> x"),
                column("type: expression, template: '{{ a'", ".template", "This is no template"),
                column("type: expression, template: a, as: float", ".as", "It is one of text, integer"),
                column("type: poisson, mean: 1, when: 'y >'", ".when", "This is no expression"),
                column("type: poisson, mean: 1, when: ''", ".when", "The expression is empty"),
                column("type: poisson, mean: 1, when: yellow", ".when", "A text in an expression has quotes"),
                column("type: text, model: writr, prompt: Hi", ".model", "Did you mean \"writer\"?"),
                column("type: text, prompt: Hi", ".model", "The field \"model\" is missing"),
                column("type: text, model: writer", ".prompt", "The field \"prompt\" is missing"),
                column("type: text, model: writer, prompt: ''", ".prompt", "\"prompt\" is empty"),
                column("type: text, model: writer, prompt: Hi, max-tokens: 0", ".max-tokens", "is from 1 to"),
                columns(
                        "- {name: x, type: text, model: writer, prompt: {{ y }}}\n",
                        5,
                        "",
                        "A template stands here without quotes"),
                column("type: text, model: writer, prompt: Hi, sampling: hot", ".sampling", "is a group of fields"),
                body(
                        "models: {w: {context: 100}}\ncolumns: [{name: x, type: text, prompt: Hi, max-tokens: 100}]\n",
                        4,
                        "columns[0].max-tokens",
                        "leaves no room for the prompt"),
                columns(
                        "- name: x\n  type: text\n  model: writer\n  prompt: |\n    One.\n    Two {{ twoo }}.\n- {name: two, type: poisson, mean: 1}\n",
                        10,
                        "columns[0].prompt",
                        "Did you mean \"two\"?"),
                columns(
                        "- name: x\n  type: text\n  model: writer\n  prompt: |\n    One.\n    {% if x %}\n",
                        10, "columns[0].prompt", "This is no template"),
                column("type: structured, model: writer, prompt: Hi", ".schema", "The field \"schema\" is missing"),
                column("type: structured, model: writer, prompt: Hi, schema: 5", ".schema", "is a JSON Schema"),
                column("type: structured, model: writer, prompt: Hi, schema: '{'", ".schema", "The text is not JSON"),
                column(
                        "type: structured, model: writer, prompt: Hi, schema-file: no.json",
                        ".schema-file",
                        "cannot be read"),
                column(
                        "type: structured, model: writer, prompt: Hi, schema: {}, schema-file: no.json",
                        ".schema-file",
                        "Keep one of the two"),
                column(
                        "type: structured, model: writer, prompt: Hi, schema: {type: strin}",
                        ".schema.type",
                        "No grammar can hold"),
                column(
                        "type: structured, model: writer, prompt: Hi, schema: {type: integer, minimum: 5, maximum: 1}",
                        ".schema",
                        "No grammar can hold"),
                column(
                        "type: structured, model: writer, prompt: Hi, schema: {properties: {a: {enum: ['{{ y }}']}}}",
                        ".schema.properties.a.enum[0]",
                        "There is no column \"y\""),
                column("type: choice, model: writer, prompt: Hi, options: []", ".options", "nothing to choose from"),
                column(
                        "type: choice, model: writer, prompt: Hi, options: [a, a]",
                        ".options[1]",
                        "\"a\" is there twice"),
                column(
                        "type: choice, model: writer, prompt: Hi, options: [a, 1]",
                        ".options[1]",
                        "is a text, not the number 1"),
                column("type: score, model: writer, prompt: Hi", ".criteria", "The field \"criteria\" is missing"),
                column(
                        "type: score, model: writer, judges: [judge], prompt: Hi, criteria: {a: b}",
                        ".model",
                        "\"judges\" is there as well"),
                column(
                        "type: score, judges: [judge, judge], prompt: Hi, criteria: {a: b}",
                        ".judges[1]",
                        "is there twice"),
                column(
                        "type: score, model: writer, prompt: Hi, criteria: {score: b}",
                        ".criteria.score",
                        "a field of every judgement"),
                column(
                        "type: score, model: writer, prompt: Hi, criteria: {a: b}, low: 5",
                        ".high",
                        "not more than \"low\""),
                column("type: score, model: writer, prompt: Hi, pair: [s]", ".pair", "names two columns"),
                column("type: score, model: writer, prompt: Hi, pair: [s, q]", ".pair[1]", "There is no column \"q\""),
                column("type: conversation, user: {model: writer, prompt: Hi}", ".assistant", "is missing"),
                column(
                        "type: conversation, user: {model: writer, prompt: Hi}, assistant: {model: writer, prompt: Hi}",
                        ".assistant.prompt",
                        "There is no field \"prompt\" in \"assistant\" of a conversation"),
                column(
                        "type: conversation, user: {model: writer, prompt: Hi}, assistant: {model: judge}, min-turns: 5",
                        ".max-turns",
                        "less than \"min-turns\""),
                column("type: tool-conversation, model: writer, prompt: Hi, tools: []", ".tools", "There are no tools"),
                column(
                        "type: tool-conversation, model: writer, prompt: Hi, tools: [{name: f}]",
                        ".tools[0].parameters",
                        "is missing"),
                column(
                        "type: tool-conversation, model: writer, prompt: Hi, tools: [{name: f, parameters: {type: nothing}}]",
                        ".tools[0].parameters.type",
                        "No grammar can hold"),
                column(
                        "type: tool-conversation, model: writer, prompt: Hi, tools: [{name: a b, parameters: {}}]",
                        ".tools[0].name",
                        "no name of a tool"),
                column(
                        "type: tool-conversation, model: writer, prompt: Hi, tools: none",
                        ".tools",
                        "is a list of tools"),
                column(
                        "type: tool-conversation, model: writer, prompt: Hi, tools: [{name: f, parameters: {}}], simulator: x",
                        ".simulator",
                        "no model slot \"x\""),
                column("type: embedding, model: writer", ".template", "is missing"),
                columns(
                        "- {name: a, type: expression, template: '{{ b }}'}\n- {name: b, type: expression, template: '{{ c }}'}\n- {name: c, type: poisson, mean: 1, when: a > 1}\n",
                        5,
                        "columns[0]",
                        "a (line 5) -> b (line 6) -> c (line 7) -> a."));
    }

    static Stream<Case> checkCases() {
        return Stream.of(
                check("{regx: a}", ".regx", "Did you mean \"regex\"?"),
                check("{regex: a, length: {min: 1}}", "", "A check is one field"),
                check("length", "", "A check is one field"),
                check("{regex: '('}", ".regex", "This is no pattern"),
                check("{regex: {patern: a}}", ".regex.pattern", "is missing"),
                check("{length: {}}", ".length", "has \"min\", \"max\" or both"),
                check("{length: {min: 5, max: 4}}", ".length.max", "less than \"min\""),
                check("{length: {min: -5}}", ".length", "A length is 0 or more"),
                check("{length: {unit: tokens, min: 1}}", ".length.unit", "It is one of characters, words"),
                check("{language: english}", ".language", "is no language"),
                check("{language: {code: en, confidence: 2}}", ".language.confidence", "from 0 to 1"),
                check("{parses: rust}", ".parses", "It is one of json, sql, java, python"),
                check("{numeric: {min: 2, max: 1}}", ".numeric.max", "less than \"min\""),
                check("{expression: y}", ".expression", "There is no column \"y\""),
                check("{novelty: fuzzy}", ".novelty", "It is one of exact, minhash, embedding"),
                check("{novelty: {threshold: 2}}", ".novelty.threshold", "above 0 and at most 1"),
                check("{novelty: embedding}", ".novelty.embedder", "needs \"embedder\""),
                check("{novelty: {embedder: writer}}", ".novelty.embedder", "Only the method embedding"),
                check("{novelty: {method: embedding, embedder: q}}", ".novelty.embedder", "no model slot \"q\""),
                check("{schema: a}", ".schema", "The text is not JSON"));
    }

    static Stream<Case> quotaCases() {
        String column = "columns: [{name: x, type: category, values: {a: 1, b: 1, c: 0}}]\nrows: 10\n";
        return Stream.of(
                body(
                        column + "quotas: [{column: x, counts: {a: 5, bb: 5}}]\n",
                        5,
                        "quotas[0].counts.bb",
                        "never has the value \"bb\". Did you mean"),
                body(
                        column + "quotas: [{column: x, counts: {a: 5, b: 4}}]\n",
                        5,
                        "quotas[0].counts",
                        "make 9 rows together, but the recipe wants 10"),
                body(
                        column + "quotas: [{column: x, counts: {a: 5, c: 5}}]\n",
                        5,
                        "quotas[0].counts.c",
                        "has the weight 0"),
                body(
                        column + "quotas: [{column: x, counts: {a: 11, b: -1}}]\n",
                        5,
                        "quotas[0].counts.b",
                        "A count is 0 or more"),
                body(
                        column + "quotas: [{column: x, counts: {a: 5, b: 5}}, {column: x, counts: {a: 5, b: 5}}]\n",
                        5,
                        "quotas[1].column",
                        "has a quota already"),
                body(
                        "columns: [{name: x, type: category, values: [a, b, c]}]\nrows: 2\nquotas: [{column: x}]\n",
                        5,
                        "quotas[0]",
                        "has 3 values, more than the 2 rows"),
                body(
                        "columns: [{name: x, type: category, values: [a, b, c]}]\nrows: 10\nquotas: [{column: x}]\n",
                        5,
                        "quotas[0]",
                        "cannot be shared equally by 3"),
                body(
                        "columns: [{name: x, type: integer, low: 0, high: 1}]\nrows: 2\nattempts: 1\nquotas: [{column: x, counts: {0: 1, 1: 1}}]\n",
                        6,
                        "quotas[0]",
                        "With one attempt"),
                body(
                        "columns: [{name: x, type: integer, low: 0, high: 1}]\nrows: 2\nquotas: [{column: x, counts: {0: 1, 2: 1}}]\n",
                        5,
                        "quotas[0].counts.2",
                        "never has the value \"2\": it is a whole number from 0 to 1"),
                body(
                        "columns: [{name: x, type: uniform, low: 0, high: 1, decimals: 1}]\nrows: 2\nquotas: [{column: x, counts: {0.5: 1, half: 1}}]\n",
                        5,
                        "quotas[0].counts.half",
                        "it is a number from 0 to 1"),
                body(
                        "columns: [{name: x, type: poisson, mean: 2}]\nrows: 2\nquotas: [{column: x, counts: {-1: 2}}]\n",
                        5,
                        "quotas[0].counts.-1",
                        "it is a count, from 0 on"),
                body(
                        "columns: [{name: x, type: uuid}]\nrows: 2\nquotas: [{column: x, counts: {a: 2}}]\n",
                        5,
                        "quotas[0].column",
                        "is of type uuid, whose values are mostly different in every row"),
                body(
                        MODELS + "columns:\n" + TEXT + SCORED + "quotas: [{column: t, counts: {a: 100}}]\n",
                        7,
                        "quotas[0].column",
                        "is of type text"),
                body(
                        "columns: [{name: b, type: bernoulli, probability: 0.5}, {name: x, type: category, values: [a, b], when: b}]\nquotas: [{column: x}]\n",
                        4,
                        "quotas[0].column",
                        "is left out where its \"when\" is false"),
                body(
                        PARENT + "quotas: [{column: p, counts: {a: 4, b: 6}}, {column: x, counts: {c: 5, d: 5}}]\n",
                        7,
                        "quotas[1].counts.c",
                        "\"c\" comes only where \"p\" is \"a\", which by its own quota has 4 rows, not 5"),
                body(
                        PARENT + "quotas: [{column: p, counts: {a: 4, b: 6}}, {column: x, counts: {c: 5, d: 5}}]\n",
                        7,
                        "quotas[1]",
                        "\"p\" is to be \"b\" in 6 rows by its own quota, and the values that go with it, \"d\", are counted for 5 only"),
                body(
                        PARENT + "quotas: [{column: p, counts: {a: 4, b: 6}}, {column: x}]\n",
                        7,
                        "quotas[1]",
                        "\"c\" comes only where"));
    }

    @ParameterizedTest
    @MethodSource({"top", "columnCases", "checkCases", "quotaCases"})
    void isToldOnceWithPlaceAndRemedy(Case mistake) throws Exception {
        Files.createDirectories(folder);

        RecipeFile.Parsed parsed =
                RecipeFile.parse(mistake.source(), folder.resolve("r.yaml").toString());
        List<Problem> problems = RecipeChecker.check(parsed, folder);

        assertThat(problems)
                .filteredOn(problem -> problem.sentence().contains(mistake.sentence()))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo(mistake.field());
                    assertThat(problem.at().line()).isEqualTo(mistake.line());
                    assertThat(problem.at().column()).isPositive();
                });
        assertThat(problems)
                .as("sentences")
                .allSatisfy(problem -> assertThat(problem.sentence()).matches("(?s).*[.?!]"));
    }
}
