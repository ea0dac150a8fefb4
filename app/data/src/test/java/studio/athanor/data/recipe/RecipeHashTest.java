package studio.athanor.data.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecipeHashTest {

    private static final String SOURCE = """
            athanor-recipe: 1
            name: a
            title: A
            seed: 3
            attempts: 3
            models: {w: {description: any, context: 512, gpu-layers: 3}, j: null}
            columns:
              - {name: label, type: category, values: [x, y]}
              - {name: sub, type: subcategory, parent: label, values: {x: [p], y: [q, r]}}
              - name: t
                type: text
                model: w
                prompt: Write {{ label }}
                max-tokens: 200
                sampling: {temperature: 0.5}
              - {name: s, type: score, model: j, prompt: How?, criteria: {good: a, kind: b}}
            """;

    @Test
    void isAlwaysTheSame() {
        assertThat(hash(SOURCE))
                .isEqualTo("fe21efa9a01bef4115f5d37e8041010499ec5ebbed7be2fb81f6838138ab9630")
                .hasSize(64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: a | name: b",
                "title: A | title: Another",
                "seed: 3 | seed: 0x3",
                "attempts: 3\\n | ''",
                "attempts: 3 | rows: 77",
                "attempts: 3 | licence: MIT",
                "attempts: 3 | description: words",
                "attempts: 3 | output: {shape: chatml, columns: {prompt: label, response: t}}",
                "values: [x, y] | values: {x: 1, y: 1}",
                "values: [x, y] | values: [{value: x, weight: 1.0}, y]",
                "{x: [p], y: [q, r]} | {y: [q, r], x: [p]}",
                "{w: {description: any, context: 512, gpu-layers: 3}, j: null} | {j: {}, w: {context: 512}}",
                "prompt: Write {{ label }} | prompt: \"Write {{ label }}\"  # a comment",
                "max-tokens: 200 | max-tokens: 200\\n    reasoning: false",
                "{temperature: 0.5} | {temperature: 0.50, top-k: 40}",
                "criteria: {good: a, kind: b} | low: 1, criteria: {good: a, kind: b}"
            })
    void doesNotDependOnSpelling(String before, String after) {
        assertThat(hash(changed(before, after))).isEqualTo(hash(SOURCE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed: 3 | seed: 4",
                "attempts: 3 | attempts: 4",
                "context: 512 | context: 1024",
                "values: [x, y] | values: [y, x]",
                "values: [x, y] | values: {x: 1, y: 2}",
                "{x: [p], y: [q, r]} | {x: [p], y: [r, q]}",
                "Write {{ label }} | Write  {{ label }}",
                "max-tokens: 200 | max-tokens: 201",
                "max-tokens: 200 | reasoning: true",
                "{temperature: 0.5} | {temperature: 0.6}",
                "{good: a, kind: b} | {kind: b, good: a}",
                "model: j | model: w",
                "name: sub | name: sub2"
            })
    void dependsOnMeaning(String before, String after) {
        assertThat(hash(changed(before, after))).isNotEqualTo(hash(SOURCE));
    }

    @Test
    void differsForRecipesThatDiffer() {
        RandomRecipes recipes = new RandomRecipes(11);
        Set<String> canonical = new HashSet<>();
        Set<String> hashes = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            Recipe recipe = recipes.next();
            canonical.add(RecipeHash.canonical(recipe));
            hashes.add(RecipeHash.of(recipe));
        }
        assertThat(hashes).hasSameSizeAs(canonical);
    }

    @Test
    void knowsWhoseTokensMeasureChunks() {
        String documents = SOURCE + "documents: {path: .}\n";

        String turned = documents.replace(
                "{w: {description: any, context: 512, gpu-layers: 3}, j: null}", "{j: null, w: {context: 512}}");

        assertThat(hash(turned)).isNotEqualTo(hash(documents));
    }

    private static String changed(String before, String after) {
        String from = before.replace("\\n", "\n");
        assertThat(SOURCE).contains(from);
        return SOURCE.replace(from, after.replace("\\n", "\n"));
    }

    private static String hash(String source) {
        return RecipeHash.of(RecipeTexts.read(source));
    }
}
