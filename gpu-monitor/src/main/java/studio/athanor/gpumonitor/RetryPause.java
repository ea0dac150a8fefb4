package studio.athanor.gpumonitor;

import java.time.Duration;

/**
 * How long a source that does not work is left alone: twice as long every time, up to a limit, and from the beginning once
 * it has worked for as long as that limit. Not thread-safe.
 */
final class RetryPause {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    RetryPause(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        next = first;
    }

    /** Five seconds to five minutes: a driver that is being loaded is soon found, a broken one costs next to nothing. */
    static RetryPause usual() {
        return new RetryPause(Duration.ofSeconds(5), Duration.ofMinutes(5));
    }

    /**
     * Returns how long to wait now.
     *
     * @param worked how long it worked before it failed; zero if it could not be opened
     */
    Duration after(Duration worked) {
        if (worked.compareTo(longest) >= 0) {
            next = first;
        }
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return pause;
    }
}
