package studio.athanor.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.MeasuredBandwidth;
import studio.athanor.engines.worker.WorkerEngines;

/** The real engine measures emulated graphics cards, each through its own driver. */
final class BandwidthTest {

    @TempDir
    private Path folder;

    @Test
    void measuresTheDeviceThatIsNamed() throws Exception {
        Map<String, String> devices = SoftwareDevices.orSkip(2, folder);
        try (WorkerEngines workers = Workers.open(folder.resolve("run"), devices)) {
            MeasuredBandwidth measured =
                    workers.measureBandwidth(Workers.LLAMA, "Vulkan1").orElseThrow();

            assertThat(measured.bytesPerSecond()).isBetween(1e7, 1e12);
            assertThat(measured.weightBytes()).isGreaterThan(100L << 20);
            assertThat(measured.passes()).isPositive();
            assertThatThrownBy(() -> workers.measureBandwidth(Workers.LLAMA, "Vulkan2"))
                    .isInstanceOf(EngineException.Unsupported.class)
                    .hasMessageContaining("no device Vulkan2 any more; found are", "Vulkan0");
        }
    }

    @Test
    void saysThatADeviceGaveTooLittleMemory() throws Exception {
        Map<String, String> devices = SoftwareDevices.orSkip(1, folder);
        try (WorkerEngines workers = Workers.open(folder.resolve("run"), devices, Workers.limitedTo(32L << 20))) {
            assertThatThrownBy(() -> workers.measureBandwidth(Workers.LLAMA, "Vulkan0"))
                    .isInstanceOfSatisfying(EngineException.OutOfMemory.class, failure -> {
                        assertThat(failure).hasMessageContaining("Vulkan0");
                        assertThat(failure.remedy()).startsWith("Unload models");
                    });
        }
    }
}
