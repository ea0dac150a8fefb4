package studio.athanor.engines.spi.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A job whose body runs on a virtual thread. */
final class VirtualThreadJob<T> implements Job<T>, JobContext {

    private static final System.Logger LOG = System.getLogger(VirtualThreadJob.class.getName());

    private final long id;
    private final String title;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final List<Consumer<Progress>> observers = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> closedOnCancel = new ArrayList<>();
    private volatile Progress progress = new Progress.Indeterminate("");
    private volatile boolean cancelled;
    private @Nullable Thread thread;

    VirtualThreadJob(long id, String title) {
        this.id = id;
        this.title = title;
    }

    void start(JobBody<T> body) {
        synchronized (closedOnCancel) {
            thread = Thread.ofVirtual().name("job-" + id).start(() -> run(body));
        }
    }

    private void run(JobBody<T> body) {
        try {
            checkCancelled();
            result.complete(body.run(this));
        } catch (InterruptedException e) {
            result.cancel(false);
        } catch (Throwable e) {
            if (cancelled) {
                result.cancel(false);
            } else {
                result.completeExceptionally(e);
            }
        }
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public State state() {
        return switch (result.state()) {
            case RUNNING -> State.RUNNING;
            case SUCCESS -> State.DONE;
            case FAILED -> State.FAILED;
            case CANCELLED -> State.CANCELLED;
        };
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public Subscription observe(Consumer<Progress> observer) {
        observers.add(observer);
        observer.accept(progress);
        return () -> observers.remove(observer);
    }

    @Override
    public void cancel() {
        List<AutoCloseable> toClose;
        synchronized (closedOnCancel) {
            cancelled = true;
            toClose = List.copyOf(closedOnCancel);
            closedOnCancel.clear();
            if (thread != null) {
                thread.interrupt();
            }
        }
        toClose.forEach(this::closeQuietly);
    }

    @Override
    public CompletableFuture<T> result() {
        return result;
    }

    @Override
    public void progress(Progress latest) {
        progress = latest;
        observers.forEach(observer -> observer.accept(latest));
    }

    @Override
    public void checkCancelled() throws InterruptedException {
        if (cancelled || Thread.interrupted()) {
            throw new InterruptedException("cancelled: " + title);
        }
    }

    @Override
    public void onCancel(AutoCloseable resource) {
        synchronized (closedOnCancel) {
            if (!cancelled) {
                closedOnCancel.add(resource);
                return;
            }
        }
        closeQuietly(resource);
    }

    /** One resource that cannot be closed must not keep the others, or the other jobs, from being cancelled. */
    private void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "Closing what \"" + title + "\" used failed when it was cancelled", e);
        }
    }
}
