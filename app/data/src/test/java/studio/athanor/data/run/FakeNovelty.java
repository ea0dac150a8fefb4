package studio.athanor.data.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import studio.athanor.data.row.Rejection;

/** Finds that a row is seen if the start of a column is that of an accepted row. */
final class FakeNovelty implements Novelty {

    private final String column;
    private final int letters;
    private final Map<String, Long> seen = new HashMap<>();

    FakeNovelty(String column, int letters) {
        this.column = column;
        this.letters = letters;
    }

    @Override
    public Optional<Rejection> test(Map<String, JsonElement> values, long row) {
        Long before = seen.get(key(values));
        return before == null
                ? Optional.empty()
                : Optional.of(
                        new Rejection(column, "novelty", "It is like row " + before + ".", OptionalLong.of(before)));
    }

    @Override
    public void accept(Map<String, JsonElement> values, long row) {
        seen.putIfAbsent(key(values), row);
    }

    private String key(Map<String, JsonElement> values) {
        String text = values.getOrDefault(column, JsonNull.INSTANCE).getAsString();
        return text.substring(0, Math.min(letters, text.length()));
    }
}
