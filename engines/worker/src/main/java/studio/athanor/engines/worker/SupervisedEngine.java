package studio.athanor.engines.worker;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.job.Subscription;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.TextRequest;

/**
 * A model in a worker process that is loaded again when the process dies. Thread-safe.
 *
 * <p>When the process dies, each running request fails with {@code WORKER_DIED} and the model is loaded again in the
 * background; requests made meanwhile wait for it. After too many deaths in a short time the engine stops with {@link
 * EngineState.Failed}.
 */
public final class SupervisedEngine implements TextEngine {

    SupervisedEngine() {}

    /** Returns what the engine is doing now. */
    public EngineState state() {
        return new EngineState.Stopped();
    }

    /**
     * Tells an observer the state now and whenever it changes, in order, from any thread; it must return quickly.
     *
     * @return closes the subscription
     */
    public Subscription observe(Consumer<EngineState> observer) {
        observer.accept(state());
        return () -> {};
    }

    /** Returns the worker's process id, absent while there is none. */
    public OptionalLong processId() {
        return OptionalLong.empty();
    }

    @Override
    public LoadedModel model() {
        throw new UnsupportedOperationException();
    }

    @Override
    public RunningText generate(TextRequest request, TextListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<float[]> embed(List<String> texts) throws EngineException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public int countTokens(Prompt prompt) throws EngineException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
