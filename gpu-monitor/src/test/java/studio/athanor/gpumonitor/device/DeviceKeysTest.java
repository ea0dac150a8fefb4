package studio.athanor.gpumonitor.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DeviceKeysTest {

    @Test
    void keepsTheKeyOfACardWhoseNumberChanges() {
        Map<String, String> before =
                DeviceKeys.of(List.of(card("CUDA0", "0000:02:00.0"), card("CUDA1", "0000:01:00.0")));
        Map<String, String> after =
                DeviceKeys.of(List.of(card("CUDA0", "0000:01:00.0"), card("CUDA1", "0000:02:00.0")));

        assertThat(before).containsEntry("CUDA0", "pci:0000:02:00.0").containsEntry("CUDA1", "pci:0000:01:00.0");
        assertThat(after).containsEntry("CUDA0", "pci:0000:01:00.0").containsEntry("CUDA1", "pci:0000:02:00.0");
    }

    @Test
    void givesACardOneKeyInAllRuntimesAndSpellings() {
        assertThat(DeviceKeys.of(List.of(card("CUDA0", "00000000:0A:00.0"), card("Vulkan3", "0a:00.0")))
                        .values())
                .containsOnly("pci:0000:0a:00.0");
    }

    @Test
    void isTheKeyThatTheBoardHas() {
        EngineSeenDevice seen = card("Vulkan0", "0000:01:00.0");
        GpuDevice device = DeviceMatching.join(List.of(), List.of(seen)).getFirst();

        assertThat(DeviceKeys.of(List.of(seen))).containsEntry("Vulkan0", device.key());
    }

    @Test
    void countsTwinsWithoutAddressInTheOrderOfTheirNumbers() {
        Map<String, String> keys =
                DeviceKeys.of(List.of(emulated("Vulkan10"), emulated("Vulkan2"), emulated("Other0")));

        assertThat(keys)
                .containsEntry("Vulkan2", "name:llvmpipe")
                .containsEntry("Vulkan10", "name:llvmpipe #2")
                .containsEntry("Other0", "name:llvmpipe");
    }

    private static EngineSeenDevice card(String id, String pci) {
        return new EngineSeenDevice("engines", id, "A card", Optional.of(pci), OptionalLong.empty());
    }

    private static EngineSeenDevice emulated(String id) {
        return new EngineSeenDevice("engines", id, "llvmpipe", Optional.empty(), OptionalLong.empty());
    }
}
