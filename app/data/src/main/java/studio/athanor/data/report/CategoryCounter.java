package studio.athanor.data.report;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import studio.athanor.data.row.Row;

/** Counts the values of one column. */
final class CategoryCounter {

    private static final int MOST_OTHERS = 1_000;

    private final Dimension dimension;
    private final SequencedMap<String, Long> named = new LinkedHashMap<>();
    private final SequencedMap<String, OptionalDouble> expected = new LinkedHashMap<>();
    private final SequencedMap<String, Long> others = new LinkedHashMap<>();
    private long rows;

    /**
     * Begins to count.
     *
     * @param hasQuota whether a quota decides how often values come, in place of weights
     */
    CategoryCounter(Dimension dimension, boolean hasQuota) {
        this.dimension = dimension;
        dimension.weights().forEach((parent, weights) -> {
            double sum =
                    weights.values().stream().mapToDouble(Double::doubleValue).sum();
            boolean alone = dimension.parent().isEmpty() && sum > 0 && !hasQuota;
            weights.forEach((value, weight) -> {
                String name = name(parent, value);
                named.put(name, 0L);
                expected.put(name, alone ? OptionalDouble.of(weight / sum) : OptionalDouble.empty());
            });
        });
    }

    void add(Row row) {
        JsonElement value = row.get(dimension.column());
        if (value.isJsonNull()) {
            return;
        }
        rows++;
        String parent = dimension
                .parent()
                .map(column -> Dimension.text(row.get(column)))
                .orElse(Dimension.NO_PARENT);
        String name = name(parent, Dimension.text(value));
        if (named.containsKey(name)) {
            named.merge(name, 1L, Long::sum);
        } else if (others.size() < MOST_OTHERS || others.containsKey(name)) {
            others.merge(name, 1L, Long::sum);
        }
    }

    CategoryCoverage coverage() {
        List<CategoryCoverage.ValueCount> values = new ArrayList<>();
        for (Map.Entry<String, Long> entry : named.entrySet()) {
            values.add(new CategoryCoverage.ValueCount(
                    entry.getKey(), entry.getValue(), expected.getOrDefault(entry.getKey(), OptionalDouble.empty())));
        }
        others.forEach(
                (value, count) -> values.add(new CategoryCoverage.ValueCount(value, count, OptionalDouble.empty())));
        long seen = named.values().stream().filter(count -> count > 0).count();
        return new CategoryCoverage(dimension.column(), rows, values, seen, named.size());
    }

    private String name(String parent, String value) {
        return dimension.parent().isPresent() ? parent + " / " + value : value;
    }
}
