package studio.athanor.data.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.Function;

/** Writes reports as JSON: the records' names in snake case, absent figures as null. */
public final class ReportJson {

    private ReportJson() {}

    /** Returns a report as an object. */
    public static JsonObject of(Report report) {
        JsonObject json = new JsonObject();
        json.addProperty("recipe", report.recipe());
        json.addProperty("recipe_hash", report.recipeHash());
        json.addProperty("rows", report.rows());
        json.add("categories", list(report.categories(), ReportJson::category));
        json.add("cross", report.cross().<JsonElement>map(ReportJson::cross).orElse(JsonNull.INSTANCE));
        json.add("texts", list(report.texts(), ReportJson::text));
        json.add("duplicates", duplicates(report.duplicates()));
        json.add("vectors", list(report.vectors(), ReportJson::vector));
        json.add("scores", list(report.scores(), ReportJson::score));
        json.add("trends", list(report.trends(), ReportJson::trend));
        json.add("rejections", rejections(report.rejections()));
        json.add("cost", cost(report.cost()));
        return json;
    }

    private static JsonObject category(CategoryCoverage coverage) {
        JsonObject json = new JsonObject();
        json.addProperty("column", coverage.column());
        json.addProperty("rows", coverage.rows());
        json.addProperty("seen", coverage.seen());
        json.addProperty("possible", coverage.possible());
        json.add("values", list(coverage.values(), value -> {
            JsonObject each = new JsonObject();
            each.addProperty("value", value.value());
            each.addProperty("count", value.count());
            each.add("expected_share", number(value.expectedShare()));
            return each;
        }));
        return json;
    }

    private static JsonObject cross(CrossCoverage coverage) {
        JsonObject json = new JsonObject();
        json.add("columns", texts(coverage.columns()));
        json.addProperty("seen", coverage.seen());
        json.addProperty("possible", coverage.possible());
        json.add("missing", list(coverage.missing(), ReportJson::texts));
        return json;
    }

    private static JsonObject text(TextFigures figures) {
        JsonObject json = new JsonObject();
        json.addProperty("column", figures.column());
        json.add("words", distribution(figures.words()));
        json.add(
                "tokens",
                figures.tokens().<JsonElement>map(ReportJson::distribution).orElse(JsonNull.INSTANCE));
        Diversity diversity = figures.diversity();
        JsonObject different = new JsonObject();
        different.addProperty("rows", diversity.rows());
        different.addProperty("distinct_1", diversity.distinct1());
        different.addProperty("distinct_2", diversity.distinct2());
        different.addProperty("distinct_3", diversity.distinct3());
        different.addProperty("compression_ratio", diversity.compressionRatio());
        different.addProperty("similarity", diversity.similarity());
        different.addProperty("nearest", diversity.nearest());
        json.add("diversity", different);
        return json;
    }

    private static JsonObject distribution(Distribution distribution) {
        JsonObject json = new JsonObject();
        json.addProperty("count", distribution.count());
        json.addProperty("mean", distribution.mean());
        json.addProperty("min", distribution.min());
        json.addProperty("p5", distribution.p5());
        json.addProperty("p25", distribution.p25());
        json.addProperty("median", distribution.median());
        json.addProperty("p75", distribution.p75());
        json.addProperty("p95", distribution.p95());
        json.addProperty("max", distribution.max());
        json.add("bins", list(distribution.bins(), bin -> {
            JsonObject each = new JsonObject();
            each.addProperty("from", bin.from());
            each.addProperty("to", bin.to());
            each.addProperty("count", bin.count());
            return each;
        }));
        return json;
    }

    private static JsonObject duplicates(Duplicates duplicates) {
        JsonObject json = new JsonObject();
        json.add("exact", share(duplicates.exact()));
        json.add("near", share(duplicates.near()));
        json.add("pairs", list(duplicates.pairs(), pair -> {
            JsonObject each = new JsonObject();
            each.addProperty("row", pair.row());
            each.addProperty("earlier", pair.earlier());
            each.addProperty("similarity", pair.similarity());
            return each;
        }));
        return json;
    }

    private static JsonObject vector(VectorFigures figures) {
        JsonObject json = new JsonObject();
        json.addProperty("column", figures.column());
        json.addProperty("rows", figures.rows());
        json.addProperty("vendi_score", figures.vendiScore());
        return json;
    }

