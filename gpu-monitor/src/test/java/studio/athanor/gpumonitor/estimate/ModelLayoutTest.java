package studio.athanor.gpumonitor.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.HollowModel.Family;
import studio.athanor.gpumonitor.placement.HostBudget;
import studio.athanor.gpumonitor.placement.LayerPlan;
import studio.athanor.gpumonitor.placement.LayerPlan.Share;
import studio.athanor.gpumonitor.placement.ModelDemand;

class ModelLayoutTest {

    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;

    @TempDir
    private Path folder;

    @Test
    void countsTheCacheOfGroupedHeads() throws Exception {
        ModelLayout layout = Hollow.layout(Family.LLAMA, Hollow.LLAMA_8B, folder);

        // 8 heads of 128, K and V, 2 bytes, 8192 cells
        assertThat(layout.cacheBytes(0, ContextSettings.chat(8192, 1))).isEqualTo(32 * MIB);
        assertThat(layout.cacheBytes(32, ContextSettings.chat(8192, 1))).isZero();
        assertThat(layout.layerCount()).isEqualTo(33);
        assertThat(layout.cacheBasis()).isEqualTo(Basis.EXACT);
    }

    @Test
    void roundsTheCacheUpTo256CellsAndSharesItBetweenSequences() throws Exception {
        ModelLayout layout = Hollow.layout(Family.LLAMA, Hollow.LLAMA_8B, folder);

        assertThat(layout.cacheBytes(0, ContextSettings.chat(1000, 1))).isEqualTo(1024 * 4 * KIB);
        assertThat(layout.cacheBytes(0, ContextSettings.chat(1000, 3))).isEqualTo(3072 * 4 * KIB);
    }

    @Test
    void countsQuantisedCachesByTheirBlocks() throws Exception {
        ModelLayout layout = Hollow.layout(Family.LLAMA, Hollow.LLAMA_8B, folder);
        ContextSettings settings = ContextSettings.chat(4096, 1).withCacheTypes(GgufType.Q8_0, GgufType.Q4_0);

        assertThat(layout.cacheBytes(0, settings)).isEqualTo(4096L * 1024 / 32 * (34 + 18));
    }

    @Test
    void cachesOnlyTheWindowOfSlidingLayers() throws Exception {
        ModelLayout layout = Hollow.layout(Family.GEMMA3, Hollow.GEMMA_27B, folder);
        ContextSettings settings = ContextSettings.chat(32_768, 1);

        // every sixth layer sees everything; the others 1024 cells and a batch of 512
        assertThat(layout.cacheBytes(4, settings)).isEqualTo(1536 * 8 * KIB);
        assertThat(layout.cacheBytes(5, settings)).isEqualTo(32_768 * 8 * KIB);
    }

    @Test
    void cachesOneRowOfLatentAttention() throws Exception {
        ModelLayout layout = Hollow.layout(Family.DEEPSEEK2, Hollow.DEEPSEEK_671B, folder);

        assertThat(layout.cacheBytes(0, ContextSettings.chat(4096, 1))).isEqualTo(4096L * 576 * 2);
    }

    @Test
    void readsOfExpertsOnlyThoseInUse() throws Exception {
        ModelLayout layout = Hollow.layout(Family.QWEN3_MOE, Hollow.QWEN_30B_A3B, folder);

        assertThat(layout.hasExperts()).isTrue();
        assertThat(layout.expertReadBytes(0)).isEqualTo(layout.expertBytes(0) / 16);
        assertThat(layout.readBytes(0, ContextSettings.chat(256, 1))).isLessThan(layout.weightBytes(0) / 8);
    }

    @Test
    void countsATiedOutputOnItsDeviceAndTheEmbeddingsOnTheHost() throws Exception {
        ModelLayout layout = Hollow.layout(Family.QWEN3, Hollow.QWEN_4B, folder);
        long embeddings = 2560L * 1024 * 144 / 256;

        assertThat(layout.inputBytes()).isEqualTo(embeddings);
        assertThat(layout.weightBytes(36)).isEqualTo(embeddings + 2560 * 4);
    }

    @Test
    void movesExpertsToTheHostInAnEstimate() throws Exception {
        ModelLayout layout = Hollow.layout(Family.QWEN3_MOE, Hollow.QWEN_30B_A3B, folder);
        ContextSettings settings = ContextSettings.chat(4096, 1);
        LayerPlan whole = LayerPlan.of(new Share("Vulkan0", 49));
        LayerPlan apart = new LayerPlan(List.of(new Share("Vulkan0", 49)), Set.of(0, 1));

        MemoryEstimate with = MemoryEstimate.of(layout, settings, apart, HostProcessor.AVX2, Map.of());
        MemoryEstimate without = MemoryEstimate.of(layout, settings, whole, HostProcessor.AVX2, Map.of());

        long moved = without.device("Vulkan0").orElseThrow().weightBytes()
                - with.device("Vulkan0").orElseThrow().weightBytes();
        assertThat(moved).isEqualTo(layout.expertBytes(0) + layout.expertBytes(1));
        assertThat(with.hostResidentBytes() - without.hostResidentBytes()).isEqualTo(moved);
    }

    @Test
    void prefersMeasuredScratch() throws Exception {
        ModelLayout layout = Hollow.layout(Family.LLAMA, Hollow.LLAMA_8B, folder);
        LayerPlan plan = LayerPlan.of(new Share("CUDA0", 33));

        MemoryEstimate estimate = MemoryEstimate.of(
                layout, ContextSettings.chat(4096, 1), plan, HostProcessor.AVX2, Map.of("CUDA0", 123 * MIB));

        assertThat(estimate.device("CUDA0").orElseThrow().computeBytes()).isEqualTo(123 * MIB);
        assertThat(estimate.device("CUDA0").orElseThrow().computeBasis()).isEqualTo(Basis.MEASURED);
        assertThat(estimate.device(HostBudget.ID).orElseThrow().computeBasis()).isEqualTo(Basis.FITTED);
    }

    @Test
    void needsAsMuchInADemandAsInAnEstimate() throws Exception {
        ModelLayout layout = Hollow.layout(Family.LLAMA, Hollow.LLAMA_8B, folder);
        ContextSettings settings = ContextSettings.chat(4096, 2);
        ModelDemand demand = layout.demand("Llama", settings, List.of("CUDA0", "CUDA1"));
        LayerPlan plan = LayerPlan.of(new Share("CUDA0", 13), new Share("CUDA1", 20));
        MemoryEstimate estimate = MemoryEstimate.of(layout, settings, plan, HostProcessor.AVX2, Map.of());

        long planned = demand.layers().subList(0, 13).stream()
                .mapToLong(layer -> layer.weightBytes() + layer.cacheBytes())
                .sum();
        MemoryEstimate.DeviceMemory first = estimate.device("CUDA0").orElseThrow();
        assertThat(first.weightBytes() + first.cacheBytes() - planned).isBetween(0L, KIB);
    }
}
