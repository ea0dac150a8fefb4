package studio.athanor.engines.worker;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.spi.text.Usage;

/**
 * A request that waits for a model that is being loaded again, and later runs. Thread-safe.
 *
 * <p>A worker that died before it said anything of the request had not begun it: the request was sent in the moment between
 * the death and its being noticed, or waited there for others to end. It then goes to the next worker, once.
 */
final class WaitingText implements RunningText {

    private static final Set<Failure.Kind> DEATHS = EnumSet.of(Failure.Kind.WORKER_DIED, Failure.Kind.DEVICE_LOST);

    private final TextRequest request;
    private final TextListener listener;
    private final Predicate<WaitingText> leaveQueue;
    private final Predicate<WaitingText> askAgain;
    private boolean heardOf;
    private boolean askedAgain;
    private @Nullable RunningText running;
    private boolean cancelled;

    /**
     * Creates a request that waits.
     *
     * @param leaveQueue takes the request out of the queue and tells whether it was still there
     * @param askAgain puts the request in front of the queue and tells whether there still is a queue
     */
    WaitingText(
            TextRequest request,
            TextListener listener,
            Predicate<WaitingText> leaveQueue,
            Predicate<WaitingText> askAgain) {
        this.request = request;
        this.listener = listener;
        this.leaveQueue = leaveQueue;
        this.askAgain = askAgain;
    }

    /** Starts the request in a worker and tells whether the worker took it. */
    boolean start(WorkerClient worker) {
        RunningText started = worker.tryGenerate(request, this::onEvent).orElse(null);
        if (started == null) {
            return false;
        }
        synchronized (this) {
            running = started;
            if (!cancelled) {
                return true;
            }
        }
        started.cancel();
        return true;
    }

    /** Runs on the thread that reads from the worker. */
    private void onEvent(TextEvent event) {
        boolean missed = event instanceof TextEvent.Failed failed
                && DEATHS.contains(failed.failure().kind());
        if (missed && mayAskAgain() && askAgain.test(this)) {
            return;
        }
        heardOf = true;
        listener.onEvent(event);
    }

    private synchronized boolean mayAskAgain() {
        if (heardOf || askedAgain || cancelled) {
            return false;
        }
        askedAgain = true;
        running = null;
        return true;
    }

    /** Ends the request, which must not be in the queue any more. */
    void end(TextEvent.Terminal event) {
        LiveRequests.tell(listener, event);
    }

    @Override
    public void cancel() {
        RunningText started;
        synchronized (this) {
            cancelled = true;
            started = running;
        }
        if (started != null) {
            started.cancel();
        } else if (leaveQueue.test(this)) {
            Thread.ofVirtual().start(() -> end(new TextEvent.Cancelled(Usage.NONE)));
        }
    }
}
