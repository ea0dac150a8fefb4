package studio.athanor.gpumonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.athanor.gpumonitor.testkit.FakeSource.reading;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.ThrottleReason;

class DeviceHistoryTest {

    private final DeviceHistory history = new DeviceHistory(5);

    @Test
    void keepsTheNewestInOrder() {
        for (int i = 1; i <= 7; i++) {
            history.add(i * 1000L, reading(i, 0, 50 + i));
        }
        double[] all = new double[10];
        long[] times = new long[2];

        assertThat(history.size()).isEqualTo(5);
        assertThat(history.copy(Metric.USED_BYTES, all)).isEqualTo(5);
        assertThat(Arrays.copyOf(all, 5)).containsExactly(3, 4, 5, 6, 7);
        assertThat(history.copyTimes(times)).isEqualTo(2);
        assertThat(times).containsExactly(6000, 7000);
    }

    @Test
    void leavesAGapForWhatIsAbsent() {
        history.add(0, reading(1, 0, 50));
        history.add(1000, GpuReading.absent(DeviceState.LOST));
        double[] values = new double[2];

        history.copy(Metric.USED_BYTES, values);

        assertThat(values).containsExactly(1, Double.NaN);
        assertThat(history.least(Metric.GPU_CELSIUS, Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void givesTheLeastOfASpanThatItCovers() {
        history.add(0, reading(1, 0, 40));
        history.add(10_000, reading(1, 0, 91));
        history.add(20_000, reading(1, 0, 93));

        assertThat(history.least(Metric.GPU_CELSIUS, Duration.ofSeconds(10))).hasValue(91);
        assertThat(history.least(Metric.GPU_CELSIUS, Duration.ofSeconds(20))).hasValue(40);
        assertThat(history.least(Metric.GPU_CELSIUS, Duration.ofSeconds(60))).isEmpty();
        assertThat(history.rise(Metric.GPU_CELSIUS, Duration.ofSeconds(60))).hasValue(53);
        assertThat(history.persists(ThrottleReason.POWER_CAP, Duration.ofSeconds(10)))
                .isFalse();
    }
}
