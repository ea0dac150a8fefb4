package studio.athanor.data.recipe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import studio.athanor.data.row.ValueType;
import studio.athanor.engines.spi.text.Sampling;

/** A column as the fields of its file. */
final class ColumnTree {

    private static final int LONGEST_KEY = 200;

    private final boolean all;

    ColumnTree(boolean all) {
        this.all = all;
    }

    JsonObject column(Column column, Map<String, ModelSlot> slots) {
        Out out = new Out(all)
                .put("name", column.name())
                .put("type", ColumnType.of(column.kind()).word());
        kind(column.kind(), out, slots);
        out.put("when", column.when()).put("dropped", column.dropped(), false);
        if (all || !column.checks().isEmpty()) {
            out.put("checks", new CheckTree(all).checks(column.checks()));
        }
        return out.object();
    }

    private void kind(ColumnKind kind, Out out, Map<String, ModelSlot> slots) {
        switch (kind) {
            case ColumnKind.Sampler sampler -> sampler(sampler, out);
            case ColumnKind.Expression expression ->
                out.put("template", expression.template()).put("as", expression.type(), ValueType.TEXT);
            case ColumnKind.ModelWritten written -> written(written, out, slots);
        }
    }

    private void sampler(ColumnKind.Sampler kind, Out out) {
        switch (kind) {
            case ColumnKind.Category category -> out.put("values", weighted(category.values()));
            case ColumnKind.Subcategory each -> out.put("parent", each.parent()).put("values", byParent(each.values()));
            case ColumnKind.Uniform uniform ->
                out.put("low", uniform.low()).put("high", uniform.high()).put("decimals", uniform.decimals());
            case ColumnKind.Normal normal -> normal(normal, out);
            case ColumnKind.Poisson poisson -> out.put("mean", poisson.mean());
            case ColumnKind.Bernoulli bernoulli -> out.put("probability", bernoulli.probability());
            case ColumnKind.IntegerRange range -> out.put("low", range.low()).put("high", range.high());
            case ColumnKind.DateTime time ->
                out.put("from", time.from().toString())
                        .put("to", time.to().toString())
                        .put("unit", time.unit(), ChronoUnit.SECONDS);
            case ColumnKind.RandomUuid uuid -> out.put("prefix", uuid.prefix(), "");
            case ColumnKind.Person person -> person(person, out);
            case ColumnKind.Pick pick ->
                out.put("source", pick.source())
                        .put("field", pick.field())
                        .put("order", pick.order(), ColumnKind.Pick.Order.WITH_REPLACEMENT);
            case ColumnKind.Chunk chunk -> out.put("field", chunk.field(), "text");
        }
    }

    private static void normal(ColumnKind.Normal normal, Out out) {
        out.put("mean", normal.mean())
                .put("standard-deviation", normal.standardDeviation())
                .put("min", normal.min())
                .put("max", normal.max())
                .put("decimals", normal.decimals());
    }

    private void person(ColumnKind.Person person, Out out) {
        if (all || !person.locales().equals(SamplerReader.LOCALES)) {
            out.put("locales", person.locales());
        }
        out.put("sex", person.sex())
                .put("min-age", person.minAge(), SamplerReader.MIN_AGE)
                .put("max-age", person.maxAge(), SamplerReader.MAX_AGE);
    }

    private JsonObject byParent(SequencedMap<String, List<Weighted>> values) {
        return RecipeTree.named(values, this::weighted);
    }

    /** Writes values alone where all weigh the same, weights by value where every value is a text. */
    private JsonElement weighted(List<Weighted> values) {
        boolean even = values.stream().allMatch(each -> each.weight() == 1);
        if (!all && even && values.stream().noneMatch(each -> each.value().isJsonObject())) {
            return RecipeTree.list(values, Weighted::value);
        }
        if (!all && values.stream().allMatch(ColumnTree::isKey)) {
            JsonObject weights = new JsonObject();
            values.forEach(each -> weights.add(each.value().getAsString(), Numbers.json(each.weight())));
            return weights;
        }
        return RecipeTree.list(
                values,
                each -> new Out(all)
                        .put("value", each.value())
                        .put("weight", each.weight(), 1.0)
                        .object());
    }

