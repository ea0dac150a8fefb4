package studio.athanor.data.sample;

import com.google.gson.JsonElement;
import java.util.Map;
import studio.athanor.data.sample.chance.Chance;

/**
 * What a cell's value may depend on.
 *
 * @param soFar the values of the row that are there
 */
record Draw(String recipeHash, String column, long row, int attempt, Map<String, JsonElement> soFar) {

    /** Returns the cell's random numbers, from their beginning. */
    Chance chance() {
        return Chance.of(recipeHash, column, row, attempt);
    }
}
