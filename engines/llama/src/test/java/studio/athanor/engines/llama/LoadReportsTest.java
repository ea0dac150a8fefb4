package studio.athanor.engines.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadedModel.MemoryUse;

class LoadReportsTest {

    private static final DeviceNames SAME = new DeviceNames(Map.of());

    @Test
    void readsTheMemoryOfEachDeviceFromTheLogUnderTheStudiosNames() {
        List<MemoryUse> uses = MemoryReport.read(
                List.of(
                        "load_tensors:      Vulkan0 model buffer size =     2.25 MiB",
                        "load_tensors:   CPU_Mapped model buffer size =     1.00 MiB",
                        "llama_kv_cache:    Vulkan0 KV buffer size =     0.50 MiB",
                        "llama_memory_recurrent:    Vulkan0 RS buffer size =     0.25 MiB",
                        "llama_context:        CPU  output buffer size =     0.50 MiB",
                        "sched_reserve:    Vulkan0 compute buffer size =     3.00 MiB",
                        "sched_reserve:    Vulkan0 compute buffer size =     4.00 MiB",
                        "llama_kv_cache: size =    0.50 MiB (256 cells)"),
                new DeviceNames(Map.of("Vulkan0", "Vulkan2")));

        long mib = 1 << 20;
        assertThat(uses)
                .containsExactly(
                        new MemoryUse("Vulkan2", 9 * mib / 4, 3 * mib / 4, 4 * mib),
                        new MemoryUse("CPU_Mapped", mib, 0, 0),
                        new MemoryUse("CPU", 0, 0, mib / 2));
    }

    @Test
    void knowsTheDeviceOfEachBufferOfMetal() {
        List<MemoryUse> uses = MemoryReport.read(
                List.of(
                        "load_tensors:   CPU_Mapped model buffer size =     1.00 MiB",
                        "load_tensors:  MTL0_Mapped model buffer size =     3.00 MiB",
                        "load_tensors: MTL0_Private model buffer size =     1.00 MiB",
                        "llama_kv_cache:       MTL0 KV buffer size =     0.50 MiB",
                        "sched_reserve:        MTL0 compute buffer size =     2.00 MiB"),
                SAME);

        long mib = 1 << 20;
        assertThat(uses)
                .containsExactly(
                        new MemoryUse("CPU_Mapped", mib, 0, 0), new MemoryUse("MTL0", 4 * mib, mib / 2, 2 * mib));
    }

    @Test
    void tellsFailuresApart() {
        assertThat(LoadFailures.ofModel(
                        "a.gguf", List.of("error loading model: unknown model architecture: 'quux'"), SAME))
                .isInstanceOf(EngineException.ModelRejected.class)
                .hasMessageContaining("quux");
        assertThat(LoadFailures.ofModel(
                        "a.gguf",
                        List.of("ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 1"),
                        SAME))
                .isInstanceOf(EngineException.OutOfMemory.class);
        assertThat(LoadFailures.ofModel(
                        "a.gguf",
                        List.of("llama_model_load: error loading model: missing tensor 'blk.0.attn_q.weight'"),
                        SAME))
                .isInstanceOf(EngineException.ModelRejected.class)
                .hasMessageContaining("missing tensor 'blk.0.attn_q.weight'");
        assertThat(LoadFailures.ofContext("a.gguf", 4096, 2, List.of("failed to allocate compute pp buffers"), SAME))
                .isInstanceOf(EngineException.OutOfMemory.class)
                .hasMessageContaining("4096");
        assertThat(LoadFailures.ofContext("a.gguf", 4096, 2, List.of(), SAME))
                .isInstanceOf(EngineException.Unsupported.class);
    }

    @Test
    void saysWhichDeviceIsFullByTheStudiosName() {
        DeviceNames narrowed = new DeviceNames(Map.of("Vulkan0", "Vulkan2"));
        List<String> log = List.of("alloc_tensor_range: failed to allocate Vulkan0 buffer of size 4096");

        assertThat(LoadFailures.ofModel("a.gguf", log, narrowed))
                .hasMessage("The weights of a.gguf do not fit into memory of Vulkan2.");
        assertThat(LoadFailures.ofContext("a.gguf", 4096, 2, log, narrowed))
                .hasMessage(
                        "The context of 4096 tokens for 2 sequences of a.gguf does not fit into memory of Vulkan2.");
    }

    @Test
    void countsPhysicalCores() {
        String twoCoresFourThreads = """
                physical id : 0
                core id : 0
                physical id : 0
                core id : 1
                physical id : 0
                core id : 0
                physical id : 0
                core id : 1
                """;

        assertThat(PhysicalCores.count(twoCoresFourThreads, 4)).isEqualTo(2);
        assertThat(PhysicalCores.count(twoCoresFourThreads, 1)).isEqualTo(1);
        assertThat(PhysicalCores.count("", 3)).isEqualTo(3);
        assertThat(PhysicalCores.count()).isPositive();
    }
}
