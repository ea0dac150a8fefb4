package studio.athanor.engines.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Notices when a worker that has something to do gives no sign of life. Every message renews the time; while nothing is
 * to be done, nobody is woken. Time in which the studio itself stood still, because it was stopped, the computer slept or others
 * had the processors, is not held against the worker. Thread-safe.
 */
final class StallWatch {

    private final WorkerLimits limits;
    private final LongSupplier nanoTime;
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
    private long lastLook;
    private boolean receiving;
    private boolean ended;

    /**
     * Creates a watch.
     *
     * @param nanoTime the time, as {@link System#nanoTime} tells it
     * @param ping asks the worker for a sign of life; must not block
     * @param stalled told once, with the reason
     */
    StallWatch(WorkerLimits limits, LongSupplier nanoTime, Runnable ping, Consumer<String> stalled) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.ping = ping;
        this.stalled = stalled;
    }

    void start() {
        Thread.ofVirtual().name("worker-watch").start(this::watch);
    }

    /** A call was made. */
    void callStarted() {
        change(this::begin);
    }

    void callEnded() {
        change(() -> busy--);
    }

    /** A request for text was made. */
    void textStarted() {
        change(() -> {
            begin();
            if (texts++ == 0) {
                lastEvent = nanoTime.getAsLong();
            }
        });
    }

    private void begin() {
        if (busy++ == 0) {
            lastSign = nanoTime.getAsLong();
            lastLook = lastSign;
        }
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
            lastProgress = nanoTime.getAsLong();
        });
    }

    void progress() {
        change(() -> lastProgress = nanoTime.getAsLong());
    }

    /** A message has arrived and is being handled; until {@link #handled} silence is not the worker's fault. */
    void received() {
        change(() -> receiving = true);
    }

    void handled() {
        change(() -> {
            receiving = false;
            lastSign = nanoTime.getAsLong();
        });
    }

    /** A request for text made progress. */
    void event() {
        change(() -> lastEvent = nanoTime.getAsLong());
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
                reason = look();
            } catch (InterruptedException neverInterrupted) {
                return;
            } finally {
                lock.unlock();
            }
            ping.run();
        }
        stalled.accept(reason);
    }

    /** Tells why the worker is to be ended, empty if it is not. */
    String look() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            excusePause(now);
            return reason(now);
        } finally {
            lock.unlock();
        }
    }

    /** While the studio stands still, nobody hears the worker: its silence counts only outside of such a pause. */
    private void excusePause(long now) {
        long heartbeat = limits.heartbeat().toNanos();
        long pause = now - lastLook - heartbeat;
        lastLook = now;
        if (pause > heartbeat) {
            lastSign = later(lastSign, pause, now);
            lastEvent = later(lastEvent, pause, now);
            lastProgress = later(lastProgress, pause, now);
        }
    }

    private static long later(long moment, long nanos, long now) {
        return moment + Math.min(nanos, now - moment);
    }

    private String reason(long now) {
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
