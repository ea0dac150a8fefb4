package studio.athanor.desktop.data;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ModelCall;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.ValueType;
import studio.athanor.engines.spi.text.Sampling;

/** Turns kinds of columns into what is in a form, and back. What a form has no field for stays as it was. */
final class ColumnForms {

    private ColumnForms() {}

    static FormValues values(ColumnKind kind) {
        return FormValues.with(form -> {
            if (kind instanceof ColumnKind.ModelWritten written) {
                fillModel(form, written);
            } else {
                fillSampled(form, kind);
            }
        });
    }

    private static void fillModel(FormValues form, ColumnKind.ModelWritten kind) {
        switch (kind) {
            case ColumnKind.Text(ModelCall call) -> fillCall(form, "", call);
            case ColumnKind.Structured(ModelCall call, String schema) -> {
                fillCall(form, "", call);
                form.put("schema", CellWords.pretty(schema));
            }
            case ColumnKind.Choice(ModelCall call, List<String> options) -> {
                fillCall(form, "", call);
                form.put("options", String.join("\n", options));
            }
            case ColumnKind.Score score -> fillScore(form, score);
            case ColumnKind.Conversation(ModelCall user, ModelCall assistant, int minTurns, int maxTurns) -> {
                fillCall(form, "user.", user);
                fillCall(form, "", assistant);
                form.put("minTurns", minTurns).put("maxTurns", maxTurns);
            }
            case ColumnKind.ToolConversation(ModelCall call, String tools, String simulator, int maxCalls) -> {
                fillCall(form, "", call);
                form.put("tools", CellWords.pretty(tools))
                        .put("simulator", simulator)
                        .put("maxCalls", maxCalls);
            }
            case ColumnKind.Embedding(String model, String template) ->
                form.put("model", model).put("template", template);
        }
    }

    private static void fillCall(FormValues form, String prefix, ModelCall call) {
        form.put(prefix + "model", call.model())
                .put(prefix + "system", call.system().orElse(""))
                .put(prefix + "prompt", call.prompt())
                .put(prefix + "maxTokens", call.maxTokens())
                .put(prefix + "reasoning", call.reasoning())
                .put(
                        prefix + "temperature",
                        call.sampling()
                                .map(sampling -> FormValues.number(shortest(sampling.temperature())))
                                .orElse(""));
    }

    /** A float's decimal figures, so that 0.7 is not shown as 0.699999988. */
    private static double shortest(float value) {
        return Double.parseDouble(Float.toString(value));
    }

    private static void fillScore(FormValues form, ColumnKind.Score score) {
        fillCall(form, "", score.call());
        form.put("judges", String.join("\n", score.judges()))
                .put(
                        "criteria",
                        score.criteria().entrySet().stream()
                                .map(each -> each.getKey() + ": " + each.getValue())
                                .collect(Collectors.joining("\n")))
                .put("low", score.low())
                .put("high", score.high())
                .put("reasons", score.reasons())
                .put("first", score.pair().map(ColumnKind.Score.Pair::first).orElse(""))
                .put("second", score.pair().map(ColumnKind.Score.Pair::second).orElse(""));
    }

    private static void fillSampled(FormValues form, ColumnKind kind) {
        switch (kind) {
            case ColumnKind.Category category -> form.put("values", WeightedLines.write(category.values()));
            case ColumnKind.Subcategory sub ->
                form.put("parent", sub.parent()).put("branches", WeightedLines.writeBranches(sub.values()));
            case ColumnKind.Uniform uniform ->
                form.putNumber("low", uniform.low())
                        .putNumber("high", uniform.high())
                        .put("decimals", uniform.decimals());
            case ColumnKind.Normal normal ->
                form.putNumber("mean", normal.mean())
                        .putNumber("deviation", normal.standardDeviation())
                        .put("min", normal.min())
                        .put("max", normal.max())
                        .put("decimals", normal.decimals());
            case ColumnKind.Poisson poisson -> form.putNumber("mean", poisson.mean());
            case ColumnKind.Bernoulli bernoulli -> form.putNumber("probability", bernoulli.probability());
            case ColumnKind.IntegerRange range -> form.put("low", range.low()).put("high", range.high());
            case ColumnKind.DateTime time ->
                form.put("from", time.from())
                        .put("to", time.to())
                        .put("unit", time.unit().name());
            case ColumnKind.RandomUuid uuid -> form.put("prefix", uuid.prefix());
            case ColumnKind.Person person ->
                form.put("locales", String.join("\n", person.locales()))
                        .put("sex", person.sex().orElse(""))
                        .put("minAge", person.minAge())
                        .put("maxAge", person.maxAge());
            case ColumnKind.Pick pick ->
                form.put("source", pick.source())
                        .put("sourceField", pick.field().orElse(""))
                        .put("order", pick.order().name());
            case ColumnKind.Chunk chunk -> form.put("chunkField", chunk.field());
            case ColumnKind.Expression expression ->
                form.put("template", expression.template())
                        .put("type", expression.type().name());
            case ColumnKind.ModelWritten written -> throw new IllegalArgumentException(written.toString());
        }
    }

