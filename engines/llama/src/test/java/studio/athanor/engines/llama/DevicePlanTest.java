package studio.athanor.engines.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.LoadedModel.MemoryUse;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.spi.text.TextEngine;

/** Needs two GPUs that llama.cpp sees, software ones included. */
@Tag("gpu")
class DevicePlanTest {

    private final LlamaProvider provider = new LlamaProvider();

    @Test
    void spreadsLayersOverTwoDevicesAsPlanned() throws Exception {
        List<String> gpus = provider.devices(StarterModel.ENVIRONMENT).stream()
                .filter(device -> device.kind() != EngineDevice.Kind.CPU)
                .map(EngineDevice::id)
                .toList();
        assumeThat(gpus).hasSizeGreaterThan(1);
        DevicePlan plan = new DevicePlan(List.of(
                new DevicePlan.Share(gpus.get(0), 3), new DevicePlan.Share(gpus.get(1), DevicePlan.ALL_LAYERS)));

        try (TextEngine engine = open(plan)) {
            List<MemoryUse> memory = engine.model().memory();
            assertThat(bytes(memory, gpus.get(0))).isPositive();
            assertThat(bytes(memory, gpus.get(1))).isPositive();
            assertThat(Answer.to(engine, StarterModel.greedy(StarterModel.ask("What is the capital of France?")))
                            .text())
                    .isEqualTo("The capital of France is Paris.");
        }
    }

    @Test
    void leavesOtherDevicesEmpty() throws Exception {
        assumeThat(provider.devices(StarterModel.ENVIRONMENT)).hasSizeGreaterThan(1);

        try (TextEngine engine = open(DevicePlan.CPU)) {
            assertThat(engine.model().memory())
                    .allSatisfy(use -> assertThat(use.deviceId()).startsWith("CPU"));
        }
    }

    private TextEngine open(DevicePlan plan) throws Exception {
        return (TextEngine) provider.open(
                StarterModel.ENVIRONMENT,
                new OpenRequest(StarterModel.FILE, LoadOptions.defaults(), plan),
                LoadObserver.NONE);
    }

    private static long bytes(List<MemoryUse> memory, String device) {
        return memory.stream()
                .filter(use -> use.deviceId().equals(device))
                .mapToLong(use -> Math.min(use.modelBytes(), use.cacheBytes()))
                .sum();
    }
}
