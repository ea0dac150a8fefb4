package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.LongStream;
import studio.athanor.data.DataException;
import studio.athanor.data.row.Rejection;
import studio.athanor.data.text.Words;

/**
 * Tries a recipe with its models before a long run: makes some rows, and says how well the models keep to it and how long all
 * rows would take. Nothing is kept.
 */
public final class Probe {

    private static final int GRAM = 4;

    private final List<SettledRow> rows = new ArrayList<>();

    private Probe() {}

    /**
     * Makes rows and measures. Blocks until they are made; interrupting cancels.
     *
     * @param rows how many; the first ones start together, so few rows make the pace look slow
     * @throws DataException if a quota cannot be met, or a condition is no expression
     */
    public static Report run(RunOrder order, RunParts parts, int rows) throws DataException, InterruptedException {
        Probe probe = new Probe();
        RunSink sink = new RunSink() {
            @Override
            public void settled(SettledRow row) {
                probe.rows.add(row);
            }

            @Override
            public void status(RunStatus status, Optional<String> reason) {}
        };
        try (DryRun run = DryRun.start(order, parts, RunSettings.defaults(), rows, sink)) {
            RunProgress end = run.await();
            return probe.report(end, order.rows());
        }
    }

    private Report report(RunProgress end, long wanted) {
        long attempts = rows.stream().mapToLong(row -> row.attempt() + 1L).sum();
        SequencedMap<String, String> examples = new LinkedHashMap<>();
        for (SettledRow row : rows) {
            for (Rejection refusal : row.refusals()) {
                examples.putIfAbsent(refusal.reason(), refusal.detail());
            }
        }
        RunFigures figures = end.figures();
        double pace = figures.rowsPerSecond();
        return new Report(
                rows.size(),
                (int) figures.accepted(),
                attempts,
                1 - share(figures.rejectedByReason().getOrDefault("schema", 0L), attempts),
                share(figures.rejectedByReason().getOrDefault("truncated", 0L), attempts),
                repetition(),
                likeness(),
                figures,
                examples,
                pace,
                pace <= 0 ? OptionalDouble.empty() : OptionalDouble.of(wanted / pace),
                end.reason());
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }

    /** Returns the share of word 4-grams that came before in the same text, over all longer texts. */
    private double repetition() {
        long all = 0;
        long again = 0;
        for (String text : texts()) {
            long[] grams = grams(text);
            all += grams.length;
            again += grams.length - LongStream.of(grams).distinct().count();
        }
        return share(again, all);
    }

    /** Returns the share of word 4-grams that came in a text before, over all longer texts. */
    private double likeness() {
        long all = 0;
        long again = 0;
        Set<Long> before = new HashSet<>();
        for (String text : texts()) {
            List<Long> grams = LongStream.of(grams(text)).distinct().boxed().toList();
            all += grams.size();
            again += grams.stream().filter(before::contains).count();
            before.addAll(grams);
        }
        return share(again, all);
    }

    private List<String> texts() {
        return rows.stream()
                .flatMap(row -> row.cells().stream())
                .filter(cell -> !cell.slot().isEmpty())
                .map(Cell::value)
                .filter(Probe::isText)
                .map(JsonElement::getAsString)
                .toList();
    }

    private static boolean isText(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    private static long[] grams(String text) {
        return Words.grams(Words.hashes(text), GRAM);
    }

    /**
     * What was measured.
     *
     * @param rows that were decided
     * @param accepted of them
     * @param attempts that they took
     * @param schemaAdherence share of attempts that were not refused for their schema
     * @param truncated share of attempts that ended before the model was done
     * @param repetition share of a text's word 4-grams that it said before
     * @param likeness share of word 4-grams that an earlier text said
     * @param figures tokens, seconds, reasons
     * @param examples a sentence for each reason
     * @param rowsPerSecond accepted rows
     * @param secondsForAll how long all rows would take at this pace; empty if none was accepted
     * @param reason why it ended early, with what to do, if it did
     */
    public record Report(
            int rows,
            int accepted,
            long attempts,
            double schemaAdherence,
            double truncated,
            double repetition,
            double likeness,
            RunFigures figures,
            SequencedMap<String, String> examples,
            double rowsPerSecond,
            OptionalDouble secondsForAll,
            Optional<String> reason) {}
}