    private static JsonObject score(ScoreFigures figures) {
        JsonObject json = new JsonObject();
        json.addProperty("column", figures.column());
        json.add("criteria", list(figures.criteria(), criterion -> {
            JsonObject each = new JsonObject();
            each.addProperty("name", criterion.name());
            each.add("mean", mean(criterion.mean()));
            JsonObject counts = new JsonObject();
            criterion.counts().forEach((score, count) -> counts.addProperty(Double.toString(score), count));
            each.add("counts", counts);
            return each;
        }));
        json.add(
                "agreement",
                figures.agreement().<JsonElement>map(ReportJson::mean).orElse(JsonNull.INSTANCE));
        json.add(
                "comparison",
                figures.comparison()
                        .<JsonElement>map(comparison -> {
                            JsonObject each = new JsonObject();
                            each.add("first", share(comparison.first()));
                            each.add("second", share(comparison.second()));
                            each.add("tie", share(comparison.tie()));
                            each.add("consistent", share(comparison.consistent()));
                            return each;
                        })
                        .orElse(JsonNull.INSTANCE));
        return json;
    }

    private static JsonObject trend(Trend trend) {
        JsonObject json = new JsonObject();
        json.addProperty("what", trend.what());
        json.addProperty("first", trend.first());
        json.addProperty("last", trend.last());
        json.add("difference", interval(trend.difference()));
        return json;
    }

    private static JsonObject rejections(Rejections rejections) {
        JsonObject json = new JsonObject();
        json.add("attempts", counts(rejections.attempts()));
        json.add("rows", list(rejections.rows(), givenUp -> {
            JsonObject each = new JsonObject();
            each.addProperty("column", givenUp.column());
            each.addProperty("reason", givenUp.reason());
            each.addProperty("rows", givenUp.rows());
            return each;
        }));
        return json;
    }

    private static JsonObject cost(RowCost cost) {
        JsonObject json = new JsonObject();
        json.addProperty("accepted_rows", cost.acceptedRows());
        json.addProperty("seconds", cost.seconds());
        json.addProperty("prompt_tokens", cost.promptTokens());
        json.addProperty("computed_tokens", cost.computedTokens());
        json.addProperty("generated_tokens", cost.generatedTokens());
        json.add("joules", number(cost.joules()));
        json.add("columns", list(cost.columns(), column -> {
            JsonObject each = new JsonObject();
            each.addProperty("column", column.column());
            each.addProperty("cells", column.cells());
            each.addProperty("prompt_tokens", column.promptTokens());
            each.addProperty("generated_tokens", column.generatedTokens());
            each.addProperty("millis", column.millis());
            return each;
        }));
        return json;
    }

    private static JsonObject mean(Mean mean) {
        JsonObject json = new JsonObject();
        json.addProperty("count", mean.count());
        json.addProperty("mean", mean.mean());
        json.addProperty("standard_deviation", mean.standardDeviation());
        json.add("interval", interval(mean.interval()));
        return json;
    }

    private static JsonObject share(Share share) {
        JsonObject json = new JsonObject();
        json.addProperty("count", share.count());
        json.addProperty("of", share.of());
        json.add("interval", interval(Optional.of(share.interval())));
        return json;
    }

    private static JsonElement interval(Optional<Interval> interval) {
        if (interval.isEmpty()) {
            return JsonNull.INSTANCE;
        }
        JsonArray json = new JsonArray();
        json.add(interval.get().low());
        json.add(interval.get().high());
        return json;
    }

    private static JsonElement number(OptionalDouble number) {
        return number.isPresent() ? new JsonPrimitive(number.getAsDouble()) : JsonNull.INSTANCE;
    }

    private static JsonObject counts(SequencedMap<String, Long> counts) {
        JsonObject json = new JsonObject();
        counts.forEach(json::addProperty);
        return json;
    }

    private static JsonArray texts(List<String> texts) {
        return list(texts, JsonPrimitive::new);
    }

    private static <T> JsonArray list(List<T> values, Function<T, JsonElement> each) {
        JsonArray json = new JsonArray();
        values.forEach(value -> json.add(each.apply(value)));
        return json;
    }
}
