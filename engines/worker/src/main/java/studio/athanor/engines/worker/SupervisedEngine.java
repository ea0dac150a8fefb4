package studio.athanor.engines.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.job.Subscription;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.spi.text.Usage;

/**
 * A model in a worker process that is loaded again when the process dies. Thread-safe.
 *
 * <p>When the process dies, each request that it had begun fails with {@code WORKER_DIED} or {@code DEVICE_LOST} and the model
 * is loaded again in the background; requests made meanwhile wait for it. A device that its driver has reset is used again; one
 * that is gone ends the engine, since the plan cannot be kept. After too many deaths in a short time the engine stops with
 * {@link EngineState.Failed}.
 */
public final class SupervisedEngine implements TextEngine {

    /** Starts a worker and loads the model in it. */
    @FunctionalInterface
    interface Loader {
        WorkerClient load(LoadObserver observer) throws EngineException, InterruptedException;

        /**
         * Makes sure, before the model is loaded again, that its devices are those it was planned for.
         *
         * @throws EngineException.DeviceLost if one is gone
         */
        default void checkDevices() throws EngineException, InterruptedException {}
    }

    private static final Logger log = LoggerFactory.getLogger(SupervisedEngine.class);
    private static final Set<Failure.Kind> WORTH_ANOTHER_TRY = EnumSet.of(
            Failure.Kind.WORKER_DIED,
            Failure.Kind.DEVICE_LOST,
            Failure.Kind.OUT_OF_MEMORY,
            Failure.Kind.COMPUTATION_FAILED);

    private static final Failure CLOSED =
            new Failure(Failure.Kind.WORKER_DIED, "The model was unloaded.", "Load it again.", Optional.empty());

