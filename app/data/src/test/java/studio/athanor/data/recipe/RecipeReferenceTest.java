package studio.athanor.data.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the reference for users to what is read. */
final class RecipeReferenceTest {

    private static final String MODELS = "models: {writer: null, judge: null}\n";
    private static final String COLUMNS = "columns: [{name: label, type: category, values: [billing, outage]}]\n";

    static String reference() throws IOException {
        return Files.readString(Path.of(System.getProperty("athanor.project.root"), "docs", "recipes.md"));
    }

    private static Stream<String> examples() throws IOException {
        return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(reference())
                .results()
                .map((MatchResult block) -> block.group(1));
    }

    /** Returns the examples, each made a whole recipe. */
    static Stream<String> recipes() throws IOException {
        return examples()
                .map(example -> example.startsWith("athanor-recipe")
                        ? example
                        : RecipeTexts.recipe(MODELS + example + (example.startsWith("columns") ? "" : COLUMNS)));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void hasExamplesThatCanBeRead(String recipe) {
        assertThat(RecipeFile.parse(recipe, "r.yaml").problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ColumnType.class)
    void namesEveryType(ColumnType type) throws IOException {
        assertThat(reference()).contains("| `" + type.word() + "` |");
    }

    @Test
    void namesEveryTopField() throws IOException {
        for (String field : RecipeReader.ORDER) {
            assertThat(reference()).contains("| `" + field + "` |");
        }
    }

    @Test
    void namesEveryShapeAndCheck() throws IOException {
        for (OutputShape.Kind kind : OutputShape.Kind.values()) {
            assertThat(reference()).contains("`" + kind.name().toLowerCase(Locale.ROOT) + "`");
        }
        for (Class<?> check : RowCheck.class.getPermittedSubclasses()) {
            assertThat(reference()).contains("| `" + check.getSimpleName().toLowerCase(Locale.ROOT) + "` |");
        }
    }
}
