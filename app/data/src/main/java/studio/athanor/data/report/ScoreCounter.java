package studio.athanor.data.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.TreeMap;
import studio.athanor.data.recipe.ColumnKind;

/** Gathers the judgements of one column. */
final class ScoreCounter {

    private static final String WINNER = "winner";

    private final String column;
    private final boolean compares;
    private final SequencedMap<String, MeanCounter> means = new LinkedHashMap<>();
    private final Map<String, TreeMap<Double, Long>> counts = new LinkedHashMap<>();
    private final MeanCounter agreement = new MeanCounter();
    private final SequencedMap<String, Long> winners = new LinkedHashMap<>();
    private long compared;
    private long consistent;
    private long toldConsistent;

    ScoreCounter(String column, ColumnKind.Score score) {
        this.column = column;
        compares = score.pair().isPresent();
        if (!compares) {
            score.criteria().keySet().forEach(this::criterion);
            criterion("score");
        }
    }

    String column() {
        return column;
    }

    void add(JsonElement value) {
        if (value instanceof JsonObject verdict) {
            number(verdict, "agreement").ifPresent(agreement::add);
            means.forEach((name, mean) -> number(verdict, name).ifPresent(score -> {
                mean.add(score);
                TreeMap<Double, Long> ofName = counts.get(name);
                if (ofName != null) {
                    ofName.merge(Math.rint(score * 10) / 10, 1L, Long::sum);
                }
            }));
            if (verdict.get("consistent") instanceof JsonPrimitive told && told.isBoolean()) {
                toldConsistent++;
                consistent += told.getAsBoolean() ? 1 : 0;
            }
        }
        winner(value).ifPresent(winner -> {
            compared++;
            winners.merge(winner, 1L, Long::sum);
        });
    }

    /** Returns the score of a verdict, if it is one. */
    static OptionalDouble score(JsonElement value) {
        return value instanceof JsonObject verdict ? number(verdict, "score") : OptionalDouble.empty();
    }

    ScoreFigures figures() {
        List<ScoreFigures.Criterion> criteria = new ArrayList<>();
        means.forEach((name, mean) -> criteria.add(
                new ScoreFigures.Criterion(name, mean.mean(), counts.getOrDefault(name, new TreeMap<>()))));
        Optional<Mean> agreed = agreement.count() == 0 ? Optional.empty() : Optional.of(agreement.mean());
        Optional<ScoreFigures.Comparison> comparison = compares
                ? Optional.of(new ScoreFigures.Comparison(
                        share("first"),
                        share("second"),
                        share("tie"),
                        new Share(consistent, toldConsistent, Intervals.wilson(consistent, toldConsistent))))
                : Optional.empty();
        return new ScoreFigures(column, criteria, agreed, comparison);
    }

    private void criterion(String name) {
        means.put(name, new MeanCounter());
        counts.put(name, new TreeMap<>());
    }

    private Optional<String> winner(JsonElement value) {
        JsonElement told = value instanceof JsonObject verdict ? verdict.get(WINNER) : value;
        return compares && told instanceof JsonPrimitive word && word.isString()
                ? Optional.of(word.getAsString())
                : Optional.empty();
    }

    private Share share(String winner) {
        long count = winners.getOrDefault(winner, 0L);
        return new Share(count, compared, Intervals.wilson(count, compared));
    }

    private static OptionalDouble number(JsonObject verdict, String name) {
        return verdict.get(name) instanceof JsonPrimitive number && number.isNumber()
                ? OptionalDouble.of(number.getAsDouble())
                : OptionalDouble.empty();
    }
}
