package studio.athanor.data.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.data.Problem;
import studio.athanor.data.recipe.yaml.YamlNode;
import studio.athanor.data.recipe.yaml.YamlReader;

/** Holds the JSON Schema of recipes, which editors complete and underline by, to what is read. */
final class RecipeSchemaTest {

    private static final Path ASSETS = Path.of(System.getProperty("athanor.project.root"), "assets");
    private static final Path FILE = ASSETS.resolve("schemas/recipe.schema.json");
    private static final String UNKNOWN = "unheard-of";
    private static final Pattern NO_FIELD = Pattern.compile(
            "There is no field \"" + UNKNOWN + "\" in (.+?)\\.(?: Did you mean .*\\?)? Its fields are (.*)\\.");
    private static final Pattern NO_CHECK = Pattern.compile("Its kinds are (.*)\\.");

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static JsonObject tree() throws IOException {
        return JsonParser.parseString(Files.readString(FILE)).getAsJsonObject();
    }

    private static List<Error> errors(String recipe) throws IOException {
        Schema schema = REGISTRY.getSchema(Files.readString(FILE), InputFormat.JSON);
        return schema.validate(json(recipe).toString(), InputFormat.JSON);
    }

    private static JsonElement json(String recipe) {
        return YamlReader.read(recipe).root().map(YamlNode::json).orElseThrow();
    }

    static Stream<Path> shipped() throws IOException {
        try (Stream<Path> all = Files.list(ASSETS.resolve("recipes"))) {
            return all.map(folder -> folder.resolve("recipe.yaml")).sorted().toList().stream();
        }
    }

    static Stream<String> examples() throws IOException {
        return Stream.concat(Stream.of(RecipeTexts.FULL), RecipeReferenceTest.recipes());
    }

