package studio.athanor.data.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Optional;

/**
 * What a model made for a row that is not settled yet.
 *
 * @param before SHA-256 of the values that were there before it: a cell belongs to them alone
 */
record FinishedCell(long row, int attempt, String column, String before, Made made) {

    /** Returns what was made as JSON, to be read by {@link #made(String)}. */
    static String text(Made made) {
        JsonObject object = new JsonObject();
        object.add("value", made.value());
        object.addProperty("prompt", made.prompt());
        object.addProperty("output", made.output());
        object.addProperty("slot", made.slot());
        object.addProperty("seed", made.seed());
        object.addProperty("grammar", made.grammarHash());
        object.addProperty("prompt_tokens", made.promptTokens());
        object.addProperty("reused_tokens", made.reusedTokens());
        object.addProperty("generated_tokens", made.generatedTokens());
        object.addProperty("millis", made.millis());
        made.rejection().ifPresent(rejection -> object.addProperty("rejection", RowText.rejection(rejection)));
        return RowText.json(object);
    }

    static Made made(String text) {
        JsonObject object = JsonParser.parseString(text).getAsJsonObject();
        return new Made(
                object.get("value"),
                object.get("prompt").getAsString(),
                object.get("output").getAsString(),
                object.get("slot").getAsString(),
                object.get("seed").getAsLong(),
                object.get("grammar").getAsString(),
                object.get("prompt_tokens").getAsInt(),
                object.get("reused_tokens").getAsInt(),
                object.get("generated_tokens").getAsInt(),
                object.get("millis").getAsDouble(),
                object.has("rejection")
                        ? Optional.of(RowText.rejection(object.get("rejection").getAsString()))
                        : Optional.empty());
    }
}
