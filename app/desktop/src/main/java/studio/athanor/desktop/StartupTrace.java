package studio.athanor.desktop;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Scene;

/**
 * Tells how long starting took, if the system property {@code athanor.startup.trace} is set: milliseconds since the
 * process began.
 */
final class StartupTrace {

    private static final String PROPERTY = "athanor.startup.trace";

    private final Optional<PrintStream> out;
    private final Instant begun;

    StartupTrace(PrintStream out) {
        this.out = Optional.of(out).filter(stream -> Boolean.getBoolean(PROPERTY));
        begun = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    }

    void mark(String what) {
        out.ifPresent(stream -> stream.printf(
                Locale.ROOT,
                "startup: %s: %d ms%n",
                what,
                Duration.between(begun, Instant.now()).toMillis()));
    }

    /**
     * Runs an action when the first frame is on the screen: the toolkit begins the second frame only when the first was
     * painted.
     */
    void afterFirstFrame(Scene scene, Runnable action) {
        scene.addPostLayoutPulseListener(new Runnable() {
            private int pulses;

            @Override
            public void run() {
                pulses++;
                if (pulses == 2) {
                    scene.removePostLayoutPulseListener(this);
                    mark("first frame painted");
                    action.run();
                } else {
                    javafx.application.Platform.requestNextPulse();
                }
            }
        });
    }
}
