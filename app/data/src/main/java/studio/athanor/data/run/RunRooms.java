package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import studio.athanor.data.DataException;
import studio.athanor.data.ask.Asking;
import studio.athanor.data.ask.SlotModels;
import studio.athanor.data.check.NoveltyGate;
import studio.athanor.data.check.RowChecks;
import studio.athanor.data.documents.Chunks;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.CellSeed;
import studio.athanor.data.row.Rejection;
import studio.athanor.data.sample.SampledColumns;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.text.TextEngine;

/**
 * What a recipe's rows are made with: its samplers, its models, its checks. Holds source files open until it is closed. For any
 * number of runs, previews and probes of the recipe, one after another or at a time.
 */
public final class RunRooms implements AutoCloseable {

    private final RunOrder order;
    private final SampledColumns sampled;
    private final RowChecks checks;
    private final SlotModels models;
    private final Asking asking;
    private final Map<String, Lane> lanes;

    private RunRooms(
            RunOrder order,
            SampledColumns sampled,
            RowChecks checks,
            SlotModels models,
            Asking asking,
            Map<String, Lane> lanes) {
        this.order = order;
        this.sampled = sampled;
        this.checks = checks;
        this.models = models;
        this.asking = asking;
        this.lanes = lanes;
    }

    /**
     * Makes ready what a recipe needs. Reads and checks its source files, and blocks for as long as that takes.
     *
     * @param models the engines of the recipe's slots, loaded
     * @param chunks its documents, if it has some
     * @throws DataException if the recipe cannot be used, or a source file cannot be read
     * @throws EngineException if the model of a slot is not loaded
     */
    public static RunRooms open(RunOrder order, SlotModels models, Optional<Chunks> chunks)
            throws DataException, EngineException {
        Recipe recipe = order.recipe();
        Asking asking = Asking.of(recipe, order.recipeHash(), models);
        Map<String, Lane> lanes = lanes(recipe, models);
        RowChecks checks = RowChecks.of(recipe);
        try {
            SampledColumns sampled = SampledColumns.open(recipe, order.folder(), chunks);
            return new RunRooms(order, sampled, checks, models, asking, lanes);
        } catch (DataException | RuntimeException e) {
            checks.close();
            throw e;
        }
    }

    /** Slots that hold the same engine share a lane. */
    private static Map<String, Lane> lanes(Recipe recipe, SlotModels models) throws EngineException {
        Map<String, Lane> lanes = new LinkedHashMap<>();
        IdentityHashMap<TextEngine, String> owners = new IdentityHashMap<>();
        for (String slot : recipe.models().keySet()) {
            List<TextEngine> engines = models.engines(slot);
            String name = owners.computeIfAbsent(engines.getFirst(), _ -> slot);
            int sequences = engines.stream()
                    .mapToInt(engine -> Math.max(1, engine.model().parallelSequences()))
                    .sum();
            Lane lane = new Lane(name, sequences + (asksInTurns(recipe) ? 0 : engines.size()));
            lanes.put(slot, lanes.getOrDefault(name, lane));
        }
        return lanes;
    }

    /**
     * Tells whether a cell asks more than once, and goes on from what its sequence remembers: then no cell may wait in the engine
     * for a sequence, or it would take that one. Else one waits there for each engine, so that none is idle between two cells.
     */
    private static boolean asksInTurns(Recipe recipe) {
        return recipe.columns().stream()
                .map(Column::kind)
                .anyMatch(kind -> kind instanceof ColumnKind.Conversation
                        || kind instanceof ColumnKind.ToolConversation
                        || kind instanceof ColumnKind.Score);
    }

    /** Returns how many rows the sources and documents last for; empty where they never end. */
    public OptionalLong mostRows() {
        return sampled.slots();
    }

    /**
     * Returns the parts of one run, with nothing accepted yet.
     *
     * @param facts what the slots were given, as {@link RunModels#describe} tells it
     */
    public RunParts parts(List<SlotModel> facts, EnergyMeter meter) {
        return new RunParts(
                this::make, judge(), novelty(), new DealtCards(), lanes, facts, sampled::fingerprints, meter);
    }

    /** Returns the parts for changes by hand to a run whose models are not loaded. */
    public static RunParts byHand(RunStore store) throws DataException {
        CellMaker nothing = (column, row, attempt, soFar) -> {
            throw new DataException.RunStopped(
                    "The models of the run in " + store.folder() + " are not loaded.", "Resume the run.", null);
        };
        return new RunParts(
                nothing,
                RowJudge.LENIENT,
                Optional.empty(),
                new DealtCards(),
                Map.of(),
                store.models(),
                SourceFiles.NONE,
                EnergyMeter.NONE);
    }

    private Made make(Column column, long row, int attempt, Map<String, JsonElement> soFar)
            throws EngineException, TemplateException, DataException, InterruptedException {
        if (column.kind() instanceof ColumnKind.ModelWritten) {
            Asking.Answer answer = asking.ask(column, row, attempt, soFar);
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
        return Made.of(
                sampled.value(column, row, attempt, order.recipeHash(), soFar),
                CellSeed.of(order.recipeHash(), column.name(), row, attempt));
    }

    private RowJudge judge() {
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

    private Optional<Novelty> novelty() {
        List<RowCheck> all = new ArrayList<>(order.recipe().checks());
        order.recipe().columns().forEach(column -> all.addAll(column.checks()));
        if (all.stream().noneMatch(RowCheck.Novelty.class::isInstance)) {
            return Optional.empty();
        }
        NoveltyGate gate = NoveltyGate.of(
                order.recipe(),
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
        sampled.close();
        checks.close();
    }
}
