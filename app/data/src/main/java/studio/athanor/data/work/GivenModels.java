package studio.athanor.data.work;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import studio.athanor.data.recipe.Recipe;
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

    private final Map<String, List<ModelSession>> sessions;
    private final List<SlotModel> models;

    private GivenModels(Map<String, List<ModelSession>> sessions, List<SlotModel> models) {
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
        return load(studio, recipe, given, ModelWishes.NONE);
    }

    /**
     * Loads a model for each slot, or takes it as it is loaded already. Slots that were given the same model share it. Blocks until
     * all are ready and their files are hashed; an interruption ends the loads that were begun.
     *
     * @param given a model of the library for each slot of the recipe
     * @throws DataException.RunStopped if a slot was given none, or its file cannot be hashed
     * @throws EngineException if one cannot be loaded
     */
    public static GivenModels load(Studio studio, Recipe recipe, Map<String, ModelRef> given, ModelWishes wishes)
            throws DataException, EngineException, InterruptedException {
        Map<String, List<ModelSession>> sessions = new LinkedHashMap<>();
        Map<ModelRef, Integer> copies = new HashMap<>();
        for (SharedModel model : SharedModel.of(recipe, given)) {
            List<ModelSession> loaded = new ArrayList<>();
            for (ModelLoadSettings settings : settings(studio, model, wishes)) {
                ModelRef copy = model.ref().copy(copies.merge(model.ref(), 1, Integer::sum));
                loaded.add(wait(studio.sessions().ensureLoaded(copy, settings)));
            }
            model.slots().forEach(slot -> sessions.put(slot.name(), List.copyOf(loaded)));
        }
        List<SlotModel> models = new ArrayList<>();
        for (String slot : recipe.models().keySet()) {
            models.add(describe(
                    studio, slot, sessions.getOrDefault(slot, List.of()).getFirst()));
        }
        return new GivenModels(sessions, models);
    }

    /** Returns how each copy is loaded. */
    private static List<ModelLoadSettings> settings(Studio studio, SharedModel model, ModelWishes wishes)
            throws EngineException, InterruptedException {
        ModelLoadSettings remembered = studio.sessions().rememberedSettings(model.ref());
        LoadOptions options = model.options(remembered.options(), wishes.sequences());
        List<DeviceChoice> devices = wishes.devices().isEmpty()
                ? List.of(SlotDevices.of(studio, model.ref(), model.gpuLayers(), remembered.devices()))
                : wishes.devices();
        return devices.stream()
                .map(choice -> new ModelLoadSettings(options, choice))
                .toList();
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
        List<ModelSession> copies = sessions.get(slot);
        if (copies == null) {
            throw new EngineException.Unsupported(
                    "There is no model in the slot " + slot + ".", "Give the slot a model.", null);
        }
        List<TextEngine> engines = new ArrayList<>();
        for (ModelSession copy : copies) {
            engines.add(copy.text());
        }
        return engines;
    }

    /** Returns what a run keeps of the models. */
    public List<SlotModel> models() {
        return models;
    }

    /** Returns what is loaded, each once. */
    public List<ModelSession> sessions() {
        return sessions.values().stream().flatMap(List::stream).distinct().toList();
    }
}
