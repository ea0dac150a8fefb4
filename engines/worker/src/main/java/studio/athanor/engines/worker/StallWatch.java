package studio.athanor.engines.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Notices when a worker that has something to do gives no sign of life. Every message renews the time; while nothing is
 * to be done, nobody is woken. Thread-safe.
 */
final class StallWatch {

    private final WorkerLimits limits;
    private final Runnable ping;
    private final Consumer<String> stalled;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int busy;
    private int texts;
    private Duration progressLimit = Duration.ZERO;
    private long lastSign;
    private long lastEvent;
    private long lastProgress;
    private boolean receiving;
    private boolean ended;

    /**
     * Creates a watch.
     *
     * @param ping asks the worker for a sign of life; must not block
     * @param stalled told once, with the reason
     */
    StallWatch(WorkerLimits limits, Runnable ping, Consumer<String> stalled) {
        this.limits = limits;
        this.ping = ping;
        this.stalled = stalled;
    }

    void start() {
        Thread.ofVirtual().name("worker-watch").start(this::watch);
    }

    /** A call was made. */
    void callStarted() {
        change(() -> {
            if (busy++ == 0) {
                lastSign = System.nanoTime();
            }
        });
    }

    void callEnded() {
        change(() -> busy--);
    }

    /** A request for text was made. */
    void textStarted() {
        change(() -> {
            if (busy++ == 0) {
                lastSign = System.nanoTime();
            }
            if (texts++ == 0) {
                lastEvent = System.nanoTime();
            }
        });
    }

    void textEnded() {
        change(() -> {
            busy--;
            texts--;
        });
    }

    /** Demands progress from now on, once in the given time; zero for no demand. */
    void demandProgress(Duration limit) {
        change(() -> {
            progressLimit = limit;
            lastProgress = System.nanoTime();
        });
    }

    void progress() {
        change(() -> lastProgress = System.nanoTime());
    }

    /** A message has arrived and is being handled; until {@link #handled} silence is not the worker's fault. */
    void received() {
        change(() -> receiving = true);
    }

    void handled() {
        change(() -> {
            receiving = false;
            lastSign = System.nanoTime();
        });
    }

    /** A request for text made progress. */
    void event() {
        change(() -> lastEvent = System.nanoTime());
    }

    void end() {
        change(() -> ended = true);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            boolean idle = busy == 0;
            change.run();
            if (ended || idle != (busy == 0)) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        String reason = "";
        while (reason.isEmpty()) {
            lock.lock();
            try {
                while (busy == 0 && !ended) {
                    changed.await();
                }
                if (ended) {
                    return;
                }
                var _ = changed.await(limits.heartbeat().toNanos(), TimeUnit.NANOSECONDS);
                reason = reason();
            } catch (InterruptedException neverInterrupted) {
                return;
            } finally {
                lock.unlock();
            }
            ping.run();
        }
        stalled.accept(reason);
    }

    private String reason() {
        long now = System.nanoTime();
        if (busy == 0 || receiving) {
            return "";
        }
        if (now - lastSign > limits.unresponsive().toNanos()) {
            return "no sign of life for " + limits.unresponsive().toSeconds() + " s";
        }
        if (!progressLimit.isZero() && now - lastProgress > progressLimit.toNanos()) {
            return "no progress for " + progressLimit.toSeconds() + " s";
        }
        if (texts > 0 && now - lastEvent > limits.silence().toNanos()) {
            return "no result for " + limits.silence().toSeconds() + " s";
        }
        return "";
    }
}
