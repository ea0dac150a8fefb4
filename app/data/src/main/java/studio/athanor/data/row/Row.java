package studio.athanor.data.row;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The values of one row, in the order in which the recipe writes its columns.
 *
 * @param values by column; a column that is left out is absent
 */
public record Row(SequencedMap<String, JsonElement> values) {

    /** Copies and closes the values. */
    public Row {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    /** Returns a column's value, or JSON's null. */
    public JsonElement get(String column) {
        return values.getOrDefault(column, JsonNull.INSTANCE);
    }
}
