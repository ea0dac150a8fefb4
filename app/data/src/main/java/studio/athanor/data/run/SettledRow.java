package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import studio.athanor.data.row.Rejection;

/**
 * A row whose fate is decided.
 *
 * @param deal which of the rows that were asked for it is: its number, or for a replacement that of the row it replaces
 * @param place for a replacement: its place in the order of replacements
 * @param attempt the last one
 * @param state accepted or rejected
 * @param values of the last attempt; all columns if it was accepted
 * @param cells of the last attempt, in the order in which they were made
 * @param refusals why attempts did not pass, one for each of them
 * @param replacement for a rejected row that is to be replaced: the place of its replacement
 * @param costs of all attempts
 */
record SettledRow(
        long number,
        long deal,
        OptionalLong place,
        int attempt,
        RowState state,
        Map<String, JsonElement> values,
        List<Cell> cells,
        List<Rejection> refusals,
        OptionalLong replacement,
        Costs costs) {

    /** Returns why the last attempt did not pass, if it did not. */
    Optional<Rejection> rejection() {
        return state == RowState.REJECTED ? Optional.of(refusals.getLast()) : Optional.empty();
    }

    /** What models read and wrote. */
    record Costs(long promptTokens, long reusedTokens, long generatedTokens) {

        static final Costs NONE = new Costs(0, 0, 0);

        Costs plus(Costs other) {
            return new Costs(
                    promptTokens + other.promptTokens,
                    reusedTokens + other.reusedTokens,
                    generatedTokens + other.generatedTokens);
        }
    }
}
