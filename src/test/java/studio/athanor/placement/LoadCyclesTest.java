package studio.athanor.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.RandomModel;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.worker.SupervisedEngine;
import studio.athanor.engines.worker.WorkerEngines;

/** A model is loaded over three devices and unloaded, again and again: nothing stays behind. */
@EnabledOnOs(OS.LINUX)
@Timeout(1200)
class LoadCyclesTest {

    private static final int DEVICES = 3;
    private static final long MIB = 1L << 20;

    /** Other programs of the machine take and give meanwhile; software devices live in its memory. */
    private static final long DEVICE_SLACK = 512 * MIB;

    private static final long STUDIO_SLACK = 64 * MIB;
    private static final int FILE_SLACK = 3;
    private static final int THREAD_SLACK = 6;

    private static final DevicePlan PLAN = new DevicePlan(List.of(
            new DevicePlan.Share("Vulkan1", 3),
            new DevicePlan.Share("Vulkan2", 3),
            new DevicePlan.Share("Vulkan0", 3)));

    @TempDir
    private Path folder;

    @Test
    void leavesNothingBehindAfterSomeLoads() throws Exception {
        repeat(5, 2);
    }

    @Test
    @Tag("slow")
    void leavesNothingBehindAfterTwoHundredLoads() throws Exception {
        repeat(200, 20);
    }

    private void repeat(int cycles, int warmUp) throws Exception {
        Map<String, String> devices = SoftwareDevices.orSkip(DEVICES, folder);
        Path model = folder.resolve("model.gguf");
        new RandomModel(new RandomModel.Shape(8, 256, 4, 2, 512, 512, 1024, GgufType.Q8_0), 1).write(model);
        OpenRequest request = new OpenRequest(
                model.toString(),
                LoadOptions.defaults()
                        .withContextTokens(256)
                        .withMicroBatchTokens(32)
                        .withThreads(1),
                PLAN);
        Path run = folder.resolve("run");
        try (WorkerEngines workers = Workers.open(run, devices)) {
            Traces before = null;
            for (int i = 0; i < warmUp + cycles; i++) {
                if (i == warmUp) {
                    before = Traces.now(workers, run);
                }
                try (SupervisedEngine engine = workers.open(Workers.LLAMA, request, LoadObserver.NONE)) {
                    assertThat(Workers.given(engine)).containsKeys("Vulkan0", "Vulkan1", "Vulkan2");
                    if (i % 10 == 0) {
                        assertThat(Workers.greedy(engine, "Once", 2)).isNotNull();
                    }
                }
            }
            Traces after = Traces.now(workers, run);
            System.out.println(cycles + " loads: before " + before + "\n after " + after);
            assertThat(before).isNotNull();
            if (before != null) {
                compare(before, after);
            }
        }
        assertThat(processes(run)).isEmpty();
    }

    private static void compare(Traces before, Traces after) {
        assertThat(after.workers()).isEmpty();
        assertThat(after.folders()).isEqualTo(before.folders());
        assertThat(after.files()).isLessThanOrEqualTo(before.files() + FILE_SLACK);
        assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + THREAD_SLACK);
        assertThat(after.residentBytes()).isLessThan(before.residentBytes() + STUDIO_SLACK);
        before.freeBytes()
                .forEach((device, bytes) -> assertThat(after.freeBytes())
                        .hasEntrySatisfying(device, now -> assertThat(now).isGreaterThan(bytes - DEVICE_SLACK)));
    }

    /**
     * What loads could leave behind.
     *
     * @param freeBytes of each device, as a worker of its own sees it
     * @param residentBytes of this process
     * @param files that this process has open
     * @param threads of this process
     * @param folders of workers
     * @param workers that run, wherever they hang in the tree of processes
     */
    private record Traces(
            Map<String, Long> freeBytes,
            long residentBytes,
            int files,
            int threads,
            List<String> folders,
            List<String> workers) {

        static Traces now(WorkerEngines workers, Path run) throws Exception {
            Map<String, Long> free = new TreeMap<>();
            for (EngineDevice device : workers.devices(Workers.LLAMA)) {
                free.put(device.id(), device.freeBytes().orElse(0));
            }
            System.gc();
            return new Traces(
                    free,
                    number("VmRSS:") * 1024,
                    names(Path.of("/proc/self/fd")).size(),
                    (int) number("Threads:"),
                    names(run),
                    processes(run));
        }

        private static long number(String field) throws IOException {
            try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
                return lines.filter(line -> line.startsWith(field))
                        .map(line -> line.replaceAll("[^0-9]", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElseThrow();
            }
        }

        private static List<String> names(Path directory) throws IOException {
            try (Stream<Path> entries = Files.list(directory)) {
                return entries.map(entry -> String.valueOf(entry.getFileName()))
                        .sorted()
                        .toList();
            }
        }
    }

    /** Finds workers by the folder in their command, orphans among them. */
    private static List<String> processes(Path run) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains(run.toString()))
                .toList();
    }
}
