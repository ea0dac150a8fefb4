package studio.athanor.data.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.athanor.data.recipe.yaml.YamlWriter;

final class RecipeRoundTripTest {

    @Test
    void readsBackWhatItWrites() {
        RandomRecipes recipes = new RandomRecipes(3);
        for (int i = 0; i < 1500; i++) {
            Recipe recipe = recipes.next();
            String yaml = RecipeFile.toYaml(recipe);

            RecipeFile.Parsed parsed = RecipeFile.parse(yaml, "r.yaml");

            assertThat(parsed.problems()).as(yaml).isEmpty();
            assertThat(RecipeTexts.withoutPlaces(parsed.recipe().orElseThrow()))
                    .as(yaml)
                    .isEqualTo(recipe);
            assertThat(RecipeHash.of(parsed.recipe().orElseThrow())).isEqualTo(RecipeHash.of(recipe));
        }
    }

    @Test
    void readsJsonAndWrittenOutDefaultsAsTheSame() {
        RandomRecipes recipes = new RandomRecipes(5);
        for (int i = 0; i < 500; i++) {
            Recipe recipe = recipes.next();
            String json = YamlWriter.json(RecipeTree.withoutDefaults().recipe(recipe));
            String complete = YamlWriter.document(RecipeTree.complete().recipe(recipe));

            assertThat(RecipeTexts.withoutPlaces(RecipeTexts.read(json)))
                    .as(json)
                    .isEqualTo(recipe);
            assertThat(RecipeTexts.withoutPlaces(RecipeTexts.read(complete)))
                    .as(complete)
                    .isEqualTo(recipe);
        }
    }

    @Test
    void writesTheWholeExampleSoThatItReadsTheSame() {
        Recipe recipe = RecipeTexts.read(RecipeTexts.FULL);

        String yaml = RecipeFile.toYaml(recipe);

        assertThat(RecipeTexts.withoutPlaces(RecipeTexts.read(yaml))).isEqualTo(RecipeTexts.withoutPlaces(recipe));
        assertThat(RecipeFile.toYaml(RecipeTexts.read(yaml))).isEqualTo(yaml);
    }
}