    @Test
    void isASchema() throws IOException {
        Schema draft = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(draft.validate(Files.readString(FILE), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void takesWhatIsShippedAndIsNamedThere(Path recipe) throws IOException {
        String source = Files.readString(recipe);

        assertThat(errors(source)).isEmpty();
        Matcher named =
                Pattern.compile("\\A# yaml-language-server: \\$schema=(\\S+)\n").matcher(source);
        assertThat(named.find()).isTrue();
        assertThat(recipe.resolveSibling(named.group(1)).normalize()).isEqualTo(FILE.normalize());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void takesTheExamples(String recipe) throws IOException {
        assertThat(errors(recipe)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void takesWhatTheProgramWrites(String source) throws IOException {
        Recipe recipe = RecipeTexts.read(source);

        assertThat(errors(RecipeFile.toYaml(recipe))).isEmpty();
        assertThat(errors(RecipeTree.complete().recipe(recipe).toString())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: Not a name\ncolumns: [{name: x, type: uuid}]",
                "name: a\ncolums: []\ncolumns: [{name: x, type: uuid}]",
                "name: a\ncolumns: [{name: x, type: uid}]",
                "name: a\ncolumns: [{name: x, type: uuid, mean: 1}]",
                "name: a\ncolumns: [{name: x, type: poisson}]",
                "name: a\ncolumns: [{name: x, type: choice, prompt: Hi, options: [a, 1]}]",
                "name: a\ncolumns: [{name: x, type: structured, prompt: Hi}]",
                "name: a\ncolumns: [{name: x, type: uuid, checks: [{regex: a, length: {min: 1}}]}]",
                "name: a\nmodels: {w: {contxt: 1}}\ncolumns: [{name: x, type: uuid}]",
                "name: a\nquotas: [{counts: {a: 1}}]\ncolumns: [{name: x, type: uuid}]"
            })
    void underlinesMistakes(String rest) throws IOException {
        assertThat(errors("athanor-recipe: 1\n" + rest + "\n")).isNotEmpty();
    }

    @Test
    void hasTheFieldsThatAreRead() throws IOException {
        JsonElement tree = json(RecipeTexts.FULL);
        addUnknownFields(tree, "");
        Map<String, Set<String>> read = new TreeMap<>();
        for (Problem problem : RecipeFile.parse(tree.toString(), "r.yaml").problems()) {
            Matcher found = NO_FIELD.matcher(problem.sentence());
            if (found.matches()) {
                read.computeIfAbsent(found.group(1), _ -> new LinkedHashSet<>())
                        .addAll(List.of(found.group(2).split(", ")));
            }
        }
        Map<String, Set<String>> written = new TreeMap<>();
        properties(tree(), written);
        written.remove("a check");

        assertThat(read).hasSizeGreaterThan(30);
        assertThat(written.keySet()).isEqualTo(read.keySet());
        written.forEach(
                (owner, names) -> assertThat(names).as(owner).containsExactlyInAnyOrderElementsOf(read.get(owner)));
        assertThat(tree().getAsJsonObject("properties").keySet()).containsExactlyElementsOf(RecipeReader.ORDER);
    }

    /** Puts a field that is nowhere into every group, but for the items of lists of checks, which have one field. */
    private static void addUnknownFields(JsonElement tree, String name) {
        switch (tree) {
            case JsonObject object -> {
                object.asMap().forEach((key, value) -> addUnknownFields(value, key));
                if (!name.equals("checks")) {
                    object.addProperty(UNKNOWN, 1);
                }
            }
            case JsonArray list -> list.forEach(item -> addUnknownFields(item, name));
            default -> {}
        }
    }

    /** Collects the names of the properties of what has a title: the reader's word for it. */
    private static void properties(JsonElement tree, Map<String, Set<String>> into) {
        if (tree instanceof JsonObject object) {
            if (object.has("title") && object.has("properties")) {
                into.put(
                        object.get("title").getAsString(),
                        object.getAsJsonObject("properties").keySet());
            }
            object.asMap().values().forEach(value -> properties(value, into));
        }
    }

    @Test
    void hasTheChecksThatAreRead() throws IOException {
        List<Problem> problems = RecipeFile.parse(
                        RecipeTexts.recipe("columns: [{name: x, type: uuid, checks: [{" + UNKNOWN + ": 1}]}]\n"),
                        "r.yaml")
                .problems();
        Matcher kinds = NO_CHECK.matcher(problems.getFirst().sentence());

        assertThat(kinds.find()).isTrue();
        assertThat(definition("check").getAsJsonObject("properties").keySet())
                .containsExactlyInAnyOrder(kinds.group(1).split(", "));
    }

    @Test
    void hasTheWordsThatAreRead() throws IOException {
        List<String> types =
                Stream.of(ColumnType.values()).map(ColumnType::word).toList();
        assertThat(words("column", "type")).isEqualTo(types);
        assertThat(definition("column").getAsJsonArray("allOf")).hasSize(types.size());
        assertThat(words("source", "format"))
                .isEqualTo(Words.of(SourceFile.Format.class).words());
        assertThat(words("output", "shape"))
                .isEqualTo(Words.of(OutputShape.Kind.class).words());
        assertThat(words("datetime", "unit")).isEqualTo(SamplerReader.UNITS.words());
        assertThat(words("pick", "order")).isEqualTo(SamplerReader.ORDERS.words());
        assertThat(words("expressionColumn", "as")).isEqualTo(SamplerReader.TYPES.words());
        assertThat(words("lengthCheck", "unit")).isEqualTo(CheckReader.UNITS.words());
        assertThat(words("check", "parses")).isEqualTo(CheckReader.SYNTAXES.words());
        assertThat(words("noveltyCheck", "method")).isEqualTo(CheckReader.METHODS.words());
    }

    private static JsonObject definition(String name) throws IOException {
        return tree().getAsJsonObject("$defs").getAsJsonObject(name);
    }

    private static List<String> words(String definition, String property) throws IOException {
        List<String> words = new ArrayList<>();
        definition(definition)
                .getAsJsonObject("properties")
                .getAsJsonObject(property)
                .getAsJsonArray("enum")
                .forEach(word -> words.add(word.getAsString()));
        return words;
    }
}
