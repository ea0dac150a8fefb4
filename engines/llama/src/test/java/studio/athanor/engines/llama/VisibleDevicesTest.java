package studio.athanor.engines.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.DeviceVisibility;

class VisibleDevicesTest {

    @Test
    void showsOnlyThePlannedCardsOfADriverThatTakesMemoryOnEach() {
        DeviceVisibility visibility = VisibleDevices.of(plan("CUDA2", "CUDA0"), Map.of());

        assertThat(visibility.variables())
                .containsOnly(Map.entry("CUDA_VISIBLE_DEVICES", "2,0"), Map.entry("HIP_VISIBLE_DEVICES", "-1"));
        assertThat(visibility.deviceNames()).containsOnly(Map.entry("CUDA0", "CUDA2"), Map.entry("CUDA1", "CUDA0"));
    }

    @Test
    void choosesAmongWhatTheStudioItselfSees() {
        DeviceVisibility visibility =
                VisibleDevices.of(plan("CUDA1"), Map.of("CUDA_VISIBLE_DEVICES", "GPU-aa, GPU-bb,GPU-cc"));

        assertThat(visibility.variables()).containsEntry("CUDA_VISIBLE_DEVICES", "GPU-bb");
        assertThat(visibility.deviceNames()).containsOnly(Map.entry("CUDA0", "CUDA1"));
    }

    @Test
    void narrowsVulkanDownOnlyWhereItsCardsAreNamed() {
        assertThat(VisibleDevices.of(plan("Vulkan1"), Map.of()).variables())
                .doesNotContainKey("GGML_VK_VISIBLE_DEVICES");
        assertThat(VisibleDevices.of(plan("Vulkan1"), Map.of("GGML_VK_VISIBLE_DEVICES", "3,5"))
                        .variables())
                .containsEntry("GGML_VK_VISIBLE_DEVICES", "5");
    }

    @Test
    void hidesEveryCardFromAModelOnTheCpu() {
        assertThat(VisibleDevices.of(DevicePlan.CPU, Map.of()).variables())
                .containsOnly(Map.entry("CUDA_VISIBLE_DEVICES", "-1"), Map.entry("HIP_VISIBLE_DEVICES", "-1"));
    }

    private static DevicePlan plan(String... devices) {
        return new DevicePlan(List.of(devices).stream()
                .map(device -> new DevicePlan.Share(device, 1))
                .toList());
    }
}
