package studio.athanor.data.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import studio.athanor.core.models.DeviceChoice;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;

class SlotDevicesTest {

    private static final EngineDevice CPU = device("CPU", "A processor", EngineDevice.Kind.CPU, 64);
    private static final EngineDevice SMALL = device("Vulkan0", "A card", EngineDevice.Kind.GPU, 4);
    private static final EngineDevice LARGE = device("Vulkan1", "A card", EngineDevice.Kind.GPU, 8);
    private static final EngineDevice SOFTWARE = device("Vulkan2", "llvmpipe (LLVM 19.1)", EngineDevice.Kind.GPU, 64);

    private static EngineDevice device(String id, String description, EngineDevice.Kind kind, long gibibytes) {
        return new EngineDevice(
                id, description, kind, OptionalLong.of(gibibytes << 30), OptionalLong.of(gibibytes << 30));
    }

    private static DeviceChoice planned(String device, int layers) {
        return new DeviceChoice.Planned(new DevicePlan(List.of(new DevicePlan.Share(device, layers))));
    }

    @Test
    void putsTheLayersOnTheCardWithTheMostFreeMemory() {
        assertThat(SlotDevices.choose(List.of(CPU, SMALL, LARGE, SOFTWARE), 10, OptionalInt.of(16)))
                .contains(planned("Vulkan1", 10));
    }

    @Test
    void putsAllOnItWhereTheModelHasFewerLayers() {
        assertThat(SlotDevices.choose(List.of(CPU, SMALL), 29, OptionalInt.of(16)))
                .contains(planned("Vulkan0", DevicePlan.ALL_LAYERS));
        assertThat(SlotDevices.choose(List.of(CPU, SMALL), 17, OptionalInt.of(16)))
                .contains(planned("Vulkan0", DevicePlan.ALL_LAYERS));
    }

    @Test
    void leavesItOpenWhereThereIsNoCard() {
        assertThat(SlotDevices.choose(List.of(CPU, SOFTWARE), 29, OptionalInt.of(16)))
                .isEmpty();
    }
}
