package studio.athanor.gpumonitor.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import studio.athanor.gpumonitor.device.DeviceIdentity.HardwareIds;
import studio.athanor.gpumonitor.device.DeviceIdentity.MemoryFacts;
import studio.athanor.gpumonitor.device.DeviceIdentity.SystemNames;

class DeviceMatchingTest {

    private static final DeviceIdentity SMALL = card("NVIDIA GeForce RTX 2060", "0000:01:00.0", 6L << 30);
    private static final DeviceIdentity LARGE = card("NVIDIA GeForce RTX 3090", "0000:02:00.0", 24L << 30);
    private static final DeviceIdentity TWIN = card("NVIDIA GeForce RTX 3090", "0000:03:00.0", 24L << 30);

    @Test
    void joinsByAddressAgainstTheOrder() {
        List<GpuDevice> devices = DeviceMatching.join(
                List.of(SMALL, LARGE),
                List.of(
                        seen("CUDA0", "NVIDIA GeForce RTX 3090", "0000:02:00.0", 24L << 30),
                        seen("CUDA1", "NVIDIA GeForce RTX 2060", "00000000:01:00.0", 6L << 30)));

        assertThat(devices).hasSize(2);
        assertThat(devices.get(0).idFor("llama")).contains("CUDA1");
        assertThat(devices.get(1).idFor("llama")).contains("CUDA0");
    }

    @Test
    void joinsByNameAndSizeWhereNoAddressIsGiven() {
        List<GpuDevice> devices = DeviceMatching.join(
                List.of(SMALL, LARGE),
                List.of(
                        seen("Vulkan0", "NVIDIA GeForce RTX 3090", null, (24L << 30) - (300L << 20)),
                        seen("Vulkan1", "GeForce RTX 2060", null, 6L << 30)));

        assertThat(devices).hasSize(2);
        assertThat(devices.get(1).idFor("llama")).contains("Vulkan0");
        assertThat(devices.get(0).idFor("llama")).contains("Vulkan1");
    }

    @Test
    void leavesTwinsAloneUnlessAnAddressTellsThemApart() {
        List<GpuDevice> guessed = DeviceMatching.join(
                List.of(LARGE, TWIN),
                List.of(
                        seen("Vulkan0", "NVIDIA GeForce RTX 3090", null, 24L << 30),
                        seen("Vulkan1", "NVIDIA GeForce RTX 3090", null, 24L << 30)));

        assertThat(guessed).hasSize(4);
        assertThat(guessed.getFirst().seenAs()).isEmpty();
        assertThat(guessed).extracting(GpuDevice::key).doesNotHaveDuplicates();

        List<GpuDevice> told = DeviceMatching.join(
                List.of(LARGE, TWIN),
                List.of(
                        seen("Vulkan0", "NVIDIA GeForce RTX 3090", "0000:03:00.0", 24L << 30),
                        seen("Vulkan1", "NVIDIA GeForce RTX 3090", null, 24L << 30)));

        assertThat(told).hasSize(2);
        assertThat(told.get(0).idFor("llama")).contains("Vulkan1");
        assertThat(told.get(1).idFor("llama")).contains("Vulkan0");
    }

    @Test
    void takesTheNumberOfATwinForNoPartOfItsName() {
        DeviceIdentity first = card("AMD Radeon RX 7900 XTX", "", 24L << 30);

        List<GpuDevice> devices = DeviceMatching.join(
                List.of(first, first.numbered(2)), List.of(seen("Vulkan0", "AMD Radeon RX 7900 XTX", null, 24L << 30)));

        assertThat(devices).hasSize(3);
        assertThat(devices.getFirst().seenAs()).as("either may be meant").isEmpty();
    }

