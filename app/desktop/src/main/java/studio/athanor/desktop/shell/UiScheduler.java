package studio.athanor.desktop.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/**
 * Moves work between the FX thread and others. Thread-safe; as an {@link Executor} it runs tasks on the FX thread, at
 * once when called from there.
 *
 * <p>Nothing ticks while nothing is asked for: the frame timer runs only until every triggered action has been done.
 */
public final class UiScheduler implements Executor {

    private final Consumer<Throwable> unexpected;
    private final AtomicBoolean frameRequested = new AtomicBoolean();
    private final List<Runnable> nextFrame = new ArrayList<>();
    private final FrameTimer timer = new FrameTimer();

    /**
     * Creates a scheduler.
     *
     * @param unexpected told of failures that nobody else handles, on the FX thread
     */
    public UiScheduler(Consumer<Throwable> unexpected) {
        this.unexpected = unexpected;
    }

    @Override
    public void execute(Runnable task) {
        if (Platform.isFxApplicationThread()) {
            task.run();
        } else {
            Platform.runLater(task);
        }
    }

    /**
     * Does blocking work on a virtual thread and hands its outcome to the FX thread.
     *
     * @param work may block
     * @param done receives the result, on the FX thread
     * @param failed receives the exception, on the FX thread
     */
    public <T> void background(Callable<T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
        Thread.ofVirtual().name("ui-background").start(() -> {
            try {
                T result = work.call();
                Platform.runLater(() -> done.accept(result));
            } catch (Exception e) {
                Platform.runLater(() -> failed.accept(e));
            } catch (Error e) {
                Platform.runLater(() -> unexpected.accept(e));
            }
        });
    }

    /** Does blocking work as {@link #background(Callable, Consumer, Consumer)}; failures go to the notices. */
    public <T> void background(Callable<T> work, Consumer<? super T> done) {
        background(work, done, unexpected);
    }

    /**
     * Returns a trigger for an action that should run at most once per frame, however often it is triggered.
     *
     * @param action runs on the FX thread
     * @return may be called from any thread; returns at once
     */
    public Runnable oncePerFrame(Runnable action) {
        AtomicBoolean pending = new AtomicBoolean();
        Runnable clearAndRun = () -> {
            pending.set(false);
            action.run();
        };
        return () -> {
            if (pending.compareAndSet(false, true)) {
                synchronized (nextFrame) {
                    nextFrame.add(clearAndRun);
                }
                if (frameRequested.compareAndSet(false, true)) {
                    execute(timer::start);
                }
            }
        };
    }

    private void runFrame() {
        frameRequested.set(false);
        List<Runnable> due;
        synchronized (nextFrame) {
            due = List.copyOf(nextFrame);
            nextFrame.clear();
        }
        for (Runnable action : due) {
            try {
                action.run();
            } catch (RuntimeException e) {
                unexpected.accept(e);
            }
        }
        if (!frameRequested.get()) {
            timer.stop();
        }
    }

    private final class FrameTimer extends AnimationTimer {
        @Override
        public void handle(long now) {
            runFrame();
        }
    }
}
