package studio.athanor.cli.gpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.HollowModel;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.gpumonitor.placement.LayerPlan;
import studio.athanor.gpumonitor.reading.HostMemory;

class PlanTextTest {

    @TempDir
    private Path folder;

    @Test
    void givesAPlanOfWholeLayersAsAnArgument() throws Exception {
        PlannedLoad planned = planned(Optional.empty());

        assertThat(text(planned)).contains("As an argument: --plan CUDA0=7");
        assertThat(PlanJson.write(planned).get("plan_argument").getAsString()).isEqualTo("CUDA0=7");
    }

    @Test
    void givesNoArgumentForAPlanThatKeepsExpertsOnTheHost() throws Exception {
        PlannedLoad planned = planned(new LayerPlan(List.of(), Set.of(2, 5)).hostTensors());

        assertThat(text(planned)).doesNotContain("--plan");
        assertThat(PlanJson.write(planned).has("plan_argument")).isFalse();
    }

    private PlannedLoad planned(Optional<String> hostTensors) throws Exception {
        Path mixture = folder.resolve("mixture.gguf");
        new HollowModel(
                        HollowModel.Family.QWEN3_MOE,
                        new HollowModel.Measures(
                                8, 2048, 16, 4, 128, 6144, 32, 4, 1024, 0, 8192, 1024, false, GgufType.Q4_K))
                .write(mixture);
        OptionalLong bytes = OptionalLong.of(24L << 30);
        return new LoadPlanner(() -> new HostMemory(bytes, bytes, OptionalLong.empty()))
                .price(
                        "mixture",
                        mixture,
                        LoadOptions.defaults(),
                        List.of(new EngineDevice("CUDA0", "A card", EngineDevice.Kind.GPU, bytes, bytes)),
                        PlacementWishes.NONE,
                        new DevicePlan(List.of(new DevicePlan.Share("CUDA0", 7)), hostTensors));
    }

    private static String text(PlannedLoad planned) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlanText.print(planned, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
