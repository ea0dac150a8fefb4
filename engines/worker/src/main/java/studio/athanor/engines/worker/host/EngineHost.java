package studio.athanor.engines.worker.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.spi.Engine;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.worker.wire.Outbox;
import studio.athanor.engines.worker.wire.Protocol;

/**
 * Serves one engine. Called by the thread that reads, which it never blocks: loading, embedding and counting run on
 * threads of their own, requests for text are handed to the engine one after another.
 */
final class EngineHost implements Endpoint {

    private static final Duration OPENING_GRACE = Duration.ofSeconds(2);

    private final String providerId;
    private final EngineEnvironment environment;
    private final Outbox outbox;
    private final Consumer<Outbox> end;
    private final ExecutorService calls = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("worker-call-", 1).factory());
    private final TextRequests requests;
    private final Object lock = new Object();
    private @Nullable InterruptibleCall<Protocol.Opened> opening;
    private @Nullable Engine engine;

    EngineHost(String providerId, EngineEnvironment environment, Outbox outbox, Consumer<Outbox> end) {
        this.providerId = providerId;
        this.environment = environment;
        this.outbox = outbox;
        this.end = end;
        this.requests = new TextRequests(outbox);
    }

    @Override
    public CompletableFuture<?> request(String method, @Nullable Object params) {
        return switch (params) {
            case Protocol.Open open
            when method.equals(Protocol.MEASURE) ->
                call(() -> new Protocol.Measured(provider().measureCompute(environment, open.request())));
            case Protocol.Open open -> open(open);
            case Protocol.MeasureBandwidth measure -> call(() -> measureBandwidth(measure));
            case Protocol.Generate generate -> requests.start(this::textEngine, generate);
            case Protocol.Embed embed ->
                call(() -> new Protocol.Embedded(textEngine().embed(embed.texts())));
            case Protocol.CountTokens count ->
                call(() -> new Protocol.TokenCount(textEngine().countTokens(count.prompt())));
            case null, default ->
                switch (method) {
                    case Protocol.PING -> CompletableFuture.completedFuture(new Protocol.Nothing());
                    case Protocol.DEVICES ->
                        call(() -> new Protocol.Devices(provider().devices(environment)));
                    case Protocol.SHUTDOWN -> shutdown();
                    default ->
                        CompletableFuture.failedFuture(
                                new UnsupportedOperationException("There is no call \"" + method + "\""));
                };
        };
    }

    @Override
    public void notify(String method, @Nullable Object params) {
        if (params instanceof Protocol.Cancel cancel) {
            requests.cancel(cancel.id());
        }
    }

    private <T> InterruptibleCall<T> call(Callable<T> body) {
        return InterruptibleCall.start(calls, body);
    }

    private CompletableFuture<?> open(Protocol.Open open) {
        synchronized (lock) {
            if (opening != null) {
                return CompletableFuture.failedFuture(new IllegalStateException("This worker holds a model already"));
            }
            opening = call(() -> load(open));
            return opening;
        }
    }

    private Protocol.Opened load(Protocol.Open open) throws EngineException, InterruptedException {
        Engine opened = provider().open(environment, open.request(), new LoadNotifier(this::notifyStudio));
        synchronized (lock) {
            engine = opened;
        }
        CompilerThreads.giveWay();
        return new Protocol.Opened(opened.model());
    }

    private Protocol.BandwidthMeasured measureBandwidth(Protocol.MeasureBandwidth measure)
            throws EngineException, InterruptedException {
        CompilerThreads.giveWay();
        return new Protocol.BandwidthMeasured(provider().measureBandwidth(environment, measure.deviceId()));
    }

    private void notifyStudio(Protocol.LoadProgress progress) {
        NotificationMessage message = new NotificationMessage();
        message.setJsonrpc("2.0");
        message.setMethod(Protocol.LOAD_PROGRESS);
        message.setParams(progress);
        outbox.consume(message);
    }

    private EngineProvider provider() throws EngineException {
        List<String> known = new ArrayList<>();
        for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
            if (provider.id().equals(providerId)) {
                return provider;
            }
            known.add(provider.id());
        }
        throw new EngineException.RuntimeUnavailable(
                "The worker has no engine named \"" + providerId + "\"; it has " + known + ".",
                "Install the engine again.",
                null);
    }

    private TextEngine textEngine() throws EngineException {
        synchronized (lock) {
            if (engine instanceof TextEngine text) {
                return text;
            }
        }
        throw new EngineException.Unsupported(
                "The loaded model does not read or write text.", "Open a model that chats.", null);
    }

    private CompletableFuture<?> shutdown() {
        return call(() -> {
            closeEngine();
            end.accept(outbox);
            return new Protocol.Nothing();
        });
    }

    private void closeEngine() throws InterruptedException {
        InterruptibleCall<Protocol.Opened> load;
        synchronized (lock) {
            load = opening;
        }
        if (load != null) {
            load.cancel(true);
            load.awaitEnd(OPENING_GRACE);
        }
        Engine loaded;
        synchronized (lock) {
            loaded = engine;
        }
        if (loaded != null) {
            loaded.close();
        }
    }
}
