package studio.athanor.data.run;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.DataException;

/** What a loop is to do next, in order. Anybody adds; the loop's thread does it. */
final class RunInbox {

    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private @Nullable Runnable first;

    void add(Runnable work) {
        queue.add(work);
    }

    /** Adds a question; it is not answered once the loop has ended. */
    <T> CompletableFuture<T> ask(Question<T> question, BooleanSupplier ended) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        queue.add(() -> {
            try {
                answer.complete(question.answer());
            } catch (DataException | RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        if (ended.getAsBoolean()) {
            answer.completeExceptionally(new DataException.RunStopped("The run is closed.", "Open it again.", null));
        }
        return answer;
    }

    /** Waits until there is something to do, or the time is over. */
    void await(long nanos) throws InterruptedException {
        first = queue.poll(nanos, TimeUnit.NANOSECONDS);
    }

    /** Does all there is to do. */
    void doAll() {
        Runnable next = first == null ? queue.poll() : first;
        first = null;
        while (next != null) {
            next.run();
            next = queue.poll();
        }
    }

    /** Something to find out or do on the loop's thread. */
    @FunctionalInterface
    interface Question<T> {
        T answer() throws DataException;
    }
}
