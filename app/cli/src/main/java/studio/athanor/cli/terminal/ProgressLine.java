package studio.athanor.cli.terminal;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One line on a terminal that is drawn over and over: a bar, a percentage, a text. Draws nothing when the stream is not
 * a terminal, so that pipes and logs stay clean. Thread-safe.
 */
public final class ProgressLine implements AutoCloseable {

    private static final int BAR_WIDTH = 24;
    private static final long REDRAW_NANOS = 50_000_000;

    private final PrintStream stream;
    private final boolean terminal;
    private long lastDrawn;
    private boolean visible;

    /**
     * Creates a line that is not drawn yet.
     *
     * @param stream where to draw, usually standard error
     * @param terminal whether the stream is a terminal
     */
    public ProgressLine(PrintStream stream, boolean terminal) {
        this.stream = stream;
        this.terminal = terminal;
    }

    /** Draws a share of the whole, at most twenty times a second. */
    public synchronized void show(String text, double fraction) {
        long now = System.nanoTime();
        if (!terminal || (visible && now - lastDrawn < REDRAW_NANOS && fraction < 1)) {
            return;
        }
        lastDrawn = now;
        visible = true;
        int filled = (int) Math.round(Math.clamp(fraction, 0, 1) * BAR_WIDTH);
        stream.print(String.format(
                Locale.ROOT,
                "\r\u001b[2K%s%s %3d %%  %s",
                "█".repeat(filled),
                "░".repeat(BAR_WIDTH - filled),
                Math.round(fraction * 100),
                text));
        stream.flush();
    }

    /** Removes the line at the end. */
    @Override
    public void close() {
        hide();
    }

    /** Removes the line; showing it again is possible. */
    public synchronized void hide() {
        if (visible) {
            stream.print("\r\u001b[2K");
            stream.flush();
            visible = false;
        }
    }
}