    private static boolean isKey(Weighted each) {
        return each.value() instanceof JsonPrimitive primitive
                && primitive.isString()
                && primitive.getAsString().length() <= LONGEST_KEY;
    }

    private void written(ColumnKind.ModelWritten kind, Out out, Map<String, ModelSlot> slots) {
        switch (kind) {
            case ColumnKind.Text text -> call(text.call(), out, slots);
            case ColumnKind.Structured structured -> {
                call(structured.call(), out, slots);
                out.put("schema", json(structured.schema()));
            }
            case ColumnKind.Choice choice -> {
                call(choice.call(), out, slots);
                out.put("options", choice.options());
            }
            case ColumnKind.Score score -> score(score, out, slots);
            case ColumnKind.Conversation talk -> {
                out.put("user", user(talk.user(), slots)).put("assistant", assistant(talk.assistant(), slots));
                out.put("min-turns", talk.minTurns(), ModelColumnReader.MIN_TURNS)
                        .put("max-turns", talk.maxTurns(), ModelColumnReader.MAX_TURNS);
            }
            case ColumnKind.ToolConversation talk -> {
                call(talk.call(), out, slots);
                out.put("tools", tools(talk.tools()))
                        .put("simulator", talk.simulator(), talk.call().model())
                        .put("max-calls", talk.maxCalls(), ModelColumnReader.MAX_CALLS);
            }
            case ColumnKind.Embedding embedding ->
                out.put("model", embedding.model()).put("template", embedding.template());
        }
    }

    private void score(ColumnKind.Score score, Out out, Map<String, ModelSlot> slots) {
        if (score.judges().size() == 1) {
            out.put("model", score.judges().getFirst());
        } else {
            out.put("judges", score.judges());
        }
        afterSlot(score.call(), out, slots);
        score.pair().ifPresent(pair -> out.put("pair", List.of(pair.first(), pair.second())));
        if (all || !score.criteria().isEmpty() || score.pair().isEmpty()) {
            out.put("criteria", RecipeTree.named(score.criteria(), RecipeTree::textOrNull));
        }
        out.put("low", score.low(), ModelColumnReader.LOW)
                .put("high", score.high(), ModelColumnReader.HIGH)
                .put("reasons", score.reasons(), false);
    }

    private JsonObject user(ModelCall call, Map<String, ModelSlot> slots) {
        Out out = new Out(all);
        call(call, out, slots);
        return out.object();
    }

    /** The assistant has no prompt: the user's turns are. */
    private JsonObject assistant(ModelCall call, Map<String, ModelSlot> slots) {
        Out out = new Out(all).put("model", call.model()).put("system", call.system());
        settings(call, out, slots);
        return out.object();
    }

    private void call(ModelCall call, Out out, Map<String, ModelSlot> slots) {
        out.put("model", call.model());
        afterSlot(call, out, slots);
    }

    private void afterSlot(ModelCall call, Out out, Map<String, ModelSlot> slots) {
        out.put("system", call.system()).put("prompt", call.prompt());
        settings(call, out, slots);
    }

    private void settings(ModelCall call, Out out, Map<String, ModelSlot> slots) {
        Sampling base = ModelColumnReader.base(slots, call.model());
        call.sampling().ifPresent(sampling -> out.put("sampling", SamplingFields.write(sampling, base, all)));
        out.put("max-tokens", call.maxTokens(), ModelColumnReader.MAX_TOKENS).put("reasoning", call.reasoning(), false);
    }

    /** Writes a schema as fields; what is no schema stays a text. */
    static JsonElement json(String schema) {
        return StrictJson.parse(schema).filter(SchemaReader::isSchema).orElseGet(() -> new JsonPrimitive(schema));
    }

    private static JsonElement tools(String tools) {
        return StrictJson.parse(tools).filter(JsonElement::isJsonArray).orElseGet(() -> new JsonPrimitive(tools));
    }
}
