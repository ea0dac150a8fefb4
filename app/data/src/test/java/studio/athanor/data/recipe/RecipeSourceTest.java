package studio.athanor.data.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import studio.athanor.data.row.Position;

final class RecipeSourceTest {

    private static final String SOURCE = """
            # The head.
            athanor-recipe: 1   # the version
            name: tickets
            rows: 100           # spelled out, though usual

            models:
              # the slot
              writer: {context: 4096}   # not small

            columns:
              # what it is about
              - name: label
                type: category
                values: {billing: 2, outage: 1}  # weights

              # the text itself
              - name: ticket
                type: text
                model: writer
                # how it is asked
                prompt: |
                  Write about {{ label }}.

                  Be short.
                max-tokens: 200     # enough
                checks:
                  # short
                  - length: {max: 100}

              - {name: id, type: uuid}   # last

            # the end
            output: {shape: alpaca, columns: {instruction: label, output: ticket}}
            """;

    private static final Recipe RECIPE = RecipeTexts.read(SOURCE);

    @Test
    void leavesATextAloneThatSaysItAlready() {
        assertThat(with(RECIPE)).isEqualTo(SOURCE);
        assertThat(RecipeSource.of(RecipeTexts.FULL, "r.yaml")
                        .with(RecipeTexts.read(RecipeTexts.FULL))
                        .text())
                .isEqualTo(RecipeTexts.FULL);
    }

    @Test
    void changesOneFieldOfOneColumn() {
        assertThat(with(replaced(1, text("Say {{ label }}.", 200))))
                .isEqualTo(SOURCE.replace("|\n      Write about {{ label }}.\n\n      Be short.", "Say {{ label }}."));
        assertThat(with(replaced(1, text(prompt(), 300)))).isEqualTo(SOURCE.replace("200 ", "300 "));
        assertThat(with(replaced(1, text(prompt(), 512))))
                .isEqualTo(SOURCE.replace("    max-tokens: 200     # enough\n", ""));
    }

    @Test
    void renamesAColumn() {
        Column id = RECIPE.columns().get(2);

        assertThat(with(replaced(2, new Column("key", id.kind(), false, Optional.empty(), List.of(), id.at()))))
                .isEqualTo(SOURCE.replace("name: id", "name: key"));
    }

    @Test
    void addsAFieldToAColumn() {
        Column label = RECIPE.columns().getFirst();

        assertThat(with(replaced(0, new Column("label", label.kind(), true, Optional.empty(), List.of(), label.at()))))
                .isEqualTo(SOURCE.replace("# weights\n", "# weights\n    dropped: true\n"));
    }

    @Test
    void changesTheTypeOfAColumn() {
        assertThat(with(replaced(0, column("label", new ColumnKind.Poisson(2)))))
                .isEqualTo(SOURCE.replace(
                        "category\n    values: {billing: 2, outage: 1}  # weights", "poisson\n    mean: 2"));
    }

    @Test
    void addsAColumnAnywhere() {
        Column fresh = column("size", new ColumnKind.IntegerRange(1, 9));

        assertThat(with(inserted(0, fresh)))
                .isEqualTo(SOURCE.replace(
                        "  # what it", "  - {name: size, type: integer, low: 1, high: 9}\n\n  # what it"));
        assertThat(with(inserted(1, fresh)))
                .isEqualTo(SOURCE.replace(
                        "  # the text itself",
                        "  - {name: size, type: integer, low: 1, high: 9}\n\n  # the text itself"));
        assertThat(with(inserted(3, fresh)))
                .isEqualTo(SOURCE.replace("# last\n", "# last\n\n  - {name: size, type: integer, low: 1, high: 9}\n"));
    }

    @Test
    void removesAColumnWithTheCommentRightAboveIt() {
        String ticket = SOURCE.substring(SOURCE.indexOf("  # the text itself"), SOURCE.indexOf("  - {name: id"));

        assertThat(with(without(1))).isEqualTo(SOURCE.replace(ticket, ""));
        assertThat(with(without(2))).isEqualTo(SOURCE.replace("\n  - {name: id, type: uuid}   # last\n", ""));
    }

    @Test
    void movesAColumnWithItsComment() {
        List<Column> columns = new ArrayList<>(RECIPE.columns());
        Collections.swap(columns, 0, 1);
        String label = SOURCE.substring(SOURCE.indexOf("  # what it"), SOURCE.indexOf("\n  # the text itself"));
        String ticket = SOURCE.substring(SOURCE.indexOf("  # the text itself"), SOURCE.indexOf("\n  - {name: id"));

        assertThat(with(RECIPE.withColumns(columns)))
                .isEqualTo(SOURCE.replace(label + "\n" + ticket, ticket + "\n" + label));
    }

    @Test
    void changesAndAddsTopFields() {
        Recipe changed = RecipeTexts.read(SOURCE.replace("rows: 100", "rows: 7")
                .replace("name: tickets", "name: tickets\nlicence: MIT")
                .replace("writer: {context: 4096}", "writer: {context: 512}"));

        assertThat(with(changed))
                .isEqualTo(SOURCE.replace("rows: 100", "rows: 7")
                        .replace("name: tickets", "name: tickets\nlicence: MIT")
                        .replace("writer: {context: 4096}", "writer: {context: 512}"));
    }

    @Test
    void removesTopFields() {
        Recipe raw = RecipeTexts.read(SOURCE.substring(0, SOURCE.indexOf("# the end")));

        assertThat(with(raw)).isEqualTo(SOURCE.substring(0, SOURCE.indexOf("# the end")));
    }

