package studio.athanor.core.models;

import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.LoadedModel;

/** Where a model session is. */
public sealed interface SessionState {

    /**
     * The model is being loaded.
     *
     * @param stage what is being done
     * @param fraction from 0 to 1
     */
    record Loading(String stage, double fraction) implements SessionState {}

    /**
     * The model answers.
     *
     * @param model what was loaded, and the memory it took on each device
     */
    record Ready(LoadedModel model) implements SessionState {}

    /**
     * The process of the model ended and is being started again.
     *
     * @param reason why it ended
     */
    record Restarting(Failure reason) implements SessionState {}

    /**
     * The model could not be loaded, or its process ended too often.
     *
     * @param failure why
     */
    record Failed(Failure failure) implements SessionState {}

    /** The model was unloaded. */
    record Unloaded() implements SessionState {}
}
