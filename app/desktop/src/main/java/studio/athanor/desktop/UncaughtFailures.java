package studio.athanor.desktop;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what no code caught, on any thread: logs it, and shows it once there is a window to show it in. */
final class UncaughtFailures implements Thread.UncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(UncaughtFailures.class);

    private final AtomicReference<Consumer<Throwable>> shown = new AtomicReference<>(failure -> {});

    /** Makes this the handler of every thread. */
    void install() {
        Thread.setDefaultUncaughtExceptionHandler(this);
    }

    /** Shows failures from now on; the consumer may be called from any thread. */
    void showIn(Consumer<Throwable> window) {
        shown.set(window);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        LOG.error("uncaught on thread {}", thread.getName(), failure);
        try {
            shown.get().accept(failure);
        } catch (RuntimeException e) {
            LOG.error("the failure could not be shown", e);
        }
    }
}
