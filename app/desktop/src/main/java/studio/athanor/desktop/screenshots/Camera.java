package studio.athanor.desktop.screenshots;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;

/** Waits until a window is still, and photographs it. Called from any thread but the FX thread. */
final class Camera {

    private static final int FRAMES = 4;
    private static final long SETTLE_MILLIS = 250;
    private static final long POLL_MILLIS = 20;
    private static final long PATIENCE_SECONDS = 60;

    private final Scene scene;
    private final Path folder;
    private int pictures;

    Camera(Scene scene, Path folder) {
        this.scene = scene;
        this.folder = folder;
    }

    int pictures() {
        return pictures;
    }

    void photograph(String name) throws IOException, InterruptedException {
        settle();
        WritableImage image = onFxThread(() -> scene.snapshot(null));
        PngFile.write(image, folder.resolve(name + ".png"));
        pictures++;
    }

    /** Waits for work in the background to arrive, and for the frames that show it. */
    private void settle() throws InterruptedException {
        Thread.sleep(SETTLE_MILLIS);
        CountDownLatch painted = new CountDownLatch(FRAMES);
        Runnable count = () -> {
            painted.countDown();
            Platform.requestNextPulse();
        };
        Platform.runLater(() -> {
            scene.addPostLayoutPulseListener(count);
            Platform.requestNextPulse();
        });
        boolean still = painted.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Platform.runLater(() -> scene.removePostLayoutPulseListener(count));
        if (!still) {
            throw new IllegalStateException("the window does not paint");
        }
    }

    /** Waits until something is so, as far as patience goes; a picture is taken either way. */
    static void waitUntil(BooleanSupplier so) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!so.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Waits until something is so in the window, as {@link #waitUntil} does. */
    static void waitUntilOnFxThread(Callable<Boolean> so) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!onFxThread(so) && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    static <T> T onFxThread(Callable<T> work) throws InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the window does not answer", e);
        }
    }
}