    /**
     * Reads a form.
     *
     * @param before the column's kind until now
     */
    static ColumnKind kind(ColumnForm form, FormValues values, ColumnKind before) throws FormMistake {
        return form.asksModel() ? written(form, values, before) : sampled(form, values);
    }

    private static ColumnKind written(ColumnForm form, FormValues values, ColumnKind before) throws FormMistake {
        Optional<ModelCall> call = mainCall(before);
        return switch (form) {
            case TEXT -> new ColumnKind.Text(call(values, "", call));
            case STRUCTURED -> new ColumnKind.Structured(call(values, "", call), values.json("schema"));
            case CHOICE -> new ColumnKind.Choice(call(values, "", call), values.neededLines("options"));
            case SCORE -> score(values, call);
            case CONVERSATION ->
                new ColumnKind.Conversation(
                        call(
                                values,
                                "user.",
                                before instanceof ColumnKind.Conversation conversation
                                        ? Optional.of(conversation.user())
                                        : Optional.empty()),
                        unprompted(values, call),
                        values.small("minTurns"),
                        values.small("maxTurns"));
            case TOOL_CONVERSATION ->
                new ColumnKind.ToolConversation(
                        call(values, "", call),
                        CellWords.compact(values.needed("tools")),
                        values.needed("simulator"),
                        values.small("maxCalls"));
            case EMBEDDING -> new ColumnKind.Embedding(values.needed("model"), values.needed("template"));
            default -> throw new IllegalArgumentException(form.name());
        };
    }

    private static Optional<ModelCall> mainCall(ColumnKind kind) {
        return switch (kind) {
            case ColumnKind.Text text -> Optional.of(text.call());
            case ColumnKind.Structured structured -> Optional.of(structured.call());
            case ColumnKind.Choice choice -> Optional.of(choice.call());
            case ColumnKind.Score score -> Optional.of(score.call());
            case ColumnKind.Conversation conversation -> Optional.of(conversation.assistant());
            case ColumnKind.ToolConversation conversation -> Optional.of(conversation.call());
            default -> Optional.empty();
        };
    }

    private static ModelCall call(FormValues values, String prefix, Optional<ModelCall> before) throws FormMistake {
        return call(values, prefix, before, values.needed(prefix + "model"), values.needed(prefix + "prompt"));
    }

    /** The prompt of a conversation's assistant is not used. */
    private static ModelCall unprompted(FormValues values, Optional<ModelCall> before) throws FormMistake {
        return call(values, "", before, values.needed("model"), values.text("prompt"));
    }

    private static ModelCall call(
            FormValues values, String prefix, Optional<ModelCall> before, String model, String prompt)
            throws FormMistake {
        Optional<Sampling> sampling = before.flatMap(ModelCall::sampling);
        return new ModelCall(
                model,
                values.optional(prefix + "system"),
                prompt,
                values.has(prefix + "temperature")
                        ? sampling(values.optionalNumber(prefix + "temperature"), sampling)
                        : sampling,
                values.small(prefix + "maxTokens"),
                values.has(prefix + "reasoning")
                        ? values.flag(prefix + "reasoning")
                        : before.map(ModelCall::reasoning).orElse(false));
    }

