package studio.athanor.data.run;

import com.google.gson.JsonElement;

/**
 * One value, and how it came about: enough to make it again.
 *
 * @param value what the row holds
 * @param prompt the messages as sent, in JSON; empty where no model was asked
 * @param output what the model said, word for word, its thinking included
 * @param slot the model slot, empty where no model was asked
 * @param seed what chance started from
 * @param grammarHash SHA-256 of the grammar, empty without one
 * @param promptTokens tokens of the prompt, and of them {@code reusedTokens} that were not computed again
 */
public record Cell(
        long row,
        int attempt,
        String column,
        JsonElement value,
        String prompt,
        String output,
        String slot,
        long seed,
        String grammarHash,
        int promptTokens,
        int reusedTokens,
        int generatedTokens,
        double millis) {}
