package studio.athanor.data.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.athanor.gpumonitor.DeviceSources;

class CardMeterTest {

    @Test
    void saysNothingWhereNoCardCounts() {
        try (var sampler = DeviceSources.sampler()) {
            CardMeter meter = new CardMeter(sampler, _ -> false);
            meter.start();
            meter.stop();
            assertThat(meter.wattHours()).isEmpty();
        }
    }
}
