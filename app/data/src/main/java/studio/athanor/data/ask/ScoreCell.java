package studio.athanor.data.ask;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;

/** Scores by criterion, from one or several judges. */
record ScoreCell(Judges judges) implements CellMaker {

    @Override
    public JsonElement make(CellTask task, CellRequests requests)
            throws NotMade, TemplateException, EngineException, InterruptedException {
        Map<String, List<Integer>> scores = new LinkedHashMap<>();
        judges.score().criteria().keySet().forEach(name -> scores.put(name, new ArrayList<>()));
        JsonArray reasons = new JsonArray();
        for (int judge = 0; judge < judges.count(); judge++) {
            JsonObject verdict = judges.verdict(judge, "judge" + (judge + 1), task.values(), requests);
            JsonObject given = verdict.getAsJsonObject(Rubric.SCORES);
            scores.forEach((name, all) -> all.add(given.get(name).getAsInt()));
            if (judges.score().reasons()) {
                reasons.add(verdict.get(Rubric.REASONS));
            }
        }
        return value(scores, reasons);
    }

    private JsonObject value(Map<String, List<Integer>> scores, JsonArray reasons) {
        JsonObject value = new JsonObject();
        scores.forEach(
                (name, all) -> value.add(name, judges.count() == 1 ? new JsonPrimitive(all.getFirst()) : mean(all)));
        value.add("score", mean(scores.values().stream().flatMap(List::stream).toList()));
        value.add("agreement", agreement(scores));
        if (judges.score().reasons()) {
            value.add(Rubric.REASONS, reasons);
        }
        return value;
    }

    private static JsonPrimitive mean(List<Integer> numbers) {
        return new JsonPrimitive(
                numbers.stream().mapToInt(Integer::intValue).average().orElse(0));
    }

    /** Returns the share of pairs of judges, over all criteria, whose scores are at most one step apart. */
    private JsonElement agreement(Map<String, List<Integer>> scores) {
        int pairs = 0;
        int close = 0;
        for (List<Integer> all : scores.values()) {
            for (int i = 0; i < all.size(); i++) {
                for (int j = 0; j < i; j++) {
                    pairs++;
                    close += Math.abs(all.get(i) - all.get(j)) <= 1 ? 1 : 0;
                }
            }
        }
        return pairs == 0 ? JsonNull.INSTANCE : new JsonPrimitive(close / (double) pairs);
    }
}
