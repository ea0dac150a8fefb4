package studio.athanor.engines.worker;

import java.time.Duration;
import java.util.List;

/**
 * How long the studio waits for a worker, and how often it starts one again.
 *
 * @param start from the start of the process to its greeting
 * @param loadStall without progress while loading
 * @param heartbeat between two questions whether the worker is alive, asked while it works
 * @param unresponsive without any sign of life while it works
 * @param silence without any event while requests run, though the process is alive
 * @param shutdown from the polite request to end until the process is killed
 * @param reloadWait a request waits at most that long for a model that is being loaded again
 * @param restartDelays waits before the first, second, ... restart; as many restarts as there are delays are made
 * @param restartWindow restarts older than this are forgotten
 */
public record WorkerLimits(
        Duration start,
        Duration loadStall,
        Duration heartbeat,
        Duration unresponsive,
        Duration silence,
        Duration shutdown,
        Duration reloadWait,
        List<Duration> restartDelays,
        Duration restartWindow) {

    public WorkerLimits {
        restartDelays = List.copyOf(restartDelays);
    }

    /**
     * Returns the limits of the product: at most three restarts in five minutes, after 1, 2 and 4 seconds. A worker may be
     * unresponsive for half a minute: on a computer that swaps, or that locks a model from a slow disk into memory, a process
     * stands still for longer than 10 seconds, and one that is ended for it has to load its model again.
     */
    public static WorkerLimits defaults() {
        return new WorkerLimits(
                Duration.ofSeconds(30),
                Duration.ofSeconds(120),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                Duration.ofSeconds(3),
                Duration.ofMinutes(10),
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)),
                Duration.ofMinutes(5));
    }
}
