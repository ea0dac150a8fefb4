package studio.athanor.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.testkit.FakeClock;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.MeasuredBandwidth;
import studio.athanor.gpumonitor.BoardReading;
import studio.athanor.gpumonitor.DeviceReading;
import studio.athanor.gpumonitor.device.DeviceMatching;
import studio.athanor.gpumonitor.health.MeasuredSpeed;
import studio.athanor.gpumonitor.placement.Bandwidth;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.HostMemory;

class DeviceBandwidthsTest {

    private static final String BUILD = "llama.cpp 0.5.0";
    private static final EngineDevice CPU =
            new EngineDevice("CPU", "Ryzen", EngineDevice.Kind.CPU, OptionalLong.empty(), OptionalLong.empty());
    private static final EngineDevice FIRST = card("CUDA0", "RTX 3090", "0000:01:00.0");
    private static final EngineDevice SECOND = card("CUDA1", "RTX 2060", "0000:02:00.0");
    private static final List<EngineDevice> ALL = List.of(CPU, FIRST, SECOND);

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();

    @Test
    void keepsWhatWasMeasuredForTheNextStart() {
        try (DeviceBandwidths bandwidths = open()) {
            bandwidths.keep(FIRST, ALL, BUILD, measured(880));
            bandwidths.keep(CPU, ALL, BUILD, measured(45));
        }
        try (DeviceBandwidths bandwidths = open()) {
            assertThat(bandwidths.of(ALL)).containsOnlyKeys("CUDA0", "CPU");
            assertThat(bandwidths.of(ALL).get("CUDA0"))
                    .isEqualTo(new KeptBandwidth("RTX 3090", BUILD, 880e9, 880e9, clock.instant()));
            assertThat(bandwidths.measured(ALL))
                    .containsEntry("CPU", Bandwidth.ofGigabytesPerSecond(45, Bandwidth.Source.MEASURED));
        }
    }

    @Test
    void staysWithTheCardWhenNumbersChange() {
        try (DeviceBandwidths bandwidths = open()) {
            bandwidths.keep(FIRST, ALL, BUILD, measured(880));

            Map<String, KeptBandwidth> swapped = bandwidths.of(
                    List.of(card("CUDA1", "RTX 3090", "0000:01:00.0"), card("CUDA0", "RTX 2060", "0000:02:00.0")));

            assertThat(swapped).containsOnlyKeys("CUDA1");
        }
    }

    @Test
    void forgetsACardThatAnotherReplacedAndTellsRuntimesApart() {
        try (DeviceBandwidths bandwidths = open()) {
            bandwidths.keep(FIRST, ALL, BUILD, measured(880));

            assertThat(bandwidths.of(List.of(card("CUDA0", "RTX 5090", "0000:01:00.0"))))
                    .isEmpty();
            assertThat(bandwidths.of(List.of(card("Vulkan0", "RTX 3090", "0000:01:00.0"))))
                    .isEmpty();
        }
    }

    @Test
    void keepsTheBestOfOneBuildAsTheBaseline() {
        try (DeviceBandwidths bandwidths = open()) {
            bandwidths.keep(FIRST, ALL, BUILD, measured(880));
            clock.advance(Duration.ofDays(1));
            KeptBandwidth slow = bandwidths.keep(FIRST, ALL, BUILD, measured(500));

            assertThat(slow.bestBytesPerSecond()).isEqualTo(880e9);
            assertThat(bandwidths.speeds(board(FIRST)))
                    .containsExactly(new MeasuredSpeed(Optional.of("pci:0000:01:00.0"), "RTX 3090", 500e9, 880e9));
            assertThat(bandwidths
                            .keep(FIRST, ALL, "llama.cpp 0.6.0", measured(500))
                            .bestBytesPerSecond())
                    .as("another build may read in another way")
                    .isEqualTo(500e9);
        }
    }

    @Test
    void takesNothingFromADamagedEntry() throws Exception {
        Files.writeString(
                folder.resolve("bandwidths.json"),
                "{\"devices\": {\"cpu\": {\"CPU\": {\"name\": \"Ryzen\", \"bytesPerSecond\": -5}},"
                        + " \"pci:0000:01:00.0\": 7}}");
        try (DeviceBandwidths bandwidths = open()) {
            assertThat(bandwidths.of(ALL)).isEmpty();
            bandwidths.keep(FIRST, ALL, BUILD, measured(880));
            assertThat(bandwidths.of(ALL)).containsOnlyKeys("CUDA0");
        }
    }

    private DeviceBandwidths open() {
        return new DeviceBandwidths(folder.resolve("bandwidths.json"), clock);
    }

    private static MeasuredBandwidth measured(double gigabytes) {
        return new MeasuredBandwidth(gigabytes * 1e9, 1L << 28, 100);
    }

    private static BoardReading board(EngineDevice card) {
        return new BoardReading(
                Instant.EPOCH,
                DeviceMatching.join(List.of(), List.of(PhysicalDevices.seen(card))).stream()
                        .map(device -> new DeviceReading(device, GpuReading.absent(DeviceState.OK)))
                        .toList(),
                new HostMemory(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()),
                List.of());
    }

    private static EngineDevice card(String id, String name, String bus) {
        return new EngineDevice(
                id, name, EngineDevice.Kind.GPU, OptionalLong.empty(), OptionalLong.empty(), Optional.of(bus));
    }
}
