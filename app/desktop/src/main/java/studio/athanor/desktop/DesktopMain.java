package studio.athanor.desktop;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.Studio;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.Installation;
import studio.athanor.core.home.StudioHome;
import studio.athanor.desktop.chat.ChatPane;

/**
 * Opens the studio's window. The studio opens on a thread of its own while the toolkit starts; the window's frame is
 * painted first and filled then.
 */
public final class DesktopMain {

    /** Closes the window some seconds after it opened, for the installer, which records what a start needs. */
    private static final String START_ONLY = "athanor.startup.only";

    private final StartupTrace trace = new StartupTrace(System.err);
    private final UncaughtFailures failures = new UncaughtFailures();
    private final CountDownLatch closed = new CountDownLatch(1);

    private DesktopMain() {}

    /** Runs until the window is closed. */
    public static void main(String[] arguments) throws InterruptedException {
        new DesktopMain().run();
    }

    private void run() throws InterruptedException {
        trace.mark("main");
        failures.install();
        LogFiles.quieten();
        CompletableFuture<Studio> studio = CompletableFuture.supplyAsync(
                this::openStudio,
                task -> Thread.ofPlatform().name("open-studio").start(task));
        Platform.setImplicitExit(false);
        Platform.startup(() -> start(studio));
        closed.await();
        Platform.exit();
        if (!studio.isCompletedExceptionally()) {
            studio.join().close();
        }
    }

    private void start(CompletableFuture<Studio> studio) {
        trace.mark("toolkit started");
        FrameClock.install();
        Thread.currentThread().setUncaughtExceptionHandler(failures);
        Stage stage = new Stage();
        try {
            Assembly assembly = new Assembly(stage, studio.join(), ChatPane::new, trace);
            failures.showIn(assembly.notices()::show);
            stage.setOnHidden(event -> {
                try {
                    assembly.close();
                } finally {
                    closed.countDown();
                }
            });
            assembly.show();
            if (Boolean.getBoolean(START_ONLY)) {
                closeSoon(stage);
            }
        } catch (CompletionException e) {
            @Nullable Throwable cause = e.getCause();
            stage.setOnHidden(event -> closed.countDown());
            StartupFailure.show(stage, cause == null ? e : cause);
        }
    }

    private static void closeSoon(Stage stage) {
        PauseTransition pause = new PauseTransition(Duration.seconds(3));
        pause.setOnFinished(event -> stage.hide());
        pause.play();
    }

    private Studio openStudio() {
        try {
            Studio studio = Studio.open(
                    Installation.locate(System.getProperties()),
                    StudioHome.locate(System.getenv(), System.getProperties()),
                    Instant::now);
            LogFiles.keepIn(studio.home().logs());
            trace.mark("studio open");
            return studio;
        } catch (StudioException e) {
            throw new CompletionException(e);
        }
    }
}
