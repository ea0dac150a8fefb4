package studio.athanor.data.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.engines.spi.job.Subscription;

/** Tells observers how far a run is, not more often than people can see, and always the last of it. */
final class RunBoard {

    private static final Logger log = LoggerFactory.getLogger(RunBoard.class);
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final List<Consumer<RunProgress>> observers = new CopyOnWriteArrayList<>();
    private volatile RunProgress now;
    private long toldAt = System.nanoTime();
    private boolean due;

    RunBoard(RunProgress first) {
        now = first;
    }

    RunProgress now() {
        return now;
    }

    /** Tells an observer the present state and each later one, from any thread; it must return quickly. */
    Subscription observe(Consumer<RunProgress> observer) {
        observers.add(observer);
        tell(observer, now);
        return () -> observers.remove(observer);
    }

    /** Takes note that something changed. By the loop's thread alone, as what follows. */
    void changed(RunStatus status, Supplier<RunProgress> progress) {
        if (status == now.status() && System.nanoTime() - toldAt < INTERVAL_NANOS) {
            due = true;
            return;
        }
        due = false;
        RunProgress latest = progress.get();
        now = latest;
        toldAt = System.nanoTime();
        observers.forEach(observer -> tell(observer, latest));
    }

    /** Tells whether there is something to tell as soon as its time comes. */
    boolean isDue() {
        return due;
    }

    long nanosToWait() {
        return Math.max(1, INTERVAL_NANOS - (System.nanoTime() - toldAt));
    }

    private static void tell(Consumer<RunProgress> observer, RunProgress progress) {
        try {
            observer.accept(progress);
        } catch (RuntimeException e) {
            log.warn("An observer of a run failed", e);
        }
    }
}
