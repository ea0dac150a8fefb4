package studio.athanor.gpumonitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetryPauseTest {

    @Test
    void growsFromFiveSecondsToFiveMinutes() {
        RetryPause pause = RetryPause.usual();

        assertThat(Stream.generate(() -> pause.after(Duration.ZERO).toSeconds()).limit(9))
                .containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
    }

    @Test
    void beginsAnewOnlyAfterItWorkedForLong() {
        RetryPause pause = RetryPause.usual();
        pause.after(Duration.ZERO);
        pause.after(Duration.ZERO);

        assertThat(pause.after(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(20));
        assertThat(pause.after(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(5));
        assertThat(pause.after(Duration.ZERO)).isEqualTo(Duration.ofSeconds(10));
    }
}
