package studio.athanor.engines.spi.job;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Long work with progress, cancellation and a result. Thread-safe. */
public interface Job<T> {

    /** Returns an id that is unique within the program. */
    long id();

    /** Returns what the work is, for people. */
    String title();

    /** Returns where the job is now. */
    State state();

    /** Returns the latest progress. */
    Progress progress();

    /**
     * Calls an observer with the present progress and then on every change, from any thread.
     *
     * @return closes the subscription
     */
    Subscription observe(Consumer<Progress> observer);

    /** Asks the work to end: interrupts its thread and closes what it registered. Returns at once. */
    void cancel();

    /** Returns the outcome: a value, the body's exception, or {@link java.util.concurrent.CancellationException}. */
    CompletableFuture<T> result();

    /** Where a job can be. */
    enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }
}
