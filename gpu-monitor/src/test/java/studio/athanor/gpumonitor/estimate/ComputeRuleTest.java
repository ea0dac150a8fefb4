package studio.athanor.gpumonitor.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
