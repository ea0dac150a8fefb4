package studio.athanor.core.testkit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.TextRequest;

/** A model that a test speaks for. */
public final class FakeEngine implements TextEngine {

    private final LoadedModel model;
    private final BlockingQueue<FakeRequest> requests = new LinkedBlockingQueue<>();
    private final Optional<Consumer<FakeRequest>> answering;
    private volatile boolean closed;

    FakeEngine(LoadedModel model, Optional<Consumer<FakeRequest>> answering) {
        this.model = model;
        this.answering = answering;
    }

    /** Waits for the next request. */
    public FakeRequest next() throws InterruptedException {
        @Nullable FakeRequest request = requests.poll(30, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public LoadedModel model() {
        return model;
    }

    @Override
    public RunningText generate(TextRequest request, TextListener listener) {
        FakeRequest fake = new FakeRequest(request, listener);
        if (answering.isPresent()) {
            var _ = Thread.ofVirtual().start(() -> answering.get().accept(fake));
        } else {
            requests.add(fake);
        }
        return fake::cancel;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return List.of();
    }

    @Override
    public int countTokens(Prompt prompt) {
        return 0;
    }

    @Override
    public void close() {
        closed = true;
    }
}
