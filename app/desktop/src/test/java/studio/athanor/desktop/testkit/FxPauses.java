package studio.athanor.desktop.testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/** Measures how long the FX thread does not answer: by frames, and by a task that another thread hands it again and again. */
public final class FxPauses implements AutoCloseable {

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final long PROBE_NANOS = 2_000_000;

    private final Thread prober;
    private final AnimationTimer frames;
    private long[] gaps = new long[1 << 16];
    private int count;
    private long lastFrame;
    private long lastCpu;
    private long longestCpu;
    private volatile long longestProbe;
    private volatile boolean ended;

    /** Begins to measure; FX thread. */
    public FxPauses() {
        frames = new AnimationTimer() {
            @Override
            public void handle(long now) {
                long at = System.nanoTime();
                if (lastFrame != 0 && count < gaps.length) {
                    gaps[count++] = at - lastFrame;
                }
                long cpu = CPU.getCurrentThreadCpuTime();
                if (lastCpu != 0) {
                    longestCpu = Math.max(longestCpu, cpu - lastCpu);
                }
                lastFrame = at;
                lastCpu = cpu;
            }
        };
        frames.start();
        prober = Thread.ofPlatform().name("fx-probe").daemon().start(this::probe);
    }

    private void probe() {
        while (!ended) {
            long asked = System.nanoTime();
            Thread waiting = Thread.currentThread();
            boolean[] answered = new boolean[1];
            Platform.runLater(() -> {
                longestProbe = Math.max(longestProbe, System.nanoTime() - asked);
                synchronized (answered) {
                    answered[0] = true;
                }
                LockSupport.unpark(waiting);
            });
            while (!ended) {
                synchronized (answered) {
                    if (answered[0]) {
                        break;
                    }
                }
                LockSupport.parkNanos(PROBE_NANOS);
            }
            LockSupport.parkNanos(PROBE_NANOS);
        }
    }

    /** Forgets what was measured so far; FX thread. */
    public void reset() {
        count = 0;
        lastFrame = 0;
        lastCpu = 0;
        longestCpu = 0;
        longestProbe = 0;
    }

    /** Says what was measured since the last reset; FX thread. */
    public String summary() {
        long[] sorted = Arrays.copyOf(gaps, count);
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "frames %d, gap between frames: median %.1f ms, 99 %% %.1f ms, longest %.1f ms; longest wait for the FX thread %.1f ms,"
                        + " most CPU time of it between frames %.1f ms",
                count,
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 1),
                longestProbe / 1e6,
                longestCpu / 1e6);
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
    }

    @Override
    public void close() {
        ended = true;
        frames.stop();
        gaps = new long[0];
        prober.interrupt();
    }
}
