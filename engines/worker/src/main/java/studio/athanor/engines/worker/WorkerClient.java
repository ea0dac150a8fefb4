package studio.athanor.engines.worker;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.JsonRpcException;
import org.eclipse.lsp4j.jsonrpc.JsonRpcRequestFuture;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.MeasuredBandwidth;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.spi.text.Usage;
import studio.athanor.engines.worker.WorkerExit.Cause;
import studio.athanor.engines.worker.wire.MessageSocket;
import studio.athanor.engines.worker.wire.Outbox;
import studio.athanor.engines.worker.wire.Protocol;
import studio.athanor.engines.worker.wire.ProtocolException;

/**
 * One worker process, seen as an engine. When the process ends, whoever waits for it is told why; it is not started
 * again here. Thread-safe.
 */
final class WorkerClient implements TextEngine, Endpoint {

    private static final Logger log = LoggerFactory.getLogger(WorkerClient.class);

    /**
     * From the end of the connection to the end of the process: milliseconds as a rule, seconds on a busy machine or where a driver
     * frees the memory of a device first.
     */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private static final Duration KILL_WAIT = Duration.ofMillis(150);

    private final WorkerProcess process;
    private final MessageSocket socket;
    private final WorkerLimits limits;
    private final Outbox outbox;
    private final RemoteEndpoint worker;
    private final LiveRequests requests = new LiveRequests();
    private final StallWatch watch;
    private final Map<Object, CompletableFuture<?>> calls = new ConcurrentHashMap<>();
    private final CompletableFuture<WorkerExit> death = new CompletableFuture<>();
    private final AtomicBoolean pinged = new AtomicBoolean();
    private Consumer<WorkerExit> deathObserver = exit -> {};
    private volatile LoadObserver loadObserver = LoadObserver.NONE;
    private volatile Map<String, String> deviceNames = Map.of();
    private volatile boolean closing;
    private volatile @Nullable LoadedModel model;

    /** Takes over a worker that has greeted, and starts its threads. */
    WorkerClient(WorkerProcess process, MessageSocket socket, WorkerLimits limits) {
        this.process = process;
        this.socket = socket;
        this.limits = limits;
        this.outbox = new Outbox(socket);
        this.worker = new RemoteEndpoint(outbox, this);
        this.watch = new StallWatch(limits, System::nanoTime, this::ping, this::stalled);
        socket.messages().setMethodProvider(worker);
        outbox.start("worker-writer-" + process.pid());
        Thread.ofPlatform().daemon().name("worker-reader-" + process.pid()).start(this::readAll);
        watch.start();
    }

    long pid() {
        return process.pid();
    }

    /** Sets who is told, before the requests are, that the process ended without being asked to. */
    void onDeath(Consumer<WorkerExit> observer) {
        boolean dead;
        synchronized (death) {
            deathObserver = observer;
            dead = death.isDone();
        }
        if (dead && !closing) {
            observer.accept(death.join());
        }
    }

    /** Sets what people call the devices of the worker, by its own names. */
    void nameDevices(Map<String, String> names) {
        deviceNames = Map.copyOf(names);
    }

    List<EngineDevice> devices() throws EngineException, InterruptedException {
        watch.demandProgress(limits.start());
        return call(Protocol.DEVICES, new Protocol.Nothing(), Protocol.Devices.class, WorkerExit::whileStarting)
                .devices();
    }

    Map<String, Long> measureCompute(OpenRequest request) throws EngineException, InterruptedException {
        watch.demandProgress(limits.loadStall());
        return call(
                        Protocol.MEASURE,
                        new Protocol.Open(request),
                        Protocol.Measured.class,
                        exit -> exit.whileLoading(request.modelFile()))
                .computeBytes();
    }

    Optional<MeasuredBandwidth> measureBandwidth(String deviceId) throws EngineException, InterruptedException {
        watch.demandProgress(limits.loadStall());
        return call(
                        Protocol.MEASURE_BANDWIDTH,
                        new Protocol.MeasureBandwidth(deviceId),
                        Protocol.BandwidthMeasured.class,
                        exit -> exit.whileMeasuring(deviceId))
                .bandwidth();
    }

    /** Loads a model. Blocks; when interrupted, asks the worker to stop, then ends it. */
    LoadedModel open(OpenRequest request, LoadObserver observer) throws EngineException, InterruptedException {
        loadObserver = observer;
        watch.demandProgress(limits.loadStall());
        try {
            LoadedModel opened = call(
                            Protocol.OPEN,
                            new Protocol.Open(request),
                            Protocol.Opened.class,
                            exit -> exit.whileLoading(request.modelFile()))
                    .model();
            model = opened;
            return opened;
        } finally {
            watch.demandProgress(Duration.ZERO);
            loadObserver = LoadObserver.NONE;
        }
    }

    @Override
    public LoadedModel model() {
        LoadedModel opened = model;
        if (opened == null) {
            throw new IllegalStateException("No model is loaded yet");
        }
        return opened;
    }

    @Override
    public RunningText generate(TextRequest request, TextListener listener) {
        return tryGenerate(request, listener).orElseGet(() -> {
            TextEvent.Failed failed = new TextEvent.Failed(death.join().whileRunning());
            Thread.ofVirtual().start(() -> LiveRequests.tell(listener, failed));
            return () -> {};
        });
    }

