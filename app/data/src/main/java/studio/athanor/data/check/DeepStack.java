package studio.athanor.data.check;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Work on a stack of 64 MB, for what went too deep for the caller's. So a value passes or fails alike on every thread.
 */
final class DeepStack {

    private static final long BYTES = 64L << 20;

    private DeepStack() {}

    /** Returns what the work returns, or nothing if this stack is too small as well. The work has to end by itself. */
    static <T> Optional<T> call(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().name("deep-check").daemon().stackSize(BYTES).start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return Optional.of(task.get());
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return overflow(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> Optional<T> overflow(@Nullable Throwable cause) {
        return switch (cause) {
            case StackOverflowError _ -> Optional.empty();
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case null, default -> throw new IllegalStateException(cause);
        };
    }
}
