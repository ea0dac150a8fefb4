package studio.athanor.desktop.gpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.HollowModel;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.gpumonitor.reading.HostMemory;

/** Models and machines that exist in tests only. */
final class SyntheticPlans {

    static final long GIB = 1L << 30;

    private SyntheticPlans() {}

    /** Writes a model of 80 layers and 70 billion weights, which takes no room. */
    static Path seventyBillion(Path folder) throws IOException {
        Path file = folder.resolve("seventy.gguf");
        if (Files.exists(file)) {
            return file;
        }
        new HollowModel(
                        HollowModel.Family.LLAMA,
                        new HollowModel.Measures(
                                80, 8192, 64, 8, 128, 28_672, 0, 0, 0, 0, 8192, 32_000, false, GgufType.Q4_K))
                .write(file);
        return file;
    }

    /** Writes a mixture of 16 layers with 32 experts each, which takes no room. */
    static Path mixture(Path folder) throws IOException {
        Path file = folder.resolve("mixture.gguf");
        if (!Files.exists(file)) {
            new HollowModel(
                            HollowModel.Family.QWEN3_MOE,
                            new HollowModel.Measures(
                                    16, 2048, 16, 4, 128, 6144, 32, 4, 1024, 0, 8192, 32_000, false, GgufType.Q4_K))
                    .write(file);
        }
        return file;
    }

    static List<EngineDevice> cards(long... gibibytes) {
        List<EngineDevice> devices = new ArrayList<>();
        for (int i = 0; i < gibibytes.length; i++) {
            devices.add(new EngineDevice(
                    "Vulkan" + i,
                    "Card " + i,
                    EngineDevice.Kind.GPU,
                    OptionalLong.of(gibibytes[i] * GIB),
                    OptionalLong.of(gibibytes[i] * GIB),
                    Optional.empty()));
        }
        return devices;
    }

    /** Prices a model on a processor with 64 GiB. */
    static PlannedLoad onProcessor(Path file, List<EngineDevice> devices) throws EngineException {
        HostMemory host = new HostMemory(OptionalLong.of(64 * GIB), OptionalLong.of(60 * GIB), OptionalLong.empty());
        return new LoadPlanner(() -> host)
                .onProcessor("seventy", file, LoadOptions.defaults(), devices, PlacementWishes.NONE);
    }
}
