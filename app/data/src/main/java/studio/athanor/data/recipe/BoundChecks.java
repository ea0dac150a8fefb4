package studio.athanor.data.recipe;

import com.google.gson.JsonPrimitive;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;
import java.util.Set;
import studio.athanor.data.row.Position;

/** Numbers of the recipe and of its samplers: whether they are within bounds, and fit each other. */
final class BoundChecks {

    private static final int MOST_ATTEMPTS = 1000;
    private static final int MOST_DECIMALS = 15;
    private static final int MOST_TOKENS = 1_000_000;
    private static final int OLDEST = 120;
    private static final double FAR_AWAY = 8;
    private static final Set<String> CHUNK_FIELDS =
            new LinkedHashSet<>(List.of("text", "before", "document", "title", "page", "index", "offset", "tokens"));

    private final Findings findings;
    private final Recipe recipe;

    private BoundChecks(Findings findings) {
        this.findings = findings;
        recipe = findings.recipe();
    }

    static void run(Findings findings) {
        BoundChecks checks = new BoundChecks(findings);
        checks.top();
        List<Column> columns = findings.recipe().columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).kind() instanceof ColumnKind.Sampler sampler) {
                checks.sampler(Findings.column(i), sampler, columns.get(i).at());
            }
        }
    }

    private void top() {
        within("rows", (double) recipe.rows(), 1, Recipe.MOST_ROWS, Position.NONE);
        within("attempts", recipe.attempts(), 1, MOST_ATTEMPTS, Position.NONE);
        recipe.models().forEach((name, slot) -> {
            small("models." + name + ".context", slot.context(), 16, 16 * MOST_TOKENS, slot.at());
            small("models." + name + ".gpu-layers", slot.gpuLayers(), 0, 10_000, slot.at());
        });
        recipe.documents().ifPresent(this::documents);
    }

    private void documents(DocumentSource documents) {
        within("documents.chunk-tokens", documents.chunkTokens(), 16, MOST_TOKENS, documents.at());
        within("documents.per-chunk", documents.perChunk(), 1, MOST_ATTEMPTS, documents.at());
        if (documents.overlapTokens() < 0 || documents.overlapTokens() >= documents.chunkTokens()) {
            findings.error(
                    "documents.overlap-tokens",
                    documents.at(),
                    "\"overlap-tokens\" is from 0 to less than \"chunk-tokens\", which is " + documents.chunkTokens()
                            + ", not " + documents.overlapTokens() + ".");
        }
    }

    private void sampler(String field, ColumnKind.Sampler kind, Position at) {
        switch (kind) {
            case ColumnKind.Category category -> weights(field + ".values", category.values(), at);
            case ColumnKind.Subcategory subcategory -> subcategory(field, subcategory, at);
            case ColumnKind.Uniform uniform -> {
                ordered(field + ".high", "low", uniform.low(), "high", uniform.high(), at);
                small(field + ".decimals", uniform.decimals(), 0, MOST_DECIMALS, at);
            }
            case ColumnKind.Normal normal -> normal(field, normal, at);
            case ColumnKind.Poisson poisson -> within(field + ".mean", poisson.mean(), 0, MOST_TOKENS, at);
            case ColumnKind.Bernoulli bernoulli -> within(field + ".probability", bernoulli.probability(), 0, 1, at);
            case ColumnKind.IntegerRange range -> {
                if (range.low() > range.high()) {
                    disordered(
                            field + ".high",
                            "low",
                            new JsonPrimitive(range.low()),
                            "high",
                            new JsonPrimitive(range.high()),
                            at);
                }
            }
            case ColumnKind.DateTime time -> {
                if (!time.from().isBefore(time.to())) {
                    findings.error(field + ".to", at, "\"to\" is later than \"from\", which is " + time.from() + ".");
                }
            }
            case ColumnKind.RandomUuid _, ColumnKind.Pick _ -> {}
            case ColumnKind.Person person -> person(field, person, at);
            case ColumnKind.Chunk chunk -> {
                if (!CHUNK_FIELDS.contains(chunk.field())) {
                    findings.error(
                            field + ".field",
                            at,
                            "A chunk has no field \"" + chunk.field() + "\"."
                                    + Nearest.question(chunk.field(), CHUNK_FIELDS) + " Its fields are "
                                    + String.join(", ", CHUNK_FIELDS) + ".");
                }
            }
        }
    }

    private void weights(String field, List<Weighted> values, Position at) {
        if (values.isEmpty()) {
            findings.error(field, at, "There are no values to draw from. Write one at least.");
            return;
        }
        for (Weighted each : values) {
            if (!Double.isFinite(each.weight()) || each.weight() < 0) {
                findings.error(
                        field,
                        at,
                        "The weight of " + each.value() + " is 0 or more, not " + Numbers.json(each.weight()) + ".");
            }
        }
        if (values.stream().allMatch(each -> each.weight() == 0)) {
            findings.error(field, at, "Every weight is 0, so no value can be drawn. Give one a weight above 0.");
        }
    }

    private void subcategory(String field, ColumnKind.Subcategory subcategory, Position at) {
        subcategory.values().forEach((parent, values) -> weights(field + ".values." + parent, values, at));
        Optional<SequencedSet<String>> known =
                recipe.column(subcategory.parent()).flatMap(column -> ColumnValues.of(column.kind()));
        if (known.isEmpty()) {
            return;
        }
        for (String value : known.get()) {
            if (!subcategory.values().containsKey(value)) {
                findings.error(
                        field + ".values",
                        at,
                        "The value \"" + value + "\" of \"" + subcategory.parent() + "\" has no list here. Add one.");
            }
        }
        for (String value : subcategory.values().keySet()) {
            if (!known.get().contains(value)) {
                findings.error(
                        field + ".values." + value,
                        at,
                        "The column \"" + subcategory.parent() + "\" has no value \"" + value + "\"."
                                + Nearest.question(value, known.get()));
            }
        }
    }

    private void normal(String field, ColumnKind.Normal normal, Position at) {
        small(field + ".decimals", normal.decimals(), 0, MOST_DECIMALS, at);
        double deviation = normal.standardDeviation();
        if (deviation < 0) {
            findings.error(field + ".standard-deviation", at, "\"standard-deviation\" is 0 or more.");
            return;
        }
        double min = normal.min().orElse(Double.NEGATIVE_INFINITY);
        double max = normal.max().orElse(Double.POSITIVE_INFINITY);
        ordered(field + ".max", "min", min, "max", max, at);
        boolean narrow = deviation > 0 && max - min < deviation * 1e-6;
        boolean far = min > normal.mean() + FAR_AWAY * deviation || max < normal.mean() - FAR_AWAY * deviation;
        if (min <= max && (narrow || far)) {
            findings.error(
                    field + ".mean",
                    at,
                    "Hardly any number of this distribution is from \"min\" to \"max\". Set them wider, or the mean"
                            + " between them.");
        }
    }

    private void person(String field, ColumnKind.Person person, Position at) {
        within(field + ".min-age", person.minAge(), 0, OLDEST, at);
        within(field + ".max-age", person.maxAge(), 0, OLDEST, at);
        ordered(field + ".max-age", "min-age", person.minAge(), "max-age", person.maxAge(), at);
        if (person.locales().isEmpty()) {
            findings.error(field + ".locales", at, "\"locales\" names none. Name one, as [en-US].");
        }
        if (new HashSet<>(person.locales()).size() < person.locales().size()) {
            findings.error(field + ".locales", at, "A locale is there twice. Keep one of them.");
        }
    }

    private void small(String field, OptionalInt number, int low, int high, Position at) {
        number.ifPresent(value -> within(field, value, low, high, at));
    }

    private void within(String field, double number, double low, double high, Position at) {
        if (!(number >= low && number <= high)) {
            findings.error(field, at, bounds(field, number, low, high));
        }
    }

    static String bounds(String field, double number, double low, double high) {
        return "\"" + field.substring(field.lastIndexOf('.') + 1) + "\" is from " + Numbers.json(low) + " to "
                + Numbers.json(high) + ", not " + Numbers.json(number) + ".";
    }

    private void ordered(String field, String lowName, double low, String highName, double high, Position at) {
        if (!(low <= high)) {
            disordered(field, lowName, Numbers.json(low), highName, Numbers.json(high), at);
        }
    }

    private void disordered(
            String field, String lowName, JsonPrimitive low, String highName, JsonPrimitive high, Position at) {
        findings.error(
                field,
                at,
                "\"" + highName + "\" is " + high + ", which is less than \"" + lowName + "\", " + low
                        + ". Swap them.");
    }
}
