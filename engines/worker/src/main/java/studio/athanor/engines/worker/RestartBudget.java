package studio.athanor.engines.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Allows a few restarts in a span of time, each after a longer pause. Not thread-safe. */
final class RestartBudget {

    /** A restart that is allowed: its number within the span, from 1, and the pause before it. */
    record Restart(int attempt, Duration delay) {}

    private final WorkerLimits limits;
    private final LongSupplier nanoTime;
    private final Deque<Long> spent = new ArrayDeque<>();

    RestartBudget(WorkerLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** Spends a restart, or tells that none is left. */
    Optional<Restart> next() {
        long now = nanoTime.getAsLong();
        while (!spent.isEmpty()
                && now - spent.getFirst() > limits.restartWindow().toNanos()) {
            spent.removeFirst();
        }
        if (spent.size() >= limits.restartDelays().size()) {
            return Optional.empty();
        }
        spent.addLast(now);
        return Optional.of(new Restart(spent.size(), limits.restartDelays().get(spent.size() - 1)));
    }
}
