package studio.athanor.data.run;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnOrder;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RecipeFile;
import studio.athanor.data.recipe.RecipeHash;

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

    /**
     * Reads a recipe. Blocks on the disk.
     *
     * @param rows how many are to be accepted; empty for as many as the recipe says
     * @throws DataException if it cannot be read or used
     */
    public static RunOrder read(Path recipeFile, OptionalLong rows) throws DataException {
        return of(recipeFile, recipeFile.toAbsolutePath().normalize().getParent(), rows);
    }

    /**
     * Reads the recipe that a run was begun with. Blocks on the disk.
     *
     * @throws DataException if there is no run, or its recipe cannot be read
     */
    public static RunOrder ofRun(Path runFolder) throws DataException {
        try (Connection reader = new RunDatabase(runFolder).reader()) {
            String folder = RunDatabase.meta(reader, "recipe_folder").orElse(".");
            long target =
                    RunDatabase.meta(reader, "target").map(Long::parseLong).orElse(1L);
            return of(recipeFile(runFolder), Path.of(folder), OptionalLong.of(target));
        } catch (SQLException e) {
            throw RunFailures.reading(e, runFolder);
        }
    }

    static Path recipeFile(Path runFolder) {
        return runFolder.resolve("recipe.yaml");
    }

    private static RunOrder of(Path file, @Nullable Path folder, OptionalLong rows) throws DataException {
        String source = RecipeFile.source(file);
        RecipeFile.Parsed parsed = RecipeFile.parse(source, file.toString());
        Recipe recipe =
                parsed.recipe().orElseThrow(() -> new DataException.RecipeInvalid(file.toString(), parsed.problems()));
        return new RunOrder(
                recipe,
                RecipeHash.of(recipe),
                ColumnOrder.of(recipe),
                source,
                folder == null ? Path.of(".") : folder,
                rows.orElse(recipe.rows()));
    }
}
