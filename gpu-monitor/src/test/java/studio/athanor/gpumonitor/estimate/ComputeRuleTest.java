package studio.athanor.gpumonitor.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.HollowModel.Family;
import studio.athanor.engines.gguf.synth.HollowModel.Measures;
import studio.athanor.gpumonitor.placement.LayerPlan;

/**
 * The rule for scratch buffers against what llama.cpp 0.5.0 reserved in dry runs on software Vulkan devices. Columns: shape,
 * layers per device, tokens computed at once, context, sequences, MiB on the first device and on the last.
 */
class ComputeRuleTest {

    private static final double MIB = 1024.0 * 1024.0;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "LLAMA_8B, 33, 128, 4096, 1, 26.00, 26.00",
        "LLAMA_8B, 33, 512, 4096, 1, 104.01, 104.01",
        "LLAMA_8B, 33, 512, 4096, 4, 116.01, 116.01",
        "LLAMA_8B, 33, 512, 32768, 1, 132.01, 132.01",
        "LLAMA_8B, 33, 1024, 4096, 1, 208.02, 208.02",
        "LLAMA_8B, 16 17, 512, 4096, 1, 148.04, 180.04",
        "LLAMA_8B, 16 17, 512, 32768, 1, 260.04, 292.04",
        "LLAMA_8B, 11 11 11, 512, 4096, 4, 196.04, 228.04",
        "LLAMA_70B, 81, 512, 4096, 1, 204.01, 204.01",
        "LLAMA_70B, 40 41, 512, 32768, 1, 392.04, 456.04",
        "QWEN_4B, 37, 512, 4096, 1, 79.01, 79.01",
        "QWEN_4B, 18 19, 512, 32768, 1, 223.04, 243.04",
        "GEMMA_27B, 63, 512, 4096, 4, 183.52, 183.52",
        "GEMMA_27B, 31 32, 512, 32768, 1, 339.07, 381.07",
        "QWEN_30B_A3B, 49, 512, 4096, 1, 88.01, 88.01",
        "QWEN_30B_A3B, 24 25, 512, 4096, 4, 164.04, 180.04"
    })
    void isNeverUnderAndAtMostATenthOverWhatWasReserved(
            String shape, String layers, int tokens, int context, int sequences, double first, double last)
            throws Exception {
        ContextSettings settings = ContextSettings.chat(context, sequences).withBatches(2048, tokens);
        List<LayerPlan.Share> shares = new ArrayList<>();
        for (String count : layers.split(" ")) {
            shares.add(new LayerPlan.Share("Vulkan" + shares.size(), Integer.parseInt(count)));
        }
        MemoryEstimate estimate = MemoryEstimate.of(
                layout(shape), settings, new LayerPlan(shares, Set.of()), HostProcessor.AVX2, Map.of());

        assertThat(estimate.devices().getFirst().computeBytes() / MIB).isBetween(first * 0.999, first * 1.11);
        assertThat(estimate.devices().get(shares.size() - 1).computeBytes() / MIB)
                .isBetween(last * 0.999, last * 1.11);
    }

    /** As real loads reserved it; the rule for a device with layers said 48 to 202 MiB more. */
    @ParameterizedTest
    @CsvSource({
        "QWEN3_MOE, 1536, 14226, 3 3 1, 512, 1.34",
        "GEMMA3, 512, 18540, 4 2 1, 512, 1.29",
        "QWEN3_MOE, 512, 6056, 4 2 1, 512, 0.53",
        "QWEN3, 1024, 49915, 4 2 1, 128, 3.36"
    })
    void knowsThatADeviceWithTheOutputLayerAloneTakesLittle(
            Family family, int width, int vocabulary, String layers, int tokens, double output) throws Exception {
        Measures measures = new Measures(
                6,
                width,
                width / 128,
                2,
                128,
                1280,
                8,
                2,
                256,
                1024,
                8192,
                vocabulary,
                family != Family.GEMMA3,
                GgufType.F16);
        List<LayerPlan.Share> shares = new ArrayList<>();
        for (String count : layers.split(" ")) {
            shares.add(new LayerPlan.Share("Vulkan" + shares.size(), Integer.parseInt(count)));
        }

        MemoryEstimate estimate = MemoryEstimate.of(
                Hollow.layout(family, measures, folder),
                ContextSettings.chat(1024, 1).withBatches(2048, tokens),
                new LayerPlan(shares, Set.of()),
                HostProcessor.AVX2,
                Map.of());

        assertThat(estimate.devices().get(2).computeBytes() / MIB).isBetween(output - 0.01, output * 1.11);
    }

    /** A real load took 12.00 MiB more on the first of four devices than on each of the others. */
    @Test
    void copiesMatricesOfTheHostToTheFirstDeviceOnly() throws Exception {
        Measures measures = new Measures(25, 1536, 12, 2, 128, 5120, 8, 2, 512, 1024, 8192, 6544, true, GgufType.Q4_K);
        ModelLayout layout = Hollow.layout(Family.LLAMA, measures, folder);
        LayerPlan plan = LayerPlan.of(
                new LayerPlan.Share("Vulkan0", 7),
                new LayerPlan.Share("Vulkan1", 5),
                new LayerPlan.Share("Vulkan2", 7));
        ContextSettings settings = ContextSettings.chat(8192, 1).withFlashAttention(false);

        assertThat(copied(layout, settings, plan)).isBetween(12.00, 12.00 * 1.11);
        assertThat(copied(layout, settings.withBatches(2048, 16), plan))
                .as("a small batch is computed where its matrices are")
                .isZero();
    }

    private static double copied(ModelLayout layout, ContextSettings settings, LayerPlan plan) {
        List<MemoryEstimate.DeviceMemory> devices = MemoryEstimate.of(
                        layout, settings, plan, HostProcessor.AVX2, Map.of())
                .devices();
        assertThat(devices.get(1).computeBytes()).isPositive();
        return (devices.getFirst().computeBytes() - devices.get(1).computeBytes()) / MIB;
    }

    private ModelLayout layout(String shape) throws Exception {
        Measures measures = switch (shape) {
            case "LLAMA_8B" -> Hollow.LLAMA_8B;
            case "LLAMA_70B" -> Hollow.LLAMA_70B;
            case "QWEN_4B" -> Hollow.QWEN_4B;
            case "GEMMA_27B" -> Hollow.GEMMA_27B;
            default -> Hollow.QWEN_30B_A3B;
        };
        Family family = switch (shape) {
            case "QWEN_4B" -> Family.QWEN3;
            case "GEMMA_27B" -> Family.GEMMA3;
            case "QWEN_30B_A3B" -> Family.QWEN3_MOE;
            default -> Family.LLAMA;
        };
        return Hollow.layout(family, measures, folder);
    }
}