    @Test
    void editsJsonAsJson() {
        String json = """
                {
                  "athanor-recipe": 1,
                  "name": "a",
                  "columns": [
                    {"name": "x", "type": "poisson", "mean": 1},
                    {"name": "y", "type": "uuid"}
                  ]
                }
                """;
        Recipe recipe = RecipeTexts.read(json);
        Column fresh = column("z", new ColumnKind.Category(List.of(new Weighted(new JsonPrimitive("no"), 1))));
        List<Column> columns = new ArrayList<>(recipe.columns().reversed());
        columns.add(fresh);

        assertThat(RecipeSource.of(json, "r.json")
                        .with(recipe.withColumns(columns))
                        .text())
                .isEqualTo("""
                        {
                          "athanor-recipe": 1,
                          "name": "a",
                          "columns": [
                            {"name": "y", "type": "uuid"},
                            {"name": "x", "type": "poisson", "mean": 1},
                            {"name":"z","type":"category","values":["no"]}
                          ]
                        }
                        """);
    }

    @Test
    void keepsTheLineBreaksOfWindows() {
        String source = SOURCE.replace("\n", "\r\n");

        assertThat(RecipeSource.of(source, "r.yaml")
                        .with(replaced(1, text("Say\nit.\n", 200)))
                        .text())
                .isEqualTo(source.replace(
                        "      Write about {{ label }}.\r\n\r\n      Be short.", "      Say\r\n      it."));
    }

    @Test
    void writesAnewWhatCannotBeEdited() {
        String aliased = RecipeTexts.recipe("""
                models: {w: null}
                columns:
                  - &a {name: a, type: text, prompt: Hi}
                  - {name: b, type: text, prompt: Hi}
                checks: []
                """);

        for (String source : List.of("", "- not\n- a recipe\n", "a: [", aliased, "? athanor-recipe\n: 1\n")) {
            assertThat(RecipeTexts.withoutPlaces(RecipeSource.of(source, "r.yaml")
                            .with(RECIPE)
                            .parse()
                            .recipe()
                            .orElseThrow()))
                    .isEqualTo(RecipeTexts.withoutPlaces(RECIPE));
        }
    }

    @Test
    void saysWhatItIsToldWhateverTheTwoRecipesAre() {
        RandomRecipes recipes = new RandomRecipes(21);
        Recipe before = recipes.next();
        RecipeSource source = RecipeSource.of(RecipeFile.toYaml(before), "r.yaml");
        for (int i = 0; i < 100; i++) {
            Recipe next = recipes.next();
            source = source.with(next);
            assertThat(RecipeTexts.withoutPlaces(source.parse().recipe().orElseThrow()))
                    .as(source.text())
                    .isEqualTo(next);
        }
    }

    @Test
    void keepsAllCommentsOverManyEditsOfColumns() {
        Random random = new Random(4);
        RandomRecipes recipes = new RandomRecipes(22);
        Recipe recipe = RecipeTexts.read(RecipeTexts.FULL);
        RecipeSource source = RecipeSource.of(RecipeTexts.FULL, "r.yaml");
        for (int i = 0; i < 120; i++) {
            List<Column> columns = new ArrayList<>(recipe.columns());
            int at = random.nextInt(1, columns.size() - 1);
            Column fresh = recipes.column(i % 3 == 0 ? columns.get(at).name() : "n" + i, List.of("writer", "judge"));
            switch (i % 3) {
                case 0 -> columns.set(at, fresh);
                case 1 -> columns.add(at, fresh);
                default -> columns.add(random.nextInt(1, columns.size()), columns.remove(at));
            }
            recipe = recipe.withColumns(columns);

            source = source.with(recipe);

            assertThat(RecipeTexts.withoutPlaces(source.parse().recipe().orElseThrow()))
                    .isEqualTo(RecipeTexts.withoutPlaces(recipe));
            assertThat(source.text())
                    .startsWith("# Tickets for a classifier.")
                    .contains("# shown in the gallery", "# who writes", "# what it is about", "# all together");
        }
    }

    private static String with(Recipe recipe) {
        return RecipeSource.of(SOURCE, "r.yaml").with(recipe).text();
    }

    private static Recipe replaced(int index, Column column) {
        List<Column> columns = new ArrayList<>(RECIPE.columns());
        columns.set(index, column);
        return RECIPE.withColumns(columns);
    }

    private static Recipe inserted(int index, Column column) {
        List<Column> columns = new ArrayList<>(RECIPE.columns());
        columns.add(index, column);
        return RECIPE.withColumns(columns);
    }

    private static Recipe without(int index) {
        List<Column> columns = new ArrayList<>(RECIPE.columns());
        columns.remove(index);
        return RECIPE.withColumns(columns);
    }

    private static Column column(String name, ColumnKind kind) {
        return new Column(name, kind, false, Optional.empty(), List.of(), Position.NONE);
    }

    private static String prompt() {
        return ((ColumnKind.Text) RECIPE.columns().get(1).kind()).call().prompt();
    }

    private static Column text(String prompt, int maxTokens) {
        Column ticket = RECIPE.columns().get(1);
        ModelCall call = new ModelCall("writer", Optional.empty(), prompt, Optional.empty(), maxTokens, false);
        return new Column("ticket", new ColumnKind.Text(call), false, Optional.empty(), ticket.checks(), ticket.at());
    }
}
