package studio.athanor.desktop.data;

import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RecipeFile;

/** Recipes for tests. */
final class SampleRecipes {

    /** A recipe with comments, which an editor must keep. */
    static final String TICKETS = """
            athanor-recipe: 1
            name: tickets
            title: Support tickets
            description: Tickets and what they are about.
            rows: 40
            models:
              # a small model is enough
              writer:
                description: any model that chats
            columns:
              - name: urgency
                type: category
                # weighted
                values: {low: 3, high: 1}
              - name: ticket
                type: text
                model: writer
                prompt: Write a support ticket of {{ urgency }} urgency.
                max-tokens: 64
            """;

    private SampleRecipes() {}

    static Recipe tickets() {
        return read(TICKETS);
    }

    /** A recipe of ten columns. */
    static Recipe wide() {
        StringBuilder source = new StringBuilder("athanor-recipe: 1\nname: wide\nrows: 10\ncolumns:\n");
        for (int i = 0; i < 10; i++) {
            source.append("  - name: column_").append(i).append("\n    type: category\n    values: [one, two]\n");
        }
        return read(source.toString());
    }

    static Recipe read(String source) {
        RecipeFile.Parsed parsed = RecipeFile.parse(source, "recipe.yaml");
        return parsed.recipe().orElseThrow(() -> new AssertionError(parsed.problems()));
    }
}
