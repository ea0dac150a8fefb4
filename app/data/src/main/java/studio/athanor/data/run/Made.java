package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.util.Optional;
import studio.athanor.data.row.Rejection;

/**
 * A value and how it came about.
 *
 * @param value what the row holds; with a rejection what there is of it
 * @param prompt the messages as sent, empty where no model was asked
 * @param output what the model said word for word, empty where no model was asked
 * @param slot the model slot, empty where no model was asked
 * @param seed what chance started from
 * @param grammarHash SHA-256 of the grammar, empty without one
 * @param rejection why it is no value
 */
public record Made(
        JsonElement value,
        String prompt,
        String output,
        String slot,
        long seed,
        String grammarHash,
        int promptTokens,
        int reusedTokens,
        int generatedTokens,
        double millis,
        Optional<Rejection> rejection) {

    /** Returns a value that no model was asked for. */
    public static Made of(JsonElement value, long seed) {
        return new Made(value, "", "", "", seed, "", 0, 0, 0, 0, Optional.empty());
    }
}
