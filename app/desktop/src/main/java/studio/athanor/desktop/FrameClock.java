package studio.athanor.desktop;

import com.sun.glass.ui.Application;
import com.sun.glass.ui.Timer;
import com.sun.javafx.tk.Toolkit;
import java.lang.reflect.Field;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The toolkit's frame clock, made to stand still while there is nothing to paint.
 *
 * <p>The toolkit pauses its clock when no frame was asked for during a quarter of a second. On GTK pausing does nothing: the
 * clock wakes the FX thread 60 times a second for as long as the window is open. This clock stops when it is paused, and
 * asks for a frame at once when it is resumed. Why it is done behind the toolkit's back: docs/decisions/0008.
 */
final class FrameClock extends Timer {

    private static final Logger LOG = LoggerFactory.getLogger(FrameClock.class);
    private static final String CLOCK_THAT_CANNOT_PAUSE = "com.sun.glass.ui.gtk.GtkTimer";

    /** What the toolkit's abstract class takes for a running native timer. */
    private static final long RUNNING = 1;

    private final Timer ticking;
    private final Runnable tick;
    private final Executor fxThread;
    private int periodMillis;

    /**
     * Wraps a clock that cannot pause.
     *
     * @param ticking the clock
     * @param tick what the clock does, on the FX thread
     * @param fxThread runs tasks later on the FX thread
     */
    FrameClock(Timer ticking, Runnable tick, Executor fxThread) {
        super(tick);
        this.ticking = ticking;
        this.tick = tick;
        this.fxThread = fxThread;
    }

    /**
     * Puts this clock in the place of the toolkit's, where that one cannot pause. Call on the FX thread while the toolkit
     * starts: it starts its clock afterwards. If the toolkit is not as expected, all stays as it is.
     */
    static void install() {
        try {
            Toolkit toolkit = Toolkit.getToolkit();
            Field clock = toolkit.getClass().getDeclaredField("pulseTimer");
            clock.setAccessible(true);
            if (clock.get(toolkit) instanceof Timer timer
                    && timer.getClass().getName().equals(CLOCK_THAT_CANNOT_PAUSE)
                    && !timer.isRunning()) {
                Field tick = toolkit.getClass().getDeclaredField("timerRunnable");
                tick.setAccessible(true);
                if (tick.get(toolkit) instanceof Runnable runnable) {
                    clock.set(toolkit, new FrameClock(timer, runnable, Application::invokeLater));
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("The frame clock ticks on while the window is idle", e);
        }
    }

    @Override
    protected long _start(Runnable task) {
        throw new UnsupportedOperationException("this clock does not follow a screen");
    }

    @Override
    protected long _start(Runnable task, int period) {
        periodMillis = period;
        ticking.start(period);
        return RUNNING;
    }

    @Override
    protected void _stop(long timer) {
        ticking.stop();
    }

    @Override
    protected void _pause(long timer) {
        ticking.stop();
    }

    @Override
    protected void _resume(long timer) {
        if (!ticking.isRunning()) {
            ticking.start(periodMillis);
            fxThread.execute(tick);
        }
    }
}
