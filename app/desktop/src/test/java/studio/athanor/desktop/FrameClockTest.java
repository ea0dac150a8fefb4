package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.glass.ui.Timer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameClockTest {

    private static final int PERIOD_MILLIS = 16;

    private final List<String> told = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private int ticks;
    private final FrameClock clock = new FrameClock(new ClockThatCannotPause(), () -> ticks++, later::add);

    @Test
    void stopsWhenItIsPaused() {
        clock.start(PERIOD_MILLIS);
        clock.pause();
        assertThat(told).containsExactly("start 16", "stop");
        assertThat(clock.isRunning()).as("a paused clock may be resumed").isTrue();
    }

    @Test
    void paintsAtOnceAndTicksOnWhenItIsResumed() {
        clock.start(PERIOD_MILLIS);
        clock.pause();
        clock.resume();
        later.forEach(Runnable::run);
        assertThat(told).containsExactly("start 16", "stop", "start 16");
        assertThat(ticks).isEqualTo(1);
    }

    @Test
    void leavesATickingClockAloneWhenItIsResumed() {
        clock.start(PERIOD_MILLIS);
        clock.resume();
        assertThat(told).containsExactly("start 16");
        assertThat(later).isEmpty();
    }

    @Test
    void staysStoppedOnceItIsStopped() {
        clock.start(PERIOD_MILLIS);
        clock.stop();
        clock.resume();
        clock.pause();
        assertThat(told).containsExactly("start 16", "stop");
    }

    /** Stands for GTK's, which needs a display. */
    private final class ClockThatCannotPause extends Timer {
        ClockThatCannotPause() {
            super(() -> {});
        }

        @Override
        protected long _start(Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected long _start(Runnable task, int period) {
            told.add("start " + period);
            return 1;
        }

        @Override
        protected void _stop(long timer) {
            told.add("stop");
        }

        @Override
        protected void _pause(long timer) {
            told.add("pause");
        }

        @Override
        protected void _resume(long timer) {
            told.add("resume");
        }
    }
}