    private static Optional<Sampling> sampling(OptionalDouble temperature, Optional<Sampling> before) {
        if (temperature.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(before.map(Sampling::toBuilder)
                .orElseGet(Sampling::builder)
                .temperature((float) temperature.getAsDouble())
                .build());
    }

    private static ColumnKind score(FormValues values, Optional<ModelCall> before) throws FormMistake {
        SequencedMap<String, String> criteria = new LinkedHashMap<>();
        for (String line : values.neededLines("criteria")) {
            int end = line.indexOf(':');
            if (end <= 0) {
                throw new FormMistake("criteria", FormMistake.Reason.NO_MEANING);
            }
            criteria.put(line.substring(0, end).strip(), line.substring(end + 1).strip());
        }
        List<String> judges = values.neededLines("judges");
        Optional<ColumnKind.Score.Pair> pair = values.optional("first").isPresent()
                        || values.optional("second").isPresent()
                ? Optional.of(new ColumnKind.Score.Pair(values.needed("first"), values.needed("second")))
                : Optional.empty();
        return new ColumnKind.Score(
                judges,
                call(values, "", before, judges.getFirst(), values.needed("prompt")),
                criteria,
                values.small("low"),
                values.small("high"),
                values.flag("reasons"),
                pair);
    }

    private static ColumnKind sampled(ColumnForm form, FormValues values) throws FormMistake {
        return switch (form) {
            case CATEGORY -> new ColumnKind.Category(WeightedLines.read("values", values.neededLines("values")));
            case SUBCATEGORY ->
                new ColumnKind.Subcategory(
                        values.needed("parent"),
                        WeightedLines.readBranches("branches", values.neededLines("branches")));
            case UNIFORM ->
                new ColumnKind.Uniform(values.number("low"), values.number("high"), values.optionalSmall("decimals"));
            case NORMAL ->
                new ColumnKind.Normal(
                        values.number("mean"),
                        values.number("deviation"),
                        values.optionalNumber("min"),
                        values.optionalNumber("max"),
                        values.optionalSmall("decimals"));
            case POISSON -> new ColumnKind.Poisson(values.number("mean"));
            case BERNOULLI -> new ColumnKind.Bernoulli(values.number("probability"));
            case INTEGER_RANGE -> new ColumnKind.IntegerRange(values.whole("low"), values.whole("high"));
            case DATE_TIME ->
                new ColumnKind.DateTime(
                        values.moment("from"), values.moment("to"), values.constant("unit", ChronoUnit.class));
            case RANDOM_UUID -> new ColumnKind.RandomUuid(values.text("prefix").strip());
            case PERSON ->
                new ColumnKind.Person(
                        values.neededLines("locales"),
                        values.optional("sex"),
                        values.small("minAge"),
                        values.small("maxAge"));
            case PICK ->
                new ColumnKind.Pick(
                        values.needed("source"),
                        values.optional("sourceField"),
                        values.constant("order", ColumnKind.Pick.Order.class));
            case CHUNK -> new ColumnKind.Chunk(values.needed("chunkField"));
            case EXPRESSION ->
                new ColumnKind.Expression(values.needed("template"), values.constant("type", ValueType.class));
            default -> throw new IllegalArgumentException(form.name());
        };
    }

    /** Returns a new column of a kind, which is sound as far as a form can know. */
    static Column blank(ColumnForm form, String name, Recipe recipe) {
        FormValues values = initial(form, FormValues.of(Map.of()), RecipeNames.of(recipe, name));
        try {
            ColumnKind none = new ColumnKind.Expression("", ValueType.TEXT);
            return RecipeEdits.column(name, kind(form, values, none));
        } catch (FormMistake e) {
            // a form that needs what the recipe does not have yet, as a file
            return RecipeEdits.column(name, new ColumnKind.Expression("…", ValueType.TEXT));
        }
    }

    /** Returns what a new form begins with: names of the recipe where a field needs one. */
    static FormValues initial(ColumnForm form, FormValues before, RecipeNames names) {
        FormValues values = FormValues.initial(form.fields(), before);
        Map<String, String> known = values.all();
        for (FormField field : form.fields()) {
            if (known.getOrDefault(field.key(), "").isEmpty()) {
                names.first(field).ifPresent(name -> values.put(field.key(), name));
            }
        }
        return values;
    }
}
