package studio.athanor.data.check;

import com.google.gson.JsonElement;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.Rejection;
import studio.athanor.engines.spi.EngineException;

/**
 * Lets a row pass that is new against all accepted rows, by every novelty check of a recipe. One thread asks it, in row
 * order, so that of two alike rows the earlier is kept whatever order they were made in.
 *
 * <p>Its state is a function of the rows that were accepted: a run that is resumed makes a new gate and accepts its rows
 * again in order. Figures of time and memory are in {@code docs/decisions}.
 */
public interface NoveltyGate {

    /**
     * Compares a row with all accepted ones.
     *
     * @param row its number in the run
     * @return the first check that finds it seen, with the accepted row that it is most like
     * @throws EngineException if an embedding cannot be had
     */
    Optional<Rejection> test(Map<String, JsonElement> values, long row) throws EngineException, InterruptedException;

    /**
     * Remembers a row. Work that {@link #test} did on the same row just before is not done again.
     *
     * @throws EngineException if an embedding cannot be had
     */
    void accept(Map<String, JsonElement> values, long row) throws EngineException, InterruptedException;

    /**
     * Returns an empty gate.
     *
     * @param embedder is asked only by checks of embeddings, and not where the column itself holds vectors
     */
    static NoveltyGate of(Recipe recipe, Embedder embedder) {
        return RecipeNovelty.of(recipe, embedder);
    }
}
