package studio.athanor.engines.worker;

import java.time.Duration;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.LoadedModel;

/** What a {@link SupervisedEngine} is doing. */
public sealed interface EngineState {

    /** Nothing comes after these. */
    sealed interface Final extends EngineState permits Failed, Stopped {}

    /** The worker process is being started. */
    record Starting() implements EngineState {}

    /**
     * The worker loads the model.
     *
     * @param stage what is being done, for example {@code weights}
     * @param fraction done so far, from 0 to 1
     */
    record Loading(String stage, double fraction) implements EngineState {}

    /**
     * Requests are answered.
     *
     * @param model what was loaded
     */
    record Ready(LoadedModel model) implements EngineState {}

    /**
     * The worker ended by itself; another one is started after a pause. Requests wait meanwhile.
     *
     * @param attempt number of this restart within the window of the limit, from 1
     * @param delay the pause
     * @param cause why the last worker ended
     */
    record Restarting(int attempt, Duration delay, Failure cause) implements EngineState {}

    /**
     * The model is not loaded any more and will not be loaded again by itself.
     *
     * @param failure why
     */
    record Failed(Failure failure) implements Final {}

    /** The engine was closed. */
    record Stopped() implements Final {}
}
