package studio.athanor.data.ask;

import com.google.gson.JsonElement;
import java.util.HashMap;
import java.util.Map;
import studio.athanor.data.row.CellSeed;

/**
 * A cell that is to be made.
 *
 * @param values of the row so far, by column
 */
record CellTask(String recipeHash, String column, long row, int attempt, Map<String, JsonElement> values) {

    /** Returns what the cell's chance starts from. */
    long seed() {
        return CellSeed.of(recipeHash, column, row, attempt);
    }

    /** Returns what the chance of a part of the cell starts from. */
    long seed(String part) {
        return CellSeed.of(recipeHash, column + "#" + part, row, attempt);
    }

    /** Returns the values with more, which hide columns of the same name. */
    Map<String, JsonElement> valuesWith(Map<String, JsonElement> more) {
        Map<String, JsonElement> all = new HashMap<>(values);
        all.putAll(more);
        return all;
    }
}
