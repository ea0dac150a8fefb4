package studio.athanor.data.ask;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import java.util.SequencedMap;
import studio.athanor.data.recipe.ColumnKind.Score;

/**
 * What judges are told and the schema of what they answer. The rubric is a part of the system message, so that all rows share
 * it; reasons come before the verdict, so that it follows from them.
 */
final class Rubric {

    static final String REASONS = "reasons";
    static final String SCORES = "scores";
    static final String WINNER = "winner";
    static final String FIRST = "first";
    static final String SECOND = "second";
    static final String TIE = "tie";

    private Rubric() {}

    /** Returns the recipe's system text, if there is one, followed by the rubric. */
    static String system(Optional<String> own, Score score) {
        StringBuilder text = new StringBuilder();
        own.ifPresent(system -> text.append(system).append("\n\n"));
        if (score.pair().isPresent()) {
            text.append("You compare two answers, the first and the second. Criteria:\n");
            criteria(text, score.criteria());
            text.append("Which one is better? Answer with JSON, as ");
            text.append(Json.write(example(score, WINNER, new JsonPrimitive(FIRST))));
            text.append("; the winner is \"first\", \"second\" or \"tie\".");
        } else {
            text.append("You are a judge. Give a whole number from " + score.low() + " (worst) to " + score.high()
                    + " (best) for each criterion:\n");
            criteria(text, score.criteria());
            JsonObject scores = new JsonObject();
            score.criteria().keySet().forEach(name -> scores.addProperty(name, score.low()));
            text.append("Answer with JSON, as ")
                    .append(Json.write(example(score, SCORES, scores)))
                    .append('.');
        }
        return text.toString();
    }

    private static void criteria(StringBuilder text, SequencedMap<String, String> criteria) {
        criteria.forEach((name, meaning) -> text.append("- ")
                .append(name)
                .append(": ")
                .append(meaning.strip())
                .append('\n'));
    }

    private static JsonObject example(Score score, String field, JsonElement verdict) {
        JsonObject example = new JsonObject();
        if (score.reasons()) {
            example.addProperty(REASONS, "short reasons");
        }
        example.add(field, verdict);
        return example;
    }

    /** Returns the schema of a judge's answer. */
    static String schema(Score score) {
        JsonObject properties = new JsonObject();
        if (score.reasons()) {
            JsonObject text = new JsonObject();
            text.addProperty("type", "string");
            text.addProperty("minLength", 1);
            properties.add(REASONS, text);
        }
        if (score.pair().isPresent()) {
            JsonArray winners = new JsonArray();
            winners.add(FIRST);
            winners.add(SECOND);
            winners.add(TIE);
            JsonObject winner = new JsonObject();
            winner.add("enum", winners);
            properties.add(WINNER, winner);
        } else {
            JsonObject scores = new JsonObject();
            score.criteria().keySet().forEach(name -> scores.add(name, number(score)));
            properties.add(SCORES, object(scores));
        }
        return Json.write(object(properties));
    }

    private static JsonObject number(Score score) {
        JsonObject number = new JsonObject();
        number.addProperty("type", "integer");
        number.addProperty("minimum", score.low());
        number.addProperty("maximum", score.high());
        return number;
    }

    private static JsonObject object(JsonObject properties) {
        JsonArray required = new JsonArray();
        properties.keySet().forEach(required::add);
        JsonObject object = new JsonObject();
        object.addProperty("type", "object");
        object.add("properties", properties);
        object.add("required", required);
        object.addProperty("additionalProperties", false);
        return object;
    }
}
