package studio.athanor.data.run;

import java.nio.file.Path;
import java.util.List;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.Recipe;

/**
 * What is to be made.
 *
 * @param recipe what each row is
 * @param recipeHash of its meaning; all seeds start from it
 * @param order the columns in the order of making
 * @param source the recipe's text, kept in the run's folder
 * @param folder the folder that paths in the recipe are relative to
 * @param rows how many are to be accepted
 */
public record RunOrder(Recipe recipe, String recipeHash, List<Column> order, String source, Path folder, long rows) {

    /** Copies the order. */
    public RunOrder {
        order = List.copyOf(order);
        if (rows < 1) {
            throw new IllegalArgumentException("A run has at least one row, not " + rows);
        }
    }
}
