package studio.athanor.data.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A filter as a query: state and reason are found by an index; words and values are looked for in each row. Immutable.
 */
final class RowQuery {

    private final RowFilter filter;
    private final List<String> columns;
    private final List<String> words;
    private final List<String> spelt;

    RowQuery(RowFilter filter, List<String> columns) {
        this.filter = filter;
        this.columns = List.copyOf(columns);
        words = filter.search().stream()
                .flatMap(text -> Stream.of(text.strip().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        spelt = words.stream().map(RowQuery::asInJson).toList();
    }

    private static String asInJson(String word) {
        String quoted = RowText.json(new JsonPrimitive(word));
        return quoted.substring(1, quoted.length() - 1);
    }

    /** Tells whether each row has to be looked at. */
    boolean looks() {
        return !words.isEmpty() || !filter.equal().isEmpty();
    }

    /** Returns the state if that is all there is to the filter. */
    Optional<RowState> stateOnly() {
        return looks() || filter.reason().isPresent() ? Optional.empty() : filter.state();
    }

    boolean everything() {
        return !looks() && filter.reason().isEmpty() && filter.state().isEmpty();
    }

    /** Returns rows by the indexes alone, from a number on. */
    List<RunRow> rows(Connection connection, long from, long skip, int limit) throws SQLException {
        String sql = "SELECT " + RowReads.FIELDS + " FROM run_row WHERE number >= ?" + condition()
                + " ORDER BY number LIMIT ? OFFSET ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, from);
            int next = bind(statement, 2);
            statement.setInt(next, limit);
            statement.setLong(next + 1, skip);
            List<RunRow> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(RowReads.row(columns, result));
                }
            }
            return rows;
        }
    }

    long count(Connection connection) throws SQLException {
        String sql = "SELECT count(*) FROM run_row WHERE number >= ?" + condition();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, 0);
            bind(statement, 2);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    private String condition() {
        return (filter.state().isPresent() ? " AND state = ?" : "")
                + (filter.reason().isPresent() ? " AND reason = ?" : "");
    }

    private int bind(PreparedStatement statement, int first) throws SQLException {
        int next = first;
        if (filter.state().isPresent()) {
            statement.setInt(next++, StateCode.of(filter.state().get()));
        }
        if (filter.reason().isPresent()) {
            statement.setString(next++, filter.reason().get());
        }
        return next;
    }

    /**
     * Looks at rows from a number on and tells the numbers of those that pass, until so many were looked at.
     *
     * @return the number behind the last row that was looked at, or -1 at the end
     */
    long look(Connection connection, long from, int rows, List<Long> passed) throws SQLException {
        String sql =
                "SELECT number, row_values FROM run_row WHERE number >= ?" + condition() + " ORDER BY number LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, from);
            statement.setInt(bind(statement, 2), rows);
            int seen = 0;
            long next = from;
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    seen++;
                    next = result.getLong(1) + 1;
                    if (passes(result.getString(2))) {
                        passed.add(next - 1);
                    }
                }
            }
            return seen < rows ? -1 : next;
        }
    }

    /** Tells whether a row passes; state and reason are not looked at. */
    boolean passes(RunRow row) {
        Map<String, JsonElement> values = row.row().values();
        return hasEqual(values) && hasWords(values);
    }

    private boolean passes(String text) {
        if (!words.isEmpty()) {
            String lower = text.toLowerCase(Locale.ROOT);
            if (!spelt.stream().allMatch(lower::contains)) {
                return false;
            }
        }
        Map<String, JsonElement> values = RowText.row(columns, text).values();
        return hasEqual(values) && hasWords(values);
    }

    private boolean hasEqual(Map<String, JsonElement> values) {
        return filter.equal().entrySet().stream().allMatch(each -> {
            JsonElement value = values.get(each.getKey());
            return value != null && RowText.plain(value).equals(each.getValue());
        });
    }

    private boolean hasWords(Map<String, JsonElement> values) {
        if (words.isEmpty()) {
            return true;
        }
        List<String> texts = new ArrayList<>();
        values.values().forEach(value -> collect(value, texts));
        return words.stream().allMatch(word -> texts.stream().anyMatch(text -> text.contains(word)));
    }

    private static void collect(JsonElement value, List<String> texts) {
        if (value.isJsonPrimitive()) {
            texts.add(value.getAsString().toLowerCase(Locale.ROOT));
        } else if (value.isJsonArray()) {
            value.getAsJsonArray().forEach(each -> collect(each, texts));
        } else if (value.isJsonObject()) {
            value.getAsJsonObject().asMap().values().forEach(each -> collect(each, texts));
        }
    }
}
