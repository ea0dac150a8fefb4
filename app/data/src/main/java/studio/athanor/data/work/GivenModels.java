package studio.athanor.data.work;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import studio.athanor.core.Studio;
import studio.athanor.core.models.DeviceChoice;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelFacts;
import studio.athanor.core.models.ModelLoadSettings;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.models.ModelSession;
import studio.athanor.data.DataException;
import studio.athanor.data.ask.SlotModels;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ModelSlot;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.run.RunModels;
import studio.athanor.data.run.SlotModel;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.text.TextEngine;

/**
 * The models that a run gave its slots, loaded. They stay loaded when the run ends: the studio unloads what is idle when room
 * is needed. Thread-safe.
 */
public final class GivenModels implements SlotModels {

    /** Sequences that are computed together. */
    public static final int SEQUENCES = 8;

    private final Map<String, ModelSession> sessions;
    private final List<SlotModel> models;

    private GivenModels(Map<String, ModelSession> sessions, List<SlotModel> models) {
        this.sessions = Map.copyOf(sessions);
        this.models = List.copyOf(models);
    }

    /**
     * Loads a model for each slot with as many sequences as are usual, where its load settings are remembered.
     *
     * @throws DataException.RunStopped if a slot was given none, or its file cannot be hashed
     * @throws EngineException if one cannot be loaded
     */
    public static GivenModels load(Studio studio, Recipe recipe, Map<String, ModelRef> given)
            throws DataException, EngineException, InterruptedException {
        return load(studio, recipe, given, OptionalInt.empty(), Optional.empty());
    }

    /**
     * Loads a model for each slot, or takes it as it is loaded already. Blocks until all are ready and their files are hashed; an
     * interruption ends the loads that were begun.
     *
     * @param given a model of the library for each slot of the recipe
     * @param sequences computed together; empty for as many as are usual
     * @param devices where the models go; empty for where they are remembered to go
     * @throws DataException.RunStopped if a slot was given none, or its file cannot be hashed
     * @throws EngineException if one cannot be loaded
     */
    public static GivenModels load(
            Studio studio,
            Recipe recipe,
            Map<String, ModelRef> given,
            OptionalInt sequences,
            Optional<DeviceChoice> devices)
            throws DataException, EngineException, InterruptedException {
        Map<String, ModelSession> sessions = new LinkedHashMap<>();
        List<SlotModel> models = new ArrayList<>();
        for (ModelSlot slot : recipe.models().values()) {
            ModelRef ref = given.get(slot.name());
            if (ref == null) {
                throw new DataException.RunStopped(
                        "The slot " + slot.name() + " of the recipe " + recipe.name() + " was given no model.",
                        "Choose a model for it.",
                        null);
            }
            ModelSession session =
                    wait(studio.sessions().ensureLoaded(ref, settings(studio, ref, slot, recipe, sequences, devices)));
            sessions.put(slot.name(), session);
            models.add(describe(studio, slot.name(), session));
        }
        return new GivenModels(sessions, models);
    }

    private static ModelLoadSettings settings(
            Studio studio,
            ModelRef ref,
            ModelSlot slot,
            Recipe recipe,
            OptionalInt sequences,
            Optional<DeviceChoice> devices) {
        ModelLoadSettings remembered = studio.sessions().rememberedSettings(ref);
        LoadOptions options = remembered.options();
        if (slot.context().isPresent()) {
            options = options.withContextTokens(slot.context().getAsInt());
        }
        options = options.withParallelSequences(sequences.orElse(Math.max(SEQUENCES, options.parallelSequences())));
        ModelLoadSettings wanted =
                remembered.withOptions(embeds(recipe, slot.name()) ? options.forEmbeddings() : options);
        return devices.map(choice -> new ModelLoadSettings(wanted.options(), choice))
                .orElse(wanted);
    }

    private static boolean embeds(Recipe recipe, String slot) {
        return recipe.columns().stream()
                        .map(Column::kind)
                        .anyMatch(kind -> kind instanceof ColumnKind.Embedding embedding
                                && embedding.model().equals(slot))
                || recipe.checks().stream().anyMatch(check -> embeds(check, slot))
                || recipe.columns().stream()
                        .flatMap(column -> column.checks().stream())
                        .anyMatch(check -> embeds(check, slot));
    }

    private static boolean embeds(RowCheck check, String slot) {
        return check instanceof RowCheck.Novelty novelty
                && novelty.embedder().filter(slot::equals).isPresent();
    }

    private static ModelSession wait(Job<ModelSession> load) throws EngineException, InterruptedException {
        try {
            return load.result().get();
        } catch (InterruptedException e) {
            load.cancel();
            throw e;
        } catch (CancellationException e) {
            InterruptedException cancelled = new InterruptedException("the load was cancelled");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static SlotModel describe(Studio studio, String slot, ModelSession session)
            throws DataException, EngineException, InterruptedException {
        ModelEntry entry = session.entry();
        return RunModels.describe(
                slot,
                session.text().model(),
                sha256(studio, entry.file()),
                entry.facts().map(ModelFacts::quantisation).orElse(""));
    }

    private static String sha256(Studio studio, Path file) throws DataException, InterruptedException {
        try {
            Optional<String> hash = studio.sha256(file).get();
            if (hash.isPresent()) {
                return hash.get();
            }
        } catch (ExecutionException e) {
            // said below
        }
        throw new DataException.RunStopped(
                "The model file " + file + " cannot be read whole, or is being written.",
                "Wait until it is complete, then try again.",
                null);
    }

    @Override
    public List<TextEngine> engines(String slot) throws EngineException {
        ModelSession session = sessions.get(slot);
        if (session == null) {
            throw new EngineException.Unsupported(
                    "There is no model in the slot " + slot + ".", "Give the slot a model.", null);
        }
        return List.of(session.text());
    }

    /** Returns what a run keeps of the models. */
    public List<SlotModel> models() {
        return models;
    }
}
