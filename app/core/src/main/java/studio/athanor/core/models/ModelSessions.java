package studio.athanor.core.models;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import studio.athanor.core.placement.KeptBandwidth;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Subscription;

/**
 * The models that are loaded, each in a process of its own. Thread-safe; nothing here waits for a load.
 */
public interface ModelSessions extends AutoCloseable {

    /**
     * Loads a model, or joins a load that runs, or returns the session that is there. Other settings than those of the
     * session that is there load the model again; a {@linkplain ModelRef#copy copy} is a session of its own. Cancelling the job cancels the load. A load that fails ends the job
     * with an {@link studio.athanor.engines.spi.EngineException}.
     */
    Job<ModelSession> ensureLoaded(ModelRef model, ModelLoadSettings settings);

    /** Loads a model with the settings remembered for it; keeps those of a session that is there. */
    Job<ModelSession> ensureLoaded(ModelRef model);

    /** Returns the settings remembered for a model, or the defaults. */
    ModelLoadSettings rememberedSettings(ModelRef model);

    /** Remembers how to load a model. */
    void remember(ModelRef model, ModelLoadSettings settings);

    /** Returns the model that answers unless a conversation names another: the chosen one, or else the starter model. */
    Optional<ModelRef> current();

    /** Chooses the model that answers unless a conversation names another; does not load it. */
    void choose(ModelRef model);

    /** Returns the sessions: loading, ready and failed ones, in the order they were begun. */
    List<ModelSession> sessions();

    /** Returns the session of a model. */
    Optional<ModelSession> session(ModelRef model);

    /** Unloads a model: cancels its requests and ends its process. The job ends when its memory is free,
     * with whether there was such a session. */
    Job<Boolean> unload(ModelRef model);

    /** Keeps a model loaded when others are unloaded for being idle or to make room, or no longer. Remembered. */
    void pin(ModelRef model, boolean pinned);

    /** Returns whether a model is kept loaded. */
    boolean isPinned(ModelRef model);

    /** Calls an observer with the sessions and on each change of one of them, from any thread. */
    Subscription observe(Consumer<List<ModelSession>> observer);

    /** Finds the devices of this machine by asking a process of each engine; remembered after the first time. */
    Job<List<EngineDevice>> devices();

    /**
     * Asks the engine what a load would take for the scratch of its graphs, by device, in a process that ends afterwards.
     * Nothing large is allocated.
     */
    Job<Map<String, Long>> measureCompute(ModelRef model, LoadOptions options, DevicePlan plan);

    /**
     * Measures how fast a device reads weights, in a process that ends afterwards, and keeps the result for plans. One
     * measurement at a time; takes some seconds. A model that answers meanwhile makes it tell too little.
     *
     * @param deviceId as {@link #devices()} named it
     */
    Job<KeptBandwidth> measureBandwidth(String deviceId);

    /** Finds the devices again. */
    Job<List<EngineDevice>> refreshDevices();

    /** Unloads everything. Blocks until that is done. */
    @Override
    void close();
}