    private final Loader loader;
    private final WorkerLimits limits;
    private final RestartBudget budget;
    private final StateBoard board = new StateBoard();
    private final ExecutorService supervisor = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("engine-supervisor").factory());
    private final Object lock = new Object();
    private final Deque<WaitingText> waiting = new ArrayDeque<>();
    private @Nullable WorkerClient current;
    private TextEvent.@Nullable Terminal ended;
    private volatile LoadedModel model;

    private SupervisedEngine(Loader loader, WorkerLimits limits, LoadedModel model) {
        this.loader = loader;
        this.limits = limits;
        this.budget = new RestartBudget(limits, System::nanoTime);
        this.model = model;
    }

    /** Loads a model for the first time. Blocks; a failure is final. */
    static SupervisedEngine open(Loader loader, WorkerLimits limits, LoadObserver observer)
            throws EngineException, InterruptedException {
        WorkerClient first = loader.load(observer);
        SupervisedEngine engine = new SupervisedEngine(loader, limits, first.model());
        engine.adopt(first);
        return engine;
    }

    /** Returns what the engine is doing now. */
    public EngineState state() {
        return board.state();
    }

    /**
     * Tells an observer the state now and whenever it changes, in order, from any thread; it must return quickly.
     *
     * @return closes the subscription
     */
    public Subscription observe(Consumer<EngineState> observer) {
        return board.observe(observer);
    }

    /** Returns the worker's process id, absent while there is none. */
    public OptionalLong processId() {
        synchronized (lock) {
            return current == null ? OptionalLong.empty() : OptionalLong.of(current.pid());
        }
    }

    /** Returns what was loaded, the last time it was. */
    @Override
    public LoadedModel model() {
        return model;
    }

    @Override
    public RunningText generate(TextRequest request, TextListener listener) {
        WaitingText text = new WaitingText(request, listener, this::leaveQueue, this::askAgain);
        TextEvent.Terminal refusal;
        synchronized (lock) {
            refusal = ended;
            if (refusal == null) {
                waiting.addLast(text);
            }
        }
        if (refusal != null) {
            Thread.ofVirtual().start(() -> text.end(refusal));
        } else if (!startWaiting()) {
            giveUpLater(text);
        }
        return text;
    }

    @Override
    public List<float[]> embed(List<String> texts) throws EngineException, InterruptedException {
        return awaitWorker().embed(texts);
    }

    @Override
    public int countTokens(Prompt prompt) throws EngineException, InterruptedException {
        return awaitWorker().countTokens(prompt);
    }

    /** Ends the worker and what runs in it. Requests that wait are cancelled. Blocks for some seconds at most. */
    @Override
    public void close() {
        WorkerClient last = end(new TextEvent.Cancelled(Usage.NONE), new EngineState.Stopped());
        supervisor.shutdownNow();
        if (last != null) {
            last.close();
        }
        try {
            var _ = supervisor.awaitTermination(2 * limits.shutdown().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes over a worker that has loaded the model. */
    private void adopt(WorkerClient worker) {
        boolean late;
        synchronized (lock) {
            late = ended != null;
            if (!late) {
                current = worker;
                lock.notifyAll();
            }
        }
        if (late) {
            worker.close();
            return;
        }
        model = worker.model();
        worker.onDeath(exit -> died(worker, exit));
        board.set(new EngineState.Ready(worker.model()));
        startWaiting();
    }

    /** Runs before the requests of the dead worker are told, so that whoever asks again then waits for the next one. */
    private void died(WorkerClient dead, WorkerExit exit) {
        synchronized (lock) {
            if (current == dead) {
                current = null;
            }
        }
        try {
            supervisor.execute(() -> restart(exit.whileRunning()));
        } catch (RejectedExecutionException closed) {
            log.debug("Worker {} ended while its engine was closed", dead.pid());
        }
    }

    private void restart(Failure first) {
        Failure cause = first;
        try {
            while (WORTH_ANOTHER_TRY.contains(cause.kind())) {
                Optional<RestartBudget.Restart> allowed = budget.next();
                if (allowed.isEmpty()) {
                    cause = tooOften(cause);
                    break;
                }
                RestartBudget.Restart restart = allowed.get();
                board.set(new EngineState.Restarting(restart.attempt(), restart.delay(), cause));
                Thread.sleep(restart.delay());
                board.set(new EngineState.Starting());
                try {
                    loader.checkDevices();
                    adopt(loader.load((stage, fraction) -> board.set(new EngineState.Loading(stage, fraction))));
                    return;
                } catch (EngineException.DeviceLost gone) {
                    cause = gone.toFailure();
                    break;
                } catch (EngineException failed) {
                    cause = failed.toFailure();
                }
            }
        } catch (InterruptedException closing) {
            return;
        } catch (RuntimeException | Error fault) {
            log.error("The model could not be loaded again", fault);
            cause = faultWhileLoading(fault);
        }
        log.warn("The engine stays stopped: {}", cause.message());
        WorkerClient last = end(new TextEvent.Failed(cause), new EngineState.Failed(cause));
        if (last != null) {
            last.close();
        }
    }

    private static Failure faultWhileLoading(Throwable fault) {
        return new Failure(
                Failure.Kind.WORKER_DIED,
                "The engine's process ended, and the model could not be loaded again: " + fault + ".",
                "Load it again; if it fails again, report this: it is a fault of Athanor.",
                Optional.empty());
    }

    private Failure tooOften(Failure cause) {
        return new Failure(
                cause.kind(),
                "The engine's process ended " + (limits.restartDelays().size() + 1) + " times within "
                        + limits.restartWindow().toMinutes() + " minutes and is not started again. The last time: "
                        + cause.message(),
                cause.remedy(),
                cause.details());
    }

    private @Nullable WorkerClient end(TextEvent.Terminal event, EngineState.Final state) {
        WorkerClient last;
        List<WaitingText> left;
        synchronized (lock) {
            if (ended == null) {
                ended = event;
            }
            last = current;
            current = null;
            left = List.copyOf(waiting);
            waiting.clear();
            lock.notifyAll();
        }
        board.set(state);
        left.forEach(text -> text.end(event));
        return last;
    }

    private boolean startWaiting() {
        while (true) {
            WorkerClient worker;
            WaitingText next;
            synchronized (lock) {
                worker = current;
                if (worker == null) {
                    return waiting.isEmpty();
                }
                next = waiting.pollFirst();
            }
            if (next == null) {
                return true;
            }
            if (!next.start(worker)) {
                putBack(next, worker);
            }
        }
    }

    private void putBack(WaitingText text, WorkerClient dead) {
        TextEvent.Terminal refusal;
        synchronized (lock) {
            if (current == dead) {
                current = null;
            }
            refusal = ended;
            if (refusal == null) {
                waiting.addFirst(text);
            }
        }
        if (refusal != null) {
            text.end(refusal);
        }
    }

    private boolean askAgain(WaitingText text) {
        synchronized (lock) {
            if (ended != null) {
                return false;
            }
            waiting.addFirst(text);
        }
        if (!startWaiting()) {
            giveUpLater(text);
        }
        return true;
    }

    private boolean leaveQueue(WaitingText text) {
        synchronized (lock) {
            return waiting.remove(text);
        }
    }

    private void giveUpLater(WaitingText text) {
        CompletableFuture.delayedExecutor(limits.reloadWait().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (leaveQueue(text)) {
                        text.end(new TextEvent.Failed(notReady()));
                    }
                });
    }

    private WorkerClient awaitWorker() throws EngineException, InterruptedException {
        long end = System.nanoTime() + limits.reloadWait().toNanos();
        synchronized (lock) {
            while (current == null && ended == null) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw notReady().toException();
                }
                lock.wait(left);
            }
            if (current != null) {
                return current;
            }
            throw (ended instanceof TextEvent.Failed failed ? failed.failure() : CLOSED).toException();
        }
    }

    private Failure notReady() {
        return new Failure(
                Failure.Kind.WORKER_DIED,
                "The model was not loaded again within " + limits.reloadWait().toSeconds() + " s.",
                "Wait until it is loaded, or load it again.",
                Optional.empty());
    }
}
