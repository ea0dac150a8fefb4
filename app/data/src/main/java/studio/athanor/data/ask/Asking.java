package studio.athanor.data.ask;

import com.google.gson.JsonElement;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.DataException.RecipeInvalid;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.Rejection;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;

/**
 * Makes the cells that models write. A cell is a function of the recipe, its column, row and attempt, and the values it
 * reads: its seeds come from these, and which replica of a model answers makes no difference where the engine is
 * deterministic.
 *
 * <p>Thread-safe; as many cells may be made at a time as there are threads. The engines' sequences decide how many are computed
 * together.
 */
public final class Asking {

    private final String recipeHash;
    private final Map<String, CellMaker> makers;
    private final Replicas replicas;

    private Asking(String recipeHash, Map<String, CellMaker> makers, Replicas replicas) {
        this.recipeHash = recipeHash;
        this.makers = makers;
        this.replicas = replicas;
    }

    /**
     * Prepares the columns that models write: parses templates, compiles grammars. Asks nothing yet.
     *
     * @param recipeHash which all seeds start from
     * @throws RecipeInvalid if a template or schema is malformed, or no grammar can hold a schema
     */
    public static Asking of(Recipe recipe, String recipeHash, SlotModels models) throws RecipeInvalid {
        return new Asking(recipeHash, CellMakers.of(recipe), new Replicas(models));
    }

    /**
     * Makes one cell. Blocks until the models have answered.
     *
     * @param column one that a model writes; its {@code when} is not looked at
     * @param soFar the values of the row that the column's templates read
     * @return the value, or what there is of it with a rejection that says why it is none
     * @throws EngineException if an engine fails: another seed would not help
     * @throws TemplateException if a template fails on the row
     * @throws InterruptedException if the thread is interrupted, which cancels what runs
     */
    public Answer ask(Column column, long row, int attempt, Map<String, JsonElement> soFar)
            throws EngineException, TemplateException, InterruptedException {
        CellMaker maker = makers.get(column.name());
        if (maker == null || !(column.kind() instanceof ColumnKind.ModelWritten kind)) {
            throw new IllegalArgumentException("No model writes the column " + column.name());
        }
        CellTask task = new CellTask(recipeHash, column.name(), row, attempt, soFar);
        String slot = kind.slots().getFirst();
        try (CellRequests requests = new CellRequests(task, replicas)) {
            try {
                return requests.answer(maker.make(task, requests), slot, Optional.empty());
            } catch (NotMade e) {
                return requests.answer(e.value(), slot, Optional.of(e));
            }
        } catch (TemplateException.Interrupted e) {
            throw interrupted(e);
        }
    }

    private static InterruptedException interrupted(TemplateException.Interrupted cause) {
        boolean _ = Thread.interrupted();
        InterruptedException interrupted = new InterruptedException(String.valueOf(cause.getMessage()));
        interrupted.initCause(cause);
        return interrupted;
    }

    /**
     * What a model made of a cell, and how.
     *
     * @param value what the row holds; JSON's null or a part where there is a rejection
     * @param prompt the messages as sent, a JSON list of objects with {@code role} and {@code content}. A cell of several
     *     requests (scores, conversations) has a list of {@code {step, slot, seed, messages}}
     * @param output what the model said word for word, its reasoning between {@code <think>} marks. A cell of several
     *     requests has a JSON list of {@code {step, output}}
     * @param slot the first of the column's slots
     * @param seed of the cell, 64 bits. An engine gets {@link studio.athanor.data.row.CellSeed#forEngine} of it, or of the
     *     step's seed: the seed of column {@code NAME#STEP}
     * @param grammarHash SHA-256 of the grammar, or of the hashes of several; empty where nothing was held to one
     * @param promptTokens of all requests, and of them {@code reusedTokens} that were not computed again
     * @param millis waiting and computing
     */
    public record Answer(
            JsonElement value,
            String prompt,
            String output,
            String slot,
            long seed,
            String grammarHash,
            int promptTokens,
            int reusedTokens,
            int generatedTokens,
            double millis,
            Optional<Rejection> rejection) {}
}
