package studio.athanor.engines.worker.host;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A blocking call whose future, when cancelled, interrupts it. */
final class InterruptibleCall<T> extends CompletableFuture<T> {

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object lock = new Object();
    private @Nullable Thread runner;

    /** Runs a call on a thread of the executor. */
    static <T> InterruptibleCall<T> start(Executor executor, Callable<T> body) {
        InterruptibleCall<T> call = new InterruptibleCall<>();
        executor.execute(() -> call.run(body));
        return call;
    }

    private void run(Callable<T> body) {
        synchronized (lock) {
            runner = Thread.currentThread();
        }
        try {
            if (!isDone()) {
                complete(body.call());
            }
        } catch (Throwable thrown) {
            completeExceptionally(thrown);
        } finally {
            synchronized (lock) {
                runner = null;
                // an interrupt that came too late must not reach the thread's next call
                var _ = Thread.interrupted();
            }
            ended.countDown();
        }
    }

    /** Waits until the body has ended, which after a cancel can be later than the future. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        var _ = ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        synchronized (lock) {
            if (runner != null) {
                runner.interrupt();
            }
        }
        return cancelled;
    }
}
