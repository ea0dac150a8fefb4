package studio.athanor.data.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import studio.athanor.data.row.Row;
import studio.athanor.data.text.Hashes;

/** Counts combinations of sampled values. */
final class CrossCounter {

    private static final long MOST_LOOKED_FOR = 1_000_000;
    private static final int MOST_MISSING = 100;

    private final List<Dimension> dimensions;
    private final LongSet seen = new LongSet();
    private final List<List<String>> missing = new ArrayList<>();
    private long found;

    /**
     * Counts for some columns.
     *
     * @param dimensions parents before their children
     */
    CrossCounter(List<Dimension> dimensions) {
        this.dimensions = dimensions;
    }

    void add(Row row) {
        List<String> values = new ArrayList<>();
        for (Dimension dimension : dimensions) {
            if (row.get(dimension.column()).isJsonNull()) {
                return;
            }
            values.add(Dimension.text(row.get(dimension.column())));
        }
        seen.add(hash(values));
    }

    Optional<CrossCoverage> coverage() {
        if (dimensions.size() < 2) {
            return Optional.empty();
        }
        long possible = 1;
        for (Dimension dimension : dimensions) {
            if (dimension.parent().isEmpty()) {
                possible = times(possible, below(dimension, Dimension.NO_PARENT));
            }
        }
        List<String> columns = dimensions.stream().map(Dimension::column).toList();
        if (possible > MOST_LOOKED_FOR) {
            return Optional.of(new CrossCoverage(columns, seen.size(), possible, List.of()));
        }
        found = 0;
        missing.clear();
        look(new ArrayList<>(), new HashMap<>());
        return Optional.of(new CrossCoverage(columns, found, possible, missing));
    }

    /** Returns how many combinations a column makes with those that depend on it. */
    private long below(Dimension dimension, String parentValue) {
        long sum = 0;
        for (String value : values(dimension, parentValue).keySet()) {
            long product = 1;
            for (Dimension child : dimensions) {
                if (child.parent().filter(dimension.column()::equals).isPresent()) {
                    product = times(product, below(child, value));
                }
            }
            sum = Math.min(Long.MAX_VALUE / 2, sum + product);
        }
        return sum;
    }

    private void look(List<String> chosen, Map<String, String> byColumn) {
        if (chosen.size() == dimensions.size()) {
            if (seen.contains(hash(chosen))) {
                found++;
            } else if (missing.size() < MOST_MISSING) {
                missing.add(List.copyOf(chosen));
            }
            return;
        }
        Dimension next = dimensions.get(chosen.size());
        String parentValue = next.parent()
                .map(parent -> byColumn.getOrDefault(parent, Dimension.NO_PARENT))
                .orElse(Dimension.NO_PARENT);
        for (String value : values(next, parentValue).keySet()) {
            chosen.addLast(value);
            byColumn.put(next.column(), value);
            look(chosen, byColumn);
            chosen.removeLast();
        }
    }

    private static SequencedMap<String, Double> values(Dimension dimension, String parentValue) {
        return dimension.weights().getOrDefault(parentValue, new LinkedHashMap<>());
    }

    private static long times(long one, long other) {
        return other != 0 && one > Long.MAX_VALUE / 2 / other ? Long.MAX_VALUE / 2 : one * other;
    }

    private static long hash(List<String> values) {
        long hash = values.size();
        for (String value : values) {
            hash = Hashes.joined(hash, Hashes.of(value));
        }
        return hash;
    }
}
