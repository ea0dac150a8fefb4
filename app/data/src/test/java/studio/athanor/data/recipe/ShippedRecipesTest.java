package studio.athanor.data.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recipes that come with the studio, and their cards. */
class ShippedRecipesTest {

    private static final Path FOLDER = Path.of(System.getProperty("athanor.project.root"), "assets/recipes");

    static Stream<String> names() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.map(each -> String.valueOf(each.getFileName())).sorted().toList().stream();
        }
    }

    private static Recipe recipe(String name) throws Exception {
        return RecipeFile.read(FOLDER.resolve(name).resolve("recipe.yaml"));
    }

    private static List<String> exported(Recipe recipe) {
        return recipe.columns().stream()
                .filter(column -> !column.dropped())
                .map(Column::name)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothingIsWrongWithAny(String name) throws Exception {
        assertThat(RecipeChecker.check(FOLDER.resolve(name).resolve("recipe.yaml")))
                .isEmpty();
        assertThat(recipe(name).name()).isEqualTo(name);
        assertThat(recipe(name).licence()).isEqualTo("CC0-1.0");
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachHasACardThatTellsItsColumnsAndModels(String name) throws Exception {
        String card = Files.readString(FOLDER.resolve(name).resolve("README.md"));

        assertThat(card).startsWith("# " + recipe(name).title()).contains("CC0-1.0", "data run " + name);
        assertThat(exported(recipe(name))).allSatisfy(column -> assertThat(card).contains("| `" + column + "` |"));
        assertThat(recipe(name).models().keySet())
                .allSatisfy(slot -> assertThat(card).contains("| `" + slot + "` |"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachShowsARowOfItsColumns(String name) throws Exception {
        JsonObject row = JsonParser.parseString(
                        Files.readString(FOLDER.resolve(name).resolve("sample.json")))
                .getAsJsonObject();

        assertThat(row.keySet()).containsExactlyElementsOf(exported(recipe(name)));
    }

    @Test
    void incidentsHaveTheRowShapeThatIsKnown() throws Exception {
        Recipe recipe = recipe("incident-response");

        assertThat(exported(recipe)).containsExactly("log", "reasoning", "remediation");
        assertThat(recipe.rows()).isEqualTo(580);
    }

    @Test
    void translationsHaveTheColumnsThatAreKnown() throws Exception {
        Recipe recipe = recipe("parallel-translation");

        assertThat(exported(recipe))
                .contains(
                        "id",
                        "og_full_text",
                        "og_chunks",
                        "translated_text",
                        "translated_chunks",
                        "og_language",
                        "og_language_score",
                        "og_token_count",
                        "early_stop",
                        "edu_score",
                        "edu_score_raw",
                        "url");
        assertThat(recipe.documents().orElseThrow().chunkTokens()).isEqualTo(512);
    }

    @Test
    void synthiaFitsASmallCard() throws Exception {
        ModelSlot slot = recipe("synthia").models().firstEntry().getValue();

        assertThat(slot.context()).hasValue(2048);
        assertThat(slot.gpuLayers()).hasValue(29);
    }
}
