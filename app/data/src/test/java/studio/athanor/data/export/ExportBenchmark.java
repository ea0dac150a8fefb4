package studio.athanor.data.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import studio.athanor.data.run.RunStore;
import studio.athanor.data.testkit.FakeRunStore;
import studio.athanor.data.testkit.RunningJob;
import studio.athanor.data.testkit.SyntheticTickets;

/**
 * Times exports of synthetic rows and says how much memory they took: {@code ExportBenchmark [rows] [folder] [format...]}. Run it with
 * {@code -Xmx300m}.
 */
final class ExportBenchmark {

    private ExportBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        Path folder = arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("export-benchmark");
        List<String> formats = arguments.length > 2
                ? List.of(arguments).subList(2, arguments.length)
                : List.of("JSONL", "PARQUET", "CSV", "HUGGING_FACE");
        RunStore store = new FakeRunStore(SyntheticTickets.recipe(), folder, rows, SyntheticTickets::row);
        for (String format : formats) {
            measure(store, ExportFormat.valueOf(format), folder.resolve("out." + format.toLowerCase(Locale.ROOT)));
        }
    }

    private static void measure(RunStore store, ExportFormat format, Path target) throws Exception {
        AtomicLong peak = new AtomicLong();
        Thread watch = Thread.ofPlatform().daemon().start(() -> watchHeap(peak));
        long start = System.nanoTime();
        ExportResult result =
                RunningJob.run(Export.of(store, ExportOptions.of(format, target).withReplace(true)));
        double seconds = (System.nanoTime() - start) / 1e9;
        watch.interrupt();
        System.out.printf(
                Locale.ROOT,
                "%-12s %,d rows, %.1f s, %,d rows/s, %,.1f MB, peak heap %,d MiB, resident peak so far %s%n",
                format,
                result.rows(),
                seconds,
                Math.round(result.rows() / seconds),
                result.bytes() / 1e6,
                peak.get() >> 20,
                residentPeak());
    }

    private static void watchHeap(AtomicLong peak) {
        Runtime runtime = Runtime.getRuntime();
        while (!Thread.currentThread().isInterrupted()) {
            peak.accumulateAndGet(runtime.totalMemory() - runtime.freeMemory(), Math::max);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static String residentPeak() throws Exception {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "unknown";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .map(line -> line.substring(6).strip())
                .orElse("unknown");
    }
}
