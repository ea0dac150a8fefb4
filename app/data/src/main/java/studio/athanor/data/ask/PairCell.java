package studio.athanor.data.ask;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import studio.athanor.data.recipe.ColumnKind.Score.Pair;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;

/**
 * Which of two columns is better. Each judge is asked in both orders, with the values of the two columns exchanged, since
 * models favour a place; a judge whose answer goes with the place and not with the text has seen a tie.
 */
record PairCell(Judges judges, Pair pair) implements CellMaker {

    @Override
    public JsonElement make(CellTask task, CellRequests requests)
            throws NotMade, TemplateException, EngineException, InterruptedException {
        List<String> winners = new ArrayList<>();
        boolean consistent = true;
        JsonArray reasons = new JsonArray();
        for (int judge = 0; judge < judges.count(); judge++) {
            String part = "judge" + (judge + 1);
            JsonObject forward = judges.verdict(judge, part, shown(task, false), requests);
            JsonObject swapped = judges.verdict(judge, part + "swapped", shown(task, true), requests);
            String one = forward.get(Rubric.WINNER).getAsString();
            String other = exchanged(swapped.get(Rubric.WINNER).getAsString());
            consistent &= one.equals(other);
            winners.add(one.equals(other) ? one : Rubric.TIE);
            if (judges.score().reasons()) {
                reasons.add(forward.get(Rubric.REASONS));
                reasons.add(swapped.get(Rubric.REASONS));
            }
        }
        JsonObject value = new JsonObject();
        value.addProperty(Rubric.WINNER, most(winners));
        value.addProperty("consistent", consistent);
        value.add("agreement", agreement(winners));
        if (judges.score().reasons()) {
            value.add(Rubric.REASONS, reasons);
        }
        return value;
    }

    /** Returns what the templates see: the row, and {@code first} and {@code second} unless columns are named so. */
    private Map<String, JsonElement> shown(CellTask task, boolean swapped) {
        JsonElement first = task.values().getOrDefault(swapped ? pair.second() : pair.first(), JsonNull.INSTANCE);
        JsonElement second = task.values().getOrDefault(swapped ? pair.first() : pair.second(), JsonNull.INSTANCE);
        Map<String, JsonElement> shown = new HashMap<>(Map.of(Rubric.FIRST, first, Rubric.SECOND, second));
        shown.putAll(task.values());
        shown.put(pair.first(), first);
        shown.put(pair.second(), second);
        return shown;
    }

    private static String exchanged(String winner) {
        return switch (winner) {
            case Rubric.FIRST -> Rubric.SECOND;
            case Rubric.SECOND -> Rubric.FIRST;
            default -> winner;
        };
    }

    /** Returns the side with more votes, a tie where both have as many. */
    private static String most(List<String> winners) {
        long first = winners.stream().filter(Rubric.FIRST::equals).count();
        long second = winners.stream().filter(Rubric.SECOND::equals).count();
        return first == second ? Rubric.TIE : first > second ? Rubric.FIRST : Rubric.SECOND;
    }

    /** Returns the share of pairs of judges who say the same. */
    private static JsonElement agreement(List<String> winners) {
        int pairs = 0;
        int same = 0;
        for (int i = 0; i < winners.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs++;
                same += winners.get(i).equals(winners.get(j)) ? 1 : 0;
            }
        }
        return pairs == 0 ? JsonNull.INSTANCE : new JsonPrimitive(same / (double) pairs);
    }
}
