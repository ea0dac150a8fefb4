package studio.athanor.core.models;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.job.Subscription;
import studio.athanor.engines.spi.text.TextEngine;

/** A model that is loaded, or about to be. Thread-safe. */
public interface ModelSession {

    /** Returns the model's file. */
    ModelEntry entry();

    /** Returns how it was asked to be loaded. */
    ModelLoadSettings settings();

    /** Returns which devices were chosen; absent before they are. */
    Optional<ChosenPlan> plan();

    /** Returns where the session is. */
    SessionState state();

    /** Calls an observer with the present state and on each change, from any thread. */
    Subscription observe(Consumer<SessionState> observer);

    /**
     * Returns the engine, to ask.
     *
     * @throws EngineException if it is not ready, or does not chat
     */
    TextEngine text() throws EngineException;

    /**
     * Devices that were chosen for a model.
     *
     * @param plan which device gets which part
     * @param reason why, a sentence for people
     * @param planned what each device was to hold; absent where no card was considered
     */
    record ChosenPlan(DevicePlan plan, String reason, Optional<PlannedLoad> planned) {}

    /**
     * Returns what is not as it was wished, in sentences: settings that were changed to make the model fit, models that had to
     * go, weights that a card did not take. Empty if all is.
     */
    List<String> adjustments();
}
