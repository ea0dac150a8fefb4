package studio.athanor.core.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.RandomModel;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.gpumonitor.reading.HostMemory;

class MissingWeightsTest {

    private static final long GIB = 1L << 30;

    @TempDir
    private Path folder;

    private PlannedLoad planned;

    @BeforeEach
    void plan() throws Exception {
        Path file = folder.resolve("model.gguf");
        new RandomModel(RandomModel.Shape.small(GgufType.Q8_0), 1).write(file);
        EngineDevice card = new EngineDevice(
                "Vulkan0", "A card", EngineDevice.Kind.GPU, OptionalLong.of(8 * GIB), OptionalLong.of(8 * GIB));
        planned = new LoadPlanner(
                        () -> new HostMemory(OptionalLong.of(8 * GIB), OptionalLong.of(8 * GIB), OptionalLong.empty()))
                .price(
                        "model",
                        file,
                        LoadOptions.defaults(),
                        List.of(card),
                        PlacementWishes.NONE,
                        DevicePlan.single("Vulkan0"));
    }

    @Test
    void saysNothingWhereACardGotWhatWasPlanned() {
        long weights = planned.placement().stage("Vulkan0").orElseThrow().weightBytes();

        assertThat(MissingWeights.sentences(planned, loaded(weights))).isEmpty();
    }

    @Test
    void saysHowMuchTheProcessorComputesInstead() {
        long weights = planned.placement().stage("Vulkan0").orElseThrow().weightBytes();

        assertThat(MissingWeights.sentences(planned, loaded(weights - (10 << 20))))
                .singleElement()
                .asString()
                .startsWith("10 of the ")
                .contains("Vulkan0", "the processor computes them");
    }

    private static LoadedModel loaded(long weightsOnCard) {
        return new LoadedModel(
                "llama",
                "llama.cpp 0.5.0",
                "model.gguf",
                "model",
                "llama",
                "llama 50M Q8_0",
                50_000_000,
                weightsOnCard,
                4096,
                4096,
                1,
                1,
                50_000,
                OptionalInt.empty(),
                Optional.empty(),
                Set.of(),
                List.of(new LoadedModel.MemoryUse("Vulkan0", weightsOnCard, 0, 0)),
                List.of());
    }
}