    @Test
    void joinsOneCardToSeveralRuntimes() {
        List<GpuDevice> devices = DeviceMatching.join(
                List.of(LARGE),
                List.of(
                        seen("CUDA0", "NVIDIA GeForce RTX 3090", "0000:02:00.0", 24L << 30),
                        seen("Vulkan0", "NVIDIA GeForce RTX 3090", null, 24L << 30)));

        assertThat(devices)
                .singleElement()
                .satisfies(device -> assertThat(device.seenAs())
                        .extracting(EngineSeenDevice::id)
                        .containsExactly("CUDA0", "Vulkan0"));
    }

    @Test
    void doesNotTakeANameForALongerOne() {
        List<GpuDevice> devices = DeviceMatching.join(
                List.of(card("NVIDIA GeForce RTX 3090 Ti", "0000:02:00.0", 24L << 30)),
                List.of(seen("Vulkan0", "NVIDIA GeForce RTX 3090", null, 24L << 30)));

        assertThat(devices).hasSize(2);
    }

    @Test
    void keepsSoftwareDevicesOnTheirOwn() {
        List<GpuDevice> devices = DeviceMatching.join(
                List.of(SMALL),
                List.of(
                        seen("Vulkan0", "llvmpipe (LLVM 15.0.6, 256 bits)", null, 2L << 30),
                        seen("Vulkan1", "llvmpipe (LLVM 15.0.6, 256 bits)", null, 2L << 30)));

        assertThat(devices).hasSize(3);
        assertThat(devices.subList(1, 3)).allSatisfy(device -> {
            assertThat(device.identity().kind()).isEqualTo(DeviceKind.SOFTWARE);
            assertThat(device.identity().memory().totalBytes()).hasValue(2L << 30);
        });
        assertThat(devices).extracting(GpuDevice::key).doesNotHaveDuplicates();
    }

    @Test
    void matchesNamesWithTheDriversAdditions() {
        DeviceIdentity radeon = card("AMD Radeon RX 7900 XTX", "0000:0c:00.0", 24L << 30);

        assertThat(DeviceMatching.join(
                        List.of(radeon),
                        List.of(seen("Vulkan0", "AMD Radeon RX 7900 XTX (RADV NAVI31)", null, 24L << 30))))
                .hasSize(1);
    }

    @Test
    void tellsRuntimeAndOrdinalApart() {
        EngineSeenDevice device = seen("ROCm12", "x", null, 1);

        assertThat(device.runtime()).isEqualTo("ROCm");
        assertThat(device.ordinal()).hasValue(12);
        assertThat(seen("CPU", "x", null, 1).ordinal()).isEmpty();
    }

    @Test
    void readsAddressesInAllSpellings() {
        PciAddress address = new PciAddress(0, 1, 0, 0);

        assertThat(PciAddress.parse("0000:01:00.0")).contains(address);
        assertThat(PciAddress.parse("00000000:01:00.0")).contains(address);
        assertThat(PciAddress.parse("01:00.0")).contains(address);
        assertThat(PciAddress.parse("0000:01:00")).contains(address);
        assertThat(PciAddress.parse("10000:e1:00.0").orElseThrow().toString()).isEqualTo("10000:e1:00.0");
        assertThat(address.compact()).isEqualTo("01:00.0");
        assertThat(PciAddress.parse("llvmpipe")).isEmpty();
        assertThat(PciAddress.parse("0000:01:3f.0")).isEmpty();
    }

    private static DeviceIdentity card(String name, String pci, long totalBytes) {
        return new DeviceIdentity(
                name,
                DeviceKind.DISCRETE,
                new HardwareIds(PciAddress.parse(pci), Optional.empty(), OptionalInt.empty(), OptionalInt.empty()),
                SystemNames.NONE,
                new MemoryFacts(OptionalLong.of(totalBytes), OptionalLong.empty()));
    }

    private static EngineSeenDevice seen(String id, String description, @Nullable String pci, long totalBytes) {
        return new EngineSeenDevice("llama", id, description, Optional.ofNullable(pci), OptionalLong.of(totalBytes));
    }
}
