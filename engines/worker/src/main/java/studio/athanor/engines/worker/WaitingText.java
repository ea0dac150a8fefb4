package studio.athanor.engines.worker;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.spi.text.Usage;

/** A request that waits for a model that is being loaded again, and later runs. Thread-safe. */
final class WaitingText implements RunningText {

    private final TextRequest request;
    private final TextListener listener;
    private final Predicate<WaitingText> leaveQueue;
    private @Nullable RunningText running;
    private boolean cancelled;

    /**
     * Creates a request that waits.
     *
     * @param leaveQueue takes the request out of the queue and tells whether it was still there
     */
    WaitingText(TextRequest request, TextListener listener, Predicate<WaitingText> leaveQueue) {
        this.request = request;
        this.listener = listener;
        this.leaveQueue = leaveQueue;
    }

    /** Starts the request in a worker and tells whether the worker took it. */
    boolean start(WorkerClient worker) {
        RunningText started = worker.tryGenerate(request, listener).orElse(null);
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
