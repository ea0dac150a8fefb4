package studio.athanor.engines.worker.host;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.worker.wire.Outbox;
import studio.athanor.engines.worker.wire.Protocol;

/** The requests for text that run in this worker. */
final class TextRequests {

    /** Gives the engine, or says why there is none that writes text. */
    @FunctionalInterface
    interface EngineSource {
        TextEngine get() throws EngineException;
    }

    private final Outbox outbox;
    private final Map<Long, Running> running = new ConcurrentHashMap<>();
    private final ExecutorService admission = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("worker-requests").factory());

    TextRequests(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Hands a request to the engine, after those that came before. Failures come as events. */
    CompletableFuture<Protocol.Nothing> start(EngineSource engine, Protocol.Generate generate) {
        Running request = new Running(generate.id());
        running.put(generate.id(), request);
        admission.execute(() -> {
            try {
                request.started(engine.get().generate(generate.request(), request::onEvent));
            } catch (EngineException | RuntimeException | LinkageError failed) {
                request.onEvent(new TextEvent.Failed(WireFailures.toFailure(failed)));
            }
        });
        return CompletableFuture.completedFuture(new Protocol.Nothing());
    }

    /** Asks for the end of a request; one that ended already is not known any more. */
    void cancel(long id) {
        Running request = running.get(id);
        if (request != null) {
            request.cancel();
        }
    }

    private final class Running {
        private final long id;
        private @Nullable RunningText handle;
        private boolean cancelled;

        Running(long id) {
            this.id = id;
        }

        void onEvent(TextEvent event) {
            if (event instanceof TextEvent.Terminal) {
                running.remove(id);
            }
            outbox.event(id, event);
        }

        void started(RunningText started) {
            synchronized (this) {
                handle = started;
                if (!cancelled) {
                    return;
                }
            }
            started.cancel();
        }

        void cancel() {
            RunningText started;
            synchronized (this) {
                cancelled = true;
                started = handle;
            }
            if (started != null) {
                started.cancel();
            }
        }
    }
}
