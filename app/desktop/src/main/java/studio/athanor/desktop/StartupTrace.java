package studio.athanor.desktop;

import java.io.PrintStream;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/**
 * Tells how long starting took, if the system property {@code athanor.startup.begun} says when it began, in microseconds
 * since 1970: the launcher sets it when the environment holds {@code ATHANOR_STARTUP_TRACE}.
 */
final class StartupTrace {

    private static final String PROPERTY = "athanor.startup.begun";

    private final PrintStream out;
    private final @Nullable Long begunMicros;

    StartupTrace(PrintStream out) {
        this.out = out;
        begunMicros = Long.getLong(PROPERTY);
    }

    void mark(String what) {
        if (begunMicros != null) {
            out.println("startup: " + what + ": " + (System.currentTimeMillis() - begunMicros / 1000) + " ms");
        }
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
