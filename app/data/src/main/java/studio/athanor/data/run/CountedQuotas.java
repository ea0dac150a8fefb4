package studio.athanor.data.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.ColumnValues;
import studio.athanor.data.recipe.Quota;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.Rejection;

/** Quotas of columns whose values are not known before they are made: a row is refused whose value is full. */
final class CountedQuotas {

    private final List<Counter> counters = new ArrayList<>();

    /**
     * Begins to count.
     *
     * @param rows how many are to be accepted
     * @throws DataException if a quota counts more rows, or fewer though it counts every value, or names no counts where values
     *     are not known
     */
    CountedQuotas(Recipe recipe, long rows) throws DataException {
        for (Quota quota : recipe.quotas()) {
            if (!Deals.isDealt(recipe, quota)) {
                Map<String, Long> counts = quota.counts().isEmpty() ? equal(recipe, quota, rows) : quota.counts();
                long counted =
                        counts.values().stream().mapToLong(Long::longValue).sum();
                if (counted > rows) {
                    throw new DataException.RunStopped(
                            "The quota of " + quota.column() + " counts " + counted + " rows, and the run is to have "
                                    + rows + ".",
                            "Change the quota or the number of rows.",
                            null);
                }
                if (counted < rows && countsAllValues(recipe, quota, counts)) {
                    throw new DataException.RunStopped(
                            "The quota of " + quota.column() + " counts " + counted
                                    + " rows of every value that the column" + " has, and the run is to have " + rows
                                    + ".",
                            "Change the quota or the number of rows.",
                            null);
                }
                counters.add(new Counter(quota.column(), counts, rows - counted));
            }
        }
    }

    /** Tells whether a column has no value that is not counted, so that no row is left for the rest. */
    private static boolean countsAllValues(Recipe recipe, Quota quota, Map<String, Long> counts) {
        return recipe.column(quota.column())
                .filter(column -> column.when().isEmpty())
                .flatMap(column -> ColumnValues.of(column.kind()))
                .filter(values -> counts.keySet().containsAll(values))
                .isPresent();
    }

    private static Map<String, Long> equal(Recipe recipe, Quota quota, long rows) throws DataException {
        return recipe.column(quota.column())
                .flatMap(column -> ColumnValues.of(column.kind()))
                .map(values -> Quota.equalCounts(values, rows))
                .orElseThrow(() -> new DataException.RunStopped(
                        "The quota of " + quota.column() + " names no counts, and what values the column has is not"
                                + " known beforehand.",
                        "Add counts by value to the quota.",
                        null));
    }

    boolean isEmpty() {
        return counters.isEmpty();
    }

    Optional<Rejection> test(Map<String, JsonElement> values) {
        return counters.stream().flatMap(each -> each.test(values).stream()).findFirst();
    }

    /** Counts a row, or with -1 uncounts it. */
    void add(Map<String, JsonElement> values, int change) {
        counters.forEach(each -> each.add(values, change));
    }

    private static final class Counter {
        private final String column;
        private final Map<String, Long> wanted;
        private final Map<String, Long> has = new HashMap<>();
        private final long wantedOthers;
        private long others;

        Counter(String column, Map<String, Long> wanted, long wantedOthers) {
            this.column = column;
            this.wanted = Map.copyOf(wanted);
            this.wantedOthers = wantedOthers;
        }

        private String value(Map<String, JsonElement> values) {
            return RowText.plain(values.getOrDefault(column, JsonNull.INSTANCE));
        }

        Optional<Rejection> test(Map<String, JsonElement> values) {
            String value = value(values);
            Long most = wanted.get(value);
            boolean full = most == null ? others >= wantedOthers : has.getOrDefault(value, 0L) >= most;
            return full
                    ? Optional.of(new Rejection(
                            column,
                            "quota",
                            most == null
                                    ? "The quota has no room for " + value + "."
                                    : "There are " + most + " rows with " + value + " already.",
                            OptionalLong.empty()))
                    : Optional.empty();
        }

        void add(Map<String, JsonElement> values, int change) {
            String value = value(values);
            if (wanted.containsKey(value)) {
                has.merge(value, (long) change, Long::sum);
            } else {
                others += change;
            }
        }
    }
}