    /** Starts a request unless the worker is gone; the listener is not called then. */
    Optional<RunningText> tryGenerate(TextRequest request, TextListener listener) {
        Optional<Long> added = requests.add(listener);
        if (added.isEmpty()) {
            return Optional.empty();
        }
        long id = added.get();
        watch.textStarted();
        var _ = worker.request(Protocol.GENERATE, new Protocol.Generate(id, request))
                .whenComplete((started, refused) -> {
                    if (refused != null && !death.isDone()) {
                        deliver(id, new TextEvent.Failed(toException(refused).toFailure()));
                    }
                });
        return Optional.of(() -> worker.notify(Protocol.CANCEL, new Protocol.Cancel(id)));
    }

    @Override
    public List<float[]> embed(List<String> texts) throws EngineException, InterruptedException {
        int width = model().embeddingSize().orElse(0);
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (List<String> part : EmbeddingParts.of(texts, width)) {
            vectors.addAll(
                    call(Protocol.EMBED, new Protocol.Embed(part), Protocol.Embedded.class, WorkerExit::whileRunning)
                            .vectors());
        }
        return List.copyOf(vectors);
    }

    @Override
    public int countTokens(Prompt prompt) throws EngineException, InterruptedException {
        return call(
                        Protocol.COUNT_TOKENS,
                        new Protocol.CountTokens(prompt),
                        Protocol.TokenCount.class,
                        WorkerExit::whileRunning)
                .tokens();
    }

    /** Asks the worker to end, and ends it if it does not. */
    @Override
    public void close() {
        closing = true;
        if (!death.isDone()) {
            var _ = worker.request(Protocol.SHUTDOWN, new Protocol.Nothing());
            if (!process.awaitExit(limits.shutdown())) {
                process.kill();
                socket.close();
            }
        }
        WorkerExit _ = death.join();
    }

    private <T> T call(String method, Object params, Class<T> type, Function<WorkerExit, Failure> failure)
            throws EngineException, InterruptedException {
        watch.callStarted();
        Object key = new Object();
        JsonRpcRequestFuture<Object> answer = worker.request(method, params);
        calls.put(key, answer);
        try {
            if (death.isDone()) {
                throw failure.apply(death.join()).toException();
            }
            return type.cast(answer.get());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof WorkerGone) {
                throw failure.apply(death.join()).toException();
            }
            throw toException(failed.getCause() == null ? failed : failed.getCause());
        } catch (InterruptedException interrupted) {
            answer.cancelRequest();
            throw interrupted;
        } finally {
            calls.remove(key);
            watch.callEnded();
        }
    }

    private EngineException toException(Throwable refused) {
        if (refused instanceof ResponseErrorException error
                && error.getResponseError().getData() instanceof JsonElement data) {
            Failure failure = socket.messages().getGson().fromJson(data, Failure.class);
            return failure.toException();
        }
        Throwable reason =
                refused instanceof JsonRpcException && refused.getCause() != null ? refused.getCause() : refused;
        return new EngineException.InvalidRequest(
                "The request could not be sent to the engine: " + reason.getMessage() + ".",
                "Make the request shorter.",
                null);
    }

    private void ping() {
        if (pinged.compareAndSet(false, true)) {
            var _ = worker.request(Protocol.PING, new Protocol.Nothing())
                    .whenComplete((pong, failed) -> pinged.set(false));
        }
    }

    private void stalled(String reason) {
        log.warn("Ending worker {}: {}", process.pid(), reason);
        process.kill(Cause.STALLED, reason);
        if (!process.awaitExit(KILL_WAIT)) {
            // a process that waits in a driver does not even die; the connection is given up without it
            socket.close();
        }
    }

    private void readAll() {
        try {
            Optional<Message> message = socket.read(Protocol.MAX_FRAME_BYTES);
            while (message.isPresent()) {
                watch.received();
                worker.consume(message.get());
                watch.handled();
                message = socket.read(Protocol.MAX_FRAME_BYTES);
            }
        } catch (ProtocolException | MessageIssueException garbage) {
            process.kill(Cause.PROTOCOL, String.valueOf(garbage.getMessage()));
        } catch (IOException closed) {
            // tells no more than the end of the stream
        } finally {
            ended();
        }
    }

    private void ended() {
        socket.close();
        outbox.close();
        watch.end();
        if (!process.awaitExit(LAST_WORDS)) {
            process.kill(Cause.UNKNOWN, "the connection ended before the process");
            process.awaitExit(KILL_WAIT);
        }
        WorkerExit exit = process.exit().namingDevice(device -> deviceNames.getOrDefault(device, device));
        process.release();
        Consumer<WorkerExit> observer;
        synchronized (death) {
            death.complete(exit);
            observer = deathObserver;
        }
        if (closing) {
            requests.endAll(new TextEvent.Cancelled(Usage.NONE));
        } else {
            log.warn("Worker {} ended: {}", process.pid(), exit.whileRunning().message());
            observer.accept(exit);
            requests.endAll(new TextEvent.Failed(exit.whileRunning()));
        }
        calls.values().forEach(call -> call.completeExceptionally(new WorkerGone()));
    }

    @Override
    public CompletableFuture<?> request(String method, @Nullable Object params) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("The studio answers no calls"));
    }

    @Override
    public void notify(String method, @Nullable Object params) {
        switch (params) {
            case Protocol.TextEvents batch -> {
                watch.event();
                batch.events().forEach(each -> deliver(each.id(), each.event()));
            }
            case Protocol.LoadProgress progress -> {
                watch.progress();
                loadObserver.progress(progress.stage(), progress.fraction());
            }
            case null, default -> log.warn("Worker {} sent an unknown message \"{}\"", process.pid(), method);
        }
    }

    private void deliver(long id, TextEvent event) {
        if (requests.deliver(id, event)) {
            watch.textEnded();
        }
    }

    /** Ends calls that wait for a worker that is gone. */
    private static final class WorkerGone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
