package studio.athanor.gpumonitor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import studio.athanor.gpumonitor.linux.KernelTreeSource;
import studio.athanor.gpumonitor.linux.SystemFolders;
import studio.athanor.gpumonitor.nvml.NvmlSource;
import studio.athanor.gpumonitor.source.DeviceSource;
import studio.athanor.gpumonitor.testkit.FakeHostMemory;
import studio.athanor.gpumonitor.testkit.FakeNvml;
import studio.athanor.gpumonitor.testkit.KernelTree;

/**
 * Measures what sampling costs: the processor time of this whole process while eight cards are read twice a second, as a
 * share of one core. Arguments: seconds to measure (60), seconds to warm up (20), and
 * {@code nvml} or {@code kernel} for one of them alone. Prints the time of an idle process too, and what two
 * hours of readings, made at once, leave behind.
 */
final class SamplingBenchmark {

    private static final int CARDS = 8;
    private static final int READINGS_OF_AN_HOUR = 7200;

    private SamplingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Duration measured = Duration.ofSeconds(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60);
        Duration warmUp = Duration.ofSeconds(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20);
        Path folder = Files.createTempDirectory("sampling-benchmark");
        String only = arguments.length > 2 ? arguments[2] : "";
        if (only.isEmpty()) {
            print("nobody looks", measure(new DeviceSampler(List.of(nvml(folder)), host()), false, warmUp, measured));
        }
        if (!only.equals("kernel")) {
            print("NVML, 8 cards", measure(new DeviceSampler(List.of(nvml(folder)), host()), true, warmUp, measured));
        }
        if (!only.equals("nvml")) {
            print(
                    "kernel files, 8 cards, 300 processes",
                    measure(new DeviceSampler(List.of(kernel(folder)), host()), true, warmUp, measured));
        }
        manyReadings(new DeviceSampler(List.of(nvml(folder), kernel(folder.resolve("other"))), host()));
    }

    private static void manyReadings(DeviceSampler sampler) throws InterruptedException {
        try (sampler) {
            for (int i = 0; i < 2 * READINGS_OF_AN_HOUR; i++) {
                sampler.lookOnce(Duration.ofSeconds(5));
                if (i == READINGS_OF_AN_HOUR || i == 2 * READINGS_OF_AN_HOUR - 1) {
                    System.gc();
                    Runtime runtime = Runtime.getRuntime();
                    System.out.printf(
                            Locale.ROOT,
                            "after %d readings: %d KiB of heap, %d threads%n",
                            i,
                            (runtime.totalMemory() - runtime.freeMemory()) >> 10,
                            Thread.activeCount());
                }
            }
        }
    }

    private static DeviceSource nvml(Path folder) {
        FakeNvml nvml = FakeNvml.compile(folder).set("devices", FakeNvml.ALL, CARDS);
        for (int field : new int[] {3, 4, 82, 83, 94, 143, 144, 145, 186, 190, 197, 198, 230}) {
            nvml.set("field " + field, FakeNvml.ALL, 1);
        }
        nvml.set("compute", FakeNvml.ALL, 3).set("graphics", FakeNvml.ALL, 4);
        return new NvmlSource(
                List.of(nvml.library()),
                host(),
                SystemFolders.ofThisMachine(),
                Duration.ofMinutes(1),
                Duration.ofMillis(900));
    }

    private static DeviceSource kernel(Path folder) {
        KernelTree tree = new KernelTree(folder.resolve("tree"));
        for (int i = 0; i < CARDS; i++) {
            String pci = "0000:%02x:00.0".formatted(i + 3);
            tree.amd(i, pci);
            for (int client = 0; client < 4; client++) {
                tree.process(
                        1000 + 10L * i + client,
                        "client",
                        5,
                        "drm-driver: amdgpu\ndrm-pdev: %s\ndrm-client-id: %d\ndrm-memory-vram: 10 KiB\ndrm-engine-gfx: 5 ns"
                                .formatted(pci, client));
            }
        }
        for (int i = 0; i < 300; i++) {
            tree.bystander(5000 + i, 30);
        }
        return KernelTreeSource.of(tree, host());
    }

    private static FakeHostMemory host() {
        return new FakeHostMemory(1L << 34, 1L << 33);
    }

    private static Cost measure(DeviceSampler sampler, boolean look, Duration warmUp, Duration measured)
            throws InterruptedException {
        LongAdder readings = new LongAdder();
        try (sampler) {
            if (look) {
                sampler.observe(Interest.WATCHING, _ -> readings.increment());
            }
            Thread.sleep(warmUp);
            System.gc();
            long before = cpuNanos();
            long count = readings.sum();
            long start = System.nanoTime();
            Thread.sleep(measured);
            return new Cost(cpuNanos() - before, System.nanoTime() - start, readings.sum() - count);
        }
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static void print(String what, Cost cost) {
        System.out.printf(
                Locale.ROOT,
                "%-40s %6.3f %% of one core, %d readings, %.2f ms each%n",
                what,
                100.0 * cost.cpuNanos / cost.wallNanos,
                cost.readings,
                cost.readings == 0 ? 0 : cost.cpuNanos / 1e6 / cost.readings);
    }

    private record Cost(long cpuNanos, long wallNanos, long readings) {}
}
