package studio.athanor.desktop.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import studio.athanor.data.run.RunFigures;

/** How fast a run has been in the last half minute; before that is known, how fast it was from its start. */
final class RunSpeed {

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Takes figures that were read at a time. */
    void see(RunFigures figures, long nanos) {
        samples.addLast(new Sample(nanos, figures));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    /** Forgets what was, when a run begins to work again. */
    void forget() {
        samples.clear();
    }

    OptionalDouble rowsPerSecond() {
        return lately(RunFigures::accepted, RunFigures::rowsPerSecond);
    }

    OptionalDouble tokensPerSecond() {
        return lately(RunFigures::generatedTokens, RunFigures::tokensPerSecond);
    }

    private OptionalDouble lately(ToLongFunction<RunFigures> count, ToDoubleFunction<RunFigures> all) {
        if (samples.isEmpty()) {
            return OptionalDouble.empty();
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long nanos = last.nanos() - first.nanos();
        long made = count.applyAsLong(last.figures()) - count.applyAsLong(first.figures());
        if (nanos < LEAST_NANOS || made <= 0) {
            double whole = all.applyAsDouble(last.figures());
            return whole > 0 ? OptionalDouble.of(whole) : OptionalDouble.empty();
        }
        return OptionalDouble.of(made / (nanos / 1e9));
    }

    private record Sample(long nanos, RunFigures figures) {}
}
