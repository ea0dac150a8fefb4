package studio.athanor.engines.ggml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;
import studio.athanor.engines.spi.MeasuredBandwidth;

class GgmlRuntimeTest {

    private static final Path LIBRARIES = Path.of(System.getProperty("athanor.ggml.folder"));

    @TempDir
    private Path folder;

    @Test
    void findsLibrariesWhoseNamesCarryASuffix() throws Exception {
        RuntimeFolder found = RuntimeFolder.find(LIBRARIES);

        assertThat(found.versionInName()).contains("0.5.0");
        assertThat(found.cpuBackends()).isNotEmpty();
        assertThat(found.acceleratorBackends())
                .noneMatch(file -> file.toString().contains("ggml-cpu"));
    }

    @Test
    void findsTheLibrariesOfAnOfficialRelease() throws Exception {
        touch("libggml-base.so", "libggml-base.so.0", "libggml.so", "libggml.so.0", "libllama.so", "libllama.so.0.5.0");
        touch("libggml-cpu-haswell.so", "libggml-cpu-x64.so", "libggml-vulkan.so", "libggml-rpc.so", "libmtmd.so");

        RuntimeFolder found = RuntimeFolder.find(folder);

        assertThat(found.base()).hasFileName("libggml-base.so");
        assertThat(found.registry()).hasFileName("libggml.so");
        assertThat(found.llama()).hasFileName("libllama.so");
        assertThat(found.cpuBackends()).hasSize(2);
        assertThat(found.acceleratorBackends()).hasSize(2);
    }

    @Test
    void findsTheLibrariesOfOtherSystems() throws Exception {
        touch("ggml-base.dll", "ggml.dll", "llama.dll", "ggml-cpu-haswell.dll", "ggml-cuda.dll", "llama-common.dll");

        RuntimeFolder found = RuntimeFolder.find(folder);

        assertThat(found.llama()).hasFileName("llama.dll");
        assertThat(found.acceleratorBackends()).singleElement().asString().endsWith("ggml-cuda.dll");
    }

    @Test
    void namesWhatIsMissing() throws Exception {
        touch("libggml-base.so", "libggml.so", "libllama.so");

        assertThatThrownBy(() -> RuntimeFolder.find(folder))
                .isInstanceOf(RuntimeUnavailable.class)
                .hasMessageContaining("ggml-cpu")
                .hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> RuntimeFolder.find(folder.resolve("none")))
                .isInstanceOf(RuntimeUnavailable.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void saysWhatTheSystemSaysOfALibraryThatCannotBeLoaded() throws Exception {
        Path broken = Files.writeString(folder.resolve("libllama.so"), "not a library");

        try (Arena arena = Arena.ofConfined()) {
            assertThatThrownBy(() -> NativeLibrary.open(broken, arena))
                    .isInstanceOfSatisfying(RuntimeUnavailable.class, failure -> {
                        assertThat(failure).hasMessageContaining("libllama.so");
                        assertThat(failure.details().orElseThrow()).isNotBlank();
                        assertThat(failure.remedy()).isNotBlank();
                    });
        }
    }

    @Test
    void loadsOnceAndListsTheCpu() throws Exception {
        GgmlRuntime runtime = GgmlRuntime.load(RuntimeFolder.find(LIBRARIES));

        assertThat(GgmlRuntime.load(RuntimeFolder.find(LIBRARIES))).isSameAs(runtime);
        assertThat(runtime.device("CPU"))
                .hasValueSatisfying(cpu -> assertThat(cpu.facts().kind()).isEqualTo(EngineDevice.Kind.CPU));
        assertThat(runtime.device("CUDA9")).isEmpty();
        assertThat(runtime.log().lines()).anyMatch(line -> line.contains("CPU"));
        assertThatThrownBy(() -> runtime.llama().function("no_such_function", null))
                .isInstanceOf(RuntimeUnavailable.class)
                .hasMessageContaining("no_such_function");
    }

    @Test
    void refusesASecondBuildInOneProcess() throws Exception {
        var _ = GgmlRuntime.load(RuntimeFolder.find(LIBRARIES));
        try (var files = Files.list(LIBRARIES)) {
            for (Path file : files.toList()) {
                Files.createSymbolicLink(folder.resolve(file.getFileName()), file);
            }
        }

        assertThatThrownBy(() -> GgmlRuntime.load(RuntimeFolder.find(folder)))
                .isInstanceOf(RuntimeUnavailable.class)
                .hasMessageContaining("one build");
    }

    @Test
    void startsAndEndsThreads() throws Exception {
        GgmlRuntime runtime = GgmlRuntime.load(RuntimeFolder.find(LIBRARIES));

        CpuThreads threads = runtime.startThreads(2);
        assertThat(threads.handle().address()).isNotZero();
        threads.close();
        threads.close();
    }

    @Test
    void measuresHowFastTheProcessorReadsWeights() throws Exception {
        GgmlRuntime runtime = GgmlRuntime.load(RuntimeFolder.find(LIBRARIES));

        MeasuredBandwidth measured =
                runtime.measureBandwidth(runtime.device("CPU").orElseThrow(), 2);

        assertThat(measured.bytesPerSecond())
                .as("no processor is slower, and none that this runs on faster")
                .isBetween(0.2e9, 2e12);
        assertThat(measured.weightBytes()).isBetween(100L << 20, 512L << 20);
        assertThat(measured.passes()).isPositive();
    }

    @Test
    void takesTheLeastMedianOfConsecutiveRounds() {
        assertThat(BandwidthProbe.leastMedian(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(BandwidthProbe.leastMedian(List.of(9.0, 9.0, 9.0, 4.0, 5.0, 4.0, 5.0, 1.0, 9.0)))
                .as("a burst of other work before, and one round that a timer cut short")
                .isEqualTo(4);
    }

    @Test
    void joinsPiecesOfLinesAndKeepsTheLast() {
        RuntimeLog log = new RuntimeLog();
        try (RuntimeLog.Capture capture = log.capture()) {
            log.append(2, "one ");
            log.append(5, "line\nand");
            log.append(5, " another\n");
            for (int i = 0; i < RuntimeLog.CAPACITY; i++) {
                log.append(2, "line " + i + "\n");
            }

            assertThat(capture.lines().subList(0, 3)).isEqualTo(List.of("one line", "and another", "line 0"));
            assertThat(log.lines()).hasSize(RuntimeLog.CAPACITY).doesNotContain("one line");
        }
        log.append(2, "late\n");
        assertThat(log.lines()).endsWith("late");
    }

    private void touch(String... names) throws IOException {
        for (String name : names) {
            Files.createFile(folder.resolve(name));
        }
    }
}
