package studio.athanor.data.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import studio.athanor.data.DataException;
import studio.athanor.data.Problem;

final class ColumnOrderTest {

    @Test
    void keepsTheOrderOfTheFileWhereNothingIsNeeded() throws Exception {
        assertThat(order("""
                columns:
                  - {name: c, type: poisson, mean: 1}
                  - {name: a, type: poisson, mean: 1}
                  - {name: b, type: poisson, mean: 1}
                """)).containsExactly("c", "a", "b");
    }

    @Test
    void putsColumnsBehindThoseThatTheyName() throws Exception {
        assertThat(order("""
                models: {w: null}
                columns:
                  - {name: e, type: expression, template: "{{ d }}"}
                  - {name: d, type: text, prompt: "{% for x in c %}{{ x }}{% endfor %}"}
                  - {name: c, type: structured, prompt: Hi, schema: {properties: {k: {enum: "{{ b }}"}}}}
                  - {name: b, type: subcategory, parent: a, values: {x: [1]}}
                  - {name: z, type: poisson, mean: 1}
                  - {name: a, type: category, values: [x]}
                """)).containsExactly("z", "a", "b", "c", "d", "e");
    }

    @Test
    void knowsWhatEveryKindNeeds() {
        Recipe recipe = RecipeTexts.read(RecipeTexts.FULL);

        assertThat(needs(recipe, "label")).isEmpty();
        assertThat(needs(recipe, "reason")).containsExactly("label");
        assertThat(needs(recipe, "hint")).containsExactlyInAnyOrder("label", "size");
        assertThat(needs(recipe, "ticket")).containsExactlyInAnyOrder("label", "person", "urgent", "calls");
        assertThat(needs(recipe, "answer")).containsExactlyInAnyOrder("ticket", "label");
        assertThat(needs(recipe, "mood")).containsExactlyInAnyOrder("ticket", "label");
        assertThat(needs(recipe, "better")).containsExactlyInAnyOrder("ticket", "hint");
        assertThat(needs(recipe, "talk")).containsExactly("label");
        assertThat(needs(recipe, "tooltalk")).containsExactly("product");
        assertThat(needs(recipe, "vector")).containsExactly("ticket");
    }

    @Test
    void tellsEveryCircleWithItsPathAndLines() {
        Recipe recipe = RecipeTexts.read(RecipeTexts.recipe("""
                columns:
                  - {name: free, type: poisson, mean: 1}
                  - {name: a, type: expression, template: "{{ c }}"}
                  - {name: b, type: expression, template: "{{ a }}{{ free }}"}
                  - {name: c, type: poisson, mean: 1, when: b == '1'}
                  - {name: behind, type: expression, template: "{{ a }}"}
                  - {name: self, type: expression, template: "{{ self_ }}"}
                  - {name: self_, type: expression, template: "{{ self_ }}"}
                """));

        assertThatThrownBy(() -> ColumnOrder.of(recipe))
                .isInstanceOfSatisfying(
                        DataException.RecipeInvalid.class,
                        failure -> assertThat(failure.problems())
                                .extracting(Problem::sentence)
                                .satisfiesExactly(
                                        first -> assertThat(first)
                                                .contains("a (line 5) -> c (line 7) -> b (line 6) -> a."),
                                        second -> assertThat(second).contains("\"self_\" needs itself")));
    }

    @Test
    void leavesNamesToThemselvesThatAreNoColumns() {
        Recipe recipe = RecipeTexts.read(RecipeTexts.recipe("""
                columns:
                  - {name: messages, type: poisson, mean: 1}
                  - {name: a, type: expression, template: "{% set b = 1 %}{{ b }}{{ range(3) }}"}
                  - {name: b, type: poisson, mean: 1, checks: [{expression: value > 1}]}
                """));

        assertThat(needs(recipe, "a")).isEmpty();
        assertThat(needs(recipe, "b")).isEmpty();
    }

    private static Set<String> needs(Recipe recipe, String column) {
        return ColumnOrder.dependencies(recipe, recipe.column(column).orElseThrow());
    }

    private static List<String> order(String rest) throws DataException.RecipeInvalid {
        return ColumnOrder.of(RecipeTexts.read(RecipeTexts.recipe(rest))).stream()
                .map(Column::name)
                .collect(Collectors.toList());
    }
}
