package studio.athanor.data.report;

import java.nio.file.Path;
import java.util.Locale;
import studio.athanor.data.testkit.FakeRunStore;
import studio.athanor.data.testkit.RunningJob;
import studio.athanor.data.testkit.SyntheticTickets;

/** Times a report on synthetic rows: {@code ReportBenchmark [rows]}. Run it with {@code -Xmx300m}. */
final class ReportBenchmark {

    private ReportBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        long start = System.nanoTime();
        Report report = RunningJob.run(
                Report.of(new FakeRunStore(SyntheticTickets.recipe(), Path.of("run"), rows, SyntheticTickets::row)));
        System.out.printf(
                Locale.ROOT,
                "report of %,d rows, %.1f s%n%n%s",
                rows,
                (System.nanoTime() - start) / 1e9,
                ReportMarkdown.of(report));
    }
}
