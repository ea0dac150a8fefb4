package studio.athanor.cli.data;

import com.google.gson.JsonObject;
import java.util.Locale;
import studio.athanor.data.run.Probe;

/** What a probe found, in words or as JSON. */
final class ProbeText {

    private ProbeText() {}

    /**
     * Returns lines.
     *
     * @param wanted rows of the whole dataset
     */
    static String of(Probe.Report report, long wanted) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "probe: %d of %d rows accepted, in %d attempts%n",
                report.accepted(),
                report.rows(),
                report.attempts()));
        text.append(String.format(
                Locale.ROOT,
                "of the schema: %.1f %% of attempts; cut short: %.1f %%%n",
                100 * report.schemaAdherence(),
                100 * report.truncated()));
        text.append(String.format(
                Locale.ROOT,
                "said before, of four words in a row: %.1f %% in the same text, %.1f %% in another%n",
                100 * report.repetition(),
                100 * report.likeness()));
        report.examples()
                .forEach((reason, detail) -> text.append("refused, ")
                        .append(reason)
                        .append(": ")
                        .append(detail)
                        .append('\n'));
        report.secondsForAll()
                .ifPresent(seconds -> text.append(String.format(
                        Locale.ROOT,
                        "%.2f rows/s; all %d rows would take about %.0f s%n",
                        report.rowsPerSecond(),
                        wanted,
                        seconds)));
        report.reason()
                .ifPresent(reason -> text.append("ended early: ").append(reason).append('\n'));
        return text.toString();
    }

    static String json(Probe.Report report) {
        JsonObject all = new JsonObject();
        all.addProperty("rows", report.rows());
        all.addProperty("accepted", report.accepted());
        all.addProperty("attempts", report.attempts());
        all.addProperty("schema_adherence", report.schemaAdherence());
        all.addProperty("truncated", report.truncated());
        all.addProperty("repetition", report.repetition());
        all.addProperty("likeness", report.likeness());
        JsonObject examples = new JsonObject();
        report.examples().forEach(examples::addProperty);
        all.add("refused", examples);
        all.addProperty("rows_per_second", report.rowsPerSecond());
        report.secondsForAll().ifPresent(seconds -> all.addProperty("seconds_for_all", seconds));
        report.reason().ifPresent(reason -> all.addProperty("reason", reason));
        return all.toString();
    }
}
