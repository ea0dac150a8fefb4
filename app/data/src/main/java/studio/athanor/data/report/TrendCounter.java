package studio.athanor.data.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Compares the first tenth of the rows with the last. */
final class TrendCounter {

    private static final int FEWEST_ROWS = 20;
    private static final int TENTHS = 10;
    private static final int MOST_TEXTS = 1_000;

    private final long rows;
    private final SequencedMap<String, MeanCounter[]> means = new LinkedHashMap<>();
    private final SequencedMap<String, List<List<long[]>>> words = new LinkedHashMap<>();

    /** Compares within so many rows. */
    TrendCounter(long rows) {
        this.rows = rows;
    }

    /** Tells whether a row counts, by its place among the accepted ones. */
    boolean wants(long place) {
        return rows >= FEWEST_ROWS && (place < rows / TENTHS || place >= rows - rows / TENTHS);
    }

    /** Adds a figure of a row that is {@link #wants wanted}. */
    void add(String what, long place, double value) {
        means.computeIfAbsent(what, _ -> new MeanCounter[] {new MeanCounter(), new MeanCounter()})[end(place)].add(
                value);
    }

    /** Adds the words of a text in a row that is {@link #wants wanted}; the first thousand of either end count. */
    void addWords(String column, long place, long[] text) {
        List<long[]> texts = words.computeIfAbsent(column, _ -> List.of(new ArrayList<>(), new ArrayList<>()))
                .get(end(place));
        if (texts.size() < MOST_TEXTS) {
            texts.add(text);
        }
    }

    List<Trend> trends() {
        List<Trend> trends = new ArrayList<>();
        for (Map.Entry<String, MeanCounter[]> entry : means.entrySet()) {
            Mean first = entry.getValue()[0].mean();
            Mean last = entry.getValue()[1].mean();
            if (first.count() > 0 && last.count() > 0) {
                boolean both = first.count() > 1 && last.count() > 1;
                trends.add(new Trend(
                        entry.getKey(),
                        first.mean(),
                        last.mean(),
                        both ? Optional.of(Intervals.welch(first, last)) : Optional.empty()));
            }
        }
        words.forEach((column, ends) -> trends.add(new Trend(
                "distinct word pairs of " + column,
                TextDiversity.distinct(ends.getFirst(), 2),
                TextDiversity.distinct(ends.getLast(), 2),
                Optional.empty())));
        return trends;
    }

    private int end(long place) {
        return place < rows / TENTHS ? 0 : 1;
    }
}
