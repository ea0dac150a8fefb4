package studio.athanor.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;

class PlannedDevicesTest {

    private static final EngineDevice FIRST = card("CUDA0", "RTX 3090", "0000:01:00.0");
    private static final EngineDevice SECOND = card("CUDA1", "RTX 4090", "0000:02:00.0");

    private final PlannedDevices planned =
            new PlannedDevices(new DevicePlan(List.of(new DevicePlan.Share("CUDA1", 4))), List.of(FIRST, SECOND));

    @Test
    void namesDevicesAsTheWorkerCountsThem() {
        assertThat(planned.names(Map.of("CUDA0", "CUDA1"))).containsEntry("CUDA0", "RTX 4090 (CUDA1)");
        assertThat(planned.names(Map.of())).containsOnly(Map.entry("CUDA1", "RTX 4090 (CUDA1)"));
        assertThat(new PlannedDevices(DevicePlan.single("CUDA1"), List.of()).names(Map.of()))
                .containsOnly(Map.entry("CUDA1", "CUDA1"));
    }

    @Test
    void knowsItsDevicesAgain() {
        assertThatCode(() -> planned.requireAmong(List.of(SECOND, FIRST))).doesNotThrowAnyException();
        assertThat(new PlannedDevices(DevicePlan.CPU, List.of(FIRST)).isEmpty()).isTrue();
    }

    @Test
    void missesADeviceThatIsGoneAndIsNotFooledByAnotherOfItsName() {
        assertThatThrownBy(() -> planned.requireAmong(List.of(FIRST)))
                .isInstanceOf(EngineException.DeviceLost.class)
                .hasMessage("The graphics device RTX 4090 (CUDA1) is not there any more.");
        assertThatThrownBy(() -> planned.requireAmong(List.of(card("CUDA1", "RTX 3090", "0000:01:00.0"))))
                .isInstanceOf(EngineException.DeviceLost.class);
        assertThatThrownBy(() -> planned.requireAmong(List.of(card("CUDA1", "RTX 4090", "0000:03:00.0"))))
                .as("the twin in another slot")
                .isInstanceOf(EngineException.DeviceLost.class);
    }

    private static EngineDevice card(String id, String name, String bus) {
        return new EngineDevice(
                id, name, EngineDevice.Kind.GPU, OptionalLong.of(1), OptionalLong.of(2), Optional.of(bus));
    }
}
