package studio.athanor.core.models;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.TextRequest;

/** Whether a model is being asked, and since when it is not. Thread-safe. */
final class SessionUse {

    private final Runnable onIdle;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong lastUsedNanos = new AtomicLong(System.nanoTime());

    /** @param onIdle told when the last request has ended */
    SessionUse(Runnable onIdle) {
        this.onIdle = onIdle;
    }

    boolean busy() {
        return running.get() > 0;
    }

    /** Returns how long nobody has asked; zero while somebody does. */
    Duration idle() {
        return busy() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastUsedNanos.get());
    }

    private void begin() {
        running.incrementAndGet();
        lastUsedNanos.set(System.nanoTime());
    }

    private void end() {
        lastUsedNanos.set(System.nanoTime());
        if (running.decrementAndGet() == 0) {
            onIdle.run();
        }
    }

    /** Returns the engine, whose requests are counted. */
    TextEngine counted(TextEngine engine) {
        return new Counted(engine);
    }

    private final class Counted implements TextEngine {

        private final TextEngine engine;

        Counted(TextEngine engine) {
            this.engine = engine;
        }

        @Override
        public LoadedModel model() {
            return engine.model();
        }

        @Override
        public RunningText generate(TextRequest request, TextListener listener) {
            begin();
            return engine.generate(request, event -> {
                try {
                    listener.onEvent(event);
                } finally {
                    if (event instanceof TextEvent.Terminal) {
                        end();
                    }
                }
            });
        }

        @Override
        public List<float[]> embed(List<String> texts) throws EngineException, InterruptedException {
            begin();
            try {
                return engine.embed(texts);
            } finally {
                end();
            }
        }

        @Override
        public int countTokens(Prompt prompt) throws EngineException, InterruptedException {
            return engine.countTokens(prompt);
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
