package studio.athanor.data.work;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.DataException;
import studio.athanor.data.ask.Asking;
import studio.athanor.data.check.NoveltyGate;
import studio.athanor.data.check.RowChecks;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ColumnOrder;
import studio.athanor.data.recipe.Quota;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RecipeFile;
import studio.athanor.data.recipe.RecipeHash;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.CellSeed;
import studio.athanor.data.row.Rejection;
import studio.athanor.data.run.CellMaker;
import studio.athanor.data.run.Dealer;
import studio.athanor.data.run.EnergyMeter;
import studio.athanor.data.run.Made;
import studio.athanor.data.run.Novelty;
import studio.athanor.data.run.RowJudge;
import studio.athanor.data.run.RunOrder;
import studio.athanor.data.run.RunParts;
import studio.athanor.data.run.RunStore;
import studio.athanor.data.run.SlotModel;
import studio.athanor.data.sample.Dealing;
import studio.athanor.data.sample.SampledColumns;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;

/** What a run works with: samplers, models, checks, and the gate that knows the rows that were accepted. Used by one run. */
public final class RunWork implements AutoCloseable {

    private final RunOrder order;
    private final RunParts parts;
    private final List<Runnable> closing;

    private RunWork(RunOrder order, RunParts parts, List<Runnable> closing) {
        this.order = order;
        this.parts = parts;
        this.closing = List.copyOf(closing);
    }

    /**
     * Prepares a run of a recipe. Blocks while source files are read.
     *
     * @param source the recipe's text
     * @param folder that the recipe's paths are relative to
     * @param rows how many are to be accepted
     * @throws DataException if the recipe cannot be run, or a source file cannot be read
     */
    public static RunWork open(Recipe recipe, String source, Path folder, long rows, GivenModels models)
            throws DataException, EngineException {
        RunOrder order =
                new RunOrder(recipe, RecipeHash.of(recipe), ColumnOrder.of(recipe), source, folder, Math.max(1, rows));
        Asking asking = Asking.of(recipe, order.recipeHash(), models);
        SampledColumns sampled = SampledColumns.open(recipe, folder, Optional.empty());
        try {
            RowChecks checks = RowChecks.of(recipe);
            RunParts parts = new RunParts(
                    maker(asking, sampled, order.recipeHash()),
                    judge(checks),
                    novelty(recipe, models),
                    new ShuffledDealer(),
                    models.lanes(),
                    models.models(),
                    EnergyMeter.NONE);
            return new RunWork(order, parts, List.of(checks::close, sampled::close));
        } catch (DataException | EngineException | RuntimeException e) {
            sampled.close();
            throw e;
        }
    }

    /**
     * Prepares changes by hand to a run whose models are not loaded: no cell can be made.
     *
     * @param store the run
     */
    public static RunWork byHand(RunStore store) throws DataException {
        Recipe recipe = store.recipe();
        RunOrder order = new RunOrder(
                recipe,
                RecipeHash.of(recipe),
                ColumnOrder.of(recipe),
                RecipeFile.source(store.folder().resolve("recipe.yaml")),
                store.folder(),
                Math.max(1, store.figures().target()));
        List<SlotModel> models = store.models();
        CellMaker nothing = (column, row, attempt, soFar) -> {
            throw new DataException.RunStopped(
                    "The models of the run in " + store.folder() + " are not loaded.", "Resume the run.", null);
        };
        RunParts parts = new RunParts(
                nothing, RowJudge.LENIENT, Optional.empty(), new ShuffledDealer(), Map.of(), models, EnergyMeter.NONE);
        return new RunWork(order, parts, List.of());
    }

    /** Returns what is to be made. */
    public RunOrder order() {
        return order;
    }

    /** Returns what makes and judges it. */
    public RunParts parts() {
        return parts;
    }

    private static CellMaker maker(Asking asking, SampledColumns sampled, String hash) {
        return (column, row, attempt, soFar) -> column.kind() instanceof ColumnKind.ModelWritten
                ? asked(asking.ask(column, row, attempt, soFar))
                : drawn(sampled, column, row, attempt, hash, soFar);
    }

    private static Made drawn(
            SampledColumns sampled, Column column, long row, int attempt, String hash, Map<String, JsonElement> soFar)
            throws TemplateException, DataException {
        return Made.of(
                sampled.value(column, row, attempt, hash, soFar), CellSeed.of(hash, column.name(), row, attempt));
    }

    private static Made asked(Asking.Answer answer) {
        return new Made(
                answer.value(),
                answer.prompt(),
                answer.output(),
                answer.slot(),
                answer.seed(),
                answer.grammarHash(),
                answer.promptTokens(),
                answer.reusedTokens(),
                answer.generatedTokens(),
                answer.millis(),
                answer.rejection());
    }

    private static RowJudge judge(RowChecks checks) {
        return new RowJudge() {
            @Override
            public Optional<Rejection> column(Column column, JsonElement value, Map<String, JsonElement> soFar) {
                return checks.column(column, value, soFar);
            }

            @Override
            public Optional<Rejection> row(Map<String, JsonElement> values) {
                return checks.row(values);
            }
        };
    }

    private static Optional<Novelty> novelty(Recipe recipe, GivenModels models) {
        boolean compared = recipe.checks().stream().anyMatch(RowCheck.Novelty.class::isInstance)
                || recipe.columns().stream()
                        .flatMap(column -> column.checks().stream())
                        .anyMatch(RowCheck.Novelty.class::isInstance);
        if (!compared) {
            return Optional.empty();
        }
        NoveltyGate gate = NoveltyGate.of(
                recipe,
                (slot, text) ->
                        models.engines(slot).getFirst().embed(List.of(text)).getFirst());
        return Optional.of(new Novelty() {
            @Override
            public Optional<Rejection> test(Map<String, JsonElement> values, long row)
                    throws EngineException, InterruptedException {
                return gate.test(values, row);
            }

            @Override
            public void accept(Map<String, JsonElement> values, long row) throws EngineException, InterruptedException {
                gate.accept(values, row);
            }
        });
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }

    /** Deals by the samplers' shuffle. */
    private static final class ShuffledDealer implements Dealer {

        @Override
        public Cards of(Quota quota, String recipeHash) {
            return Dealing.of(quota, recipeHash)::value;
        }

        @Override
        public Cards equal(String column, List<String> values, long rows, String recipeHash) {
            return Dealing.equal(column, values, rows, recipeHash)::value;
        }
    }
}
