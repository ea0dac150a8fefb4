package studio.athanor.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The limits of the product, on a clock that tests move. */
class StallWatchTest {

    private static final WorkerLimits LIMITS = WorkerLimits.defaults();

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final StallWatch watch = new StallWatch(LIMITS, nanos::get, () -> {}, reason -> {});

    @Test
    void noticesAWorkerWithoutASignOfLife() {
        watch.callStarted();

        assertThat(reasonAfter(LIMITS.unresponsive())).isEmpty();
        assertThat(reasonAfter(LIMITS.heartbeat())).isEqualTo("no sign of life for 30 s");
    }

    @Test
    void asksNothingOfAWorkerWithNothingToDo() {
        watch.callStarted();
        watch.callEnded();

        assertThat(reasonAfter(Duration.ofHours(1))).isEmpty();

        watch.callStarted();
        assertThat(reasonAfter(LIMITS.heartbeat())).isEmpty();
    }

    @Test
    void renewsTheTimeWithEveryMessage() {
        watch.callStarted();
        for (int i = 0; i < 10; i++) {
            assertThat(reasonAfter(LIMITS.unresponsive())).isEmpty();
            hear();
        }
    }

    @Test
    void demandsProgressOfALoadAndRenewsTheTimeWithIt() {
        watch.demandProgress(LIMITS.loadStall());
        watch.callStarted();
        for (int i = 0; i < 3; i++) {
            assertThat(reasonWhileAliveFor(LIMITS.loadStall())).isEmpty();
            watch.progress();
        }

        assertThat(reasonWhileAliveFor(LIMITS.loadStall().plusSeconds(1))).isEqualTo("no progress for 120 s");
    }

    @Test
    void demandsResultsOfRequestsForText() {
        watch.textStarted();
        assertThat(reasonWhileAliveFor(LIMITS.silence())).isEmpty();
        watch.event();

        assertThat(reasonWhileAliveFor(LIMITS.silence())).isEmpty();
        assertThat(reasonWhileAliveFor(LIMITS.heartbeat())).isEqualTo("no result for 900 s");
    }

    @Test
    void doesNotBlameTheWorkerForASlowListener() {
        watch.textStarted();
        watch.received();
        assertThat(reasonAfter(Duration.ofMinutes(5))).isEmpty();
        watch.handled();

        assertThat(reasonAfter(LIMITS.unresponsive())).isEmpty();
        assertThat(reasonAfter(LIMITS.heartbeat())).isNotEmpty();
    }

    @Test
    void doesNotBlameTheWorkerForAPauseOfTheStudio() {
        watch.demandProgress(LIMITS.loadStall());
        watch.textStarted();
        assertThat(reasonAfter(Duration.ofSeconds(20))).isEmpty();

        nanos.addAndGet(Duration.ofHours(8).toNanos());
        assertThat(watch.look()).isEmpty();

        assertThat(reasonAfter(Duration.ofSeconds(9))).isEmpty();
        assertThat(reasonAfter(Duration.ofSeconds(2)))
                .as("what it was silent before the pause counts")
                .isEqualTo("no sign of life for 30 s");
    }

    @Test
    void expectsTheNextSignInTimeAfterAPause() {
        watch.callStarted();
        nanos.addAndGet(Duration.ofHours(8).toNanos());
        hear();
        assertThat(watch.look()).isEmpty();

        assertThat(reasonAfter(LIMITS.unresponsive().plus(LIMITS.heartbeat()))).isNotEmpty();
    }

    private void hear() {
        watch.received();
        watch.handled();
    }

    /** Looks once per heartbeat, as the watch's thread does, until there is a reason or the time is over. */
    private String reasonAfter(Duration time) {
        String reason = "";
        for (long left = time.dividedBy(LIMITS.heartbeat()); left > 0 && reason.isEmpty(); left--) {
            nanos.addAndGet(LIMITS.heartbeat().toNanos());
            reason = watch.look();
        }
        return reason;
    }

    private String reasonWhileAliveFor(Duration time) {
        String reason = "";
        for (long left = time.dividedBy(LIMITS.heartbeat()); left > 0 && reason.isEmpty(); left--) {
            hear();
            reason = reasonAfter(LIMITS.heartbeat());
        }
        return reason;
    }
}
