package studio.athanor.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import studio.athanor.engines.worker.RestartBudget.Restart;

class RestartBudgetTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final RestartBudget budget = new RestartBudget(WorkerLimits.defaults(), nanos::get);

    @Test
    void allowsThreeRestartsInFiveMinutes() {
        assertThat(budget.next()).contains(new Restart(1, Duration.ofSeconds(1)));
        assertThat(budget.next()).contains(new Restart(2, Duration.ofSeconds(2)));
        assertThat(budget.next()).contains(new Restart(3, Duration.ofSeconds(4)));
        assertThat(budget.next()).isEmpty();
    }

    @Test
    void forgetsOldRestarts() {
        for (Duration pause : List.of(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(3))) {
            assertThat(budget.next()).isPresent();
            nanos.addAndGet(pause.toNanos());
        }
        assertThat(budget.next()).contains(new Restart(3, Duration.ofSeconds(4)));
        assertThat(budget.next()).isEmpty();
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        assertThat(budget.next()).contains(new Restart(1, Duration.ofSeconds(1)));
    }
}
