package studio.athanor.engines.spi.job;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Starts jobs and knows those that run. One per program; thread-safe. */
public final class Jobs implements AutoCloseable {

    private final AtomicLong lastId = new AtomicLong();
    private final List<Job<?>> running = new CopyOnWriteArrayList<>();
    private final List<Consumer<List<Job<?>>>> observers = new CopyOnWriteArrayList<>();

    /** Creates a set of jobs that is empty. */
    public Jobs() {}

    /** Starts work on a virtual thread of its own. */
    public <T> Job<T> start(String title, JobBody<T> body) {
        VirtualThreadJob<T> job = new VirtualThreadJob<>(lastId.incrementAndGet(), title);
        running.add(job);
        publish();
        var _ = job.result().whenComplete((value, failure) -> {
            running.remove(job);
            publish();
        });
        job.start(body);
        return job;
    }

    /** Returns the jobs that have not ended, oldest first. */
    public List<Job<?>> running() {
        return List.copyOf(running);
    }

    /**
     * Calls an observer with the running jobs whenever one starts or ends, from any thread.
     *
     * @return closes the subscription
     */
    public Subscription observe(Consumer<List<Job<?>>> observer) {
        observers.add(observer);
        observer.accept(running());
        return () -> observers.remove(observer);
    }

    /** Cancels everything that runs. Returns at once. */
    @Override
    public void close() {
        running.forEach(Job::cancel);
    }

    private void publish() {
        List<Job<?>> now = running();
        observers.forEach(observer -> observer.accept(now));
    }
}
