package studio.athanor.data.recipe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import studio.athanor.data.row.Position;
import studio.athanor.data.row.ValueType;
import studio.athanor.engines.spi.text.Sampling;

/** Makes up recipes that can be read, though not all can be run. */
final class RandomRecipes {

    private static final List<String> WORDS = List.of(
            "Write",
            "a {{ x }}",
            "no",
            "1",
            "007",
            ": ",
            " #",
            "\n",
            "\n  ",
            "'",
            "\"",
            "\\d+",
            "é",
            "😀",
            "-",
            "true",
            "{% if y %}",
            "|",
            "\t",
            "long words without an end",
            ",",
            "null");

    private final Random random;

    RandomRecipes(long seed) {
        random = new Random(seed);
    }

    Recipe next() {
        SequencedMap<String, ModelSlot> models = new LinkedHashMap<>();
        for (String slot : names("m")) {
            models.put(slot, slot(slot));
        }
        SequencedMap<String, SourceFile> sources = new LinkedHashMap<>();
        for (String source : names("s")) {
            sources.put(source, new SourceFile(source, text(), any(SourceFile.Format.values()), Position.NONE));
        }
        List<Column> columns = new ArrayList<>();
        for (String name : names("c")) {
            columns.add(column(name, List.copyOf(models.keySet())));
        }
        String name = "r" + random.nextInt(100);
        return new Recipe(
                name,
                some(name, this::text),
                some("", this::text),
                some("", this::text),
                some(0L, random::nextLong),
                some(100L, () -> random.nextLong(1L << 40)),
                some(3, () -> random.nextInt(100)),
                models,
                sources,
                maybe(this::documents),
                columns,
                checks(),
                quotas(),
                output());
    }

    /** Makes up a column that asks one of some slots, where it asks any. */
    Column column(String name, List<String> slots) {
        String slot = slots.isEmpty() ? "none" : any(slots);
        return new Column(name, kind(slot), random.nextInt(4) == 0, maybe(this::text), checks(), Position.NONE);
    }

    private ColumnKind kind(String slot) {
        return switch (any(ColumnType.values())) {
            case CATEGORY -> new ColumnKind.Category(weighted());
            case SUBCATEGORY -> new ColumnKind.Subcategory(text(), map(this::weighted));
            case UNIFORM -> new ColumnKind.Uniform(number(), number(), maybeSmall());
            case NORMAL -> new ColumnKind.Normal(number(), number(), maybeNumber(), maybeNumber(), maybeSmall());
            case POISSON -> new ColumnKind.Poisson(number());
            case BERNOULLI -> new ColumnKind.Bernoulli(random.nextDouble());
            case INTEGER -> new ColumnKind.IntegerRange(random.nextLong(), random.nextLong());
            case DATETIME ->
                new ColumnKind.DateTime(
                        Instant.ofEpochSecond(random.nextInt()),
                        Instant.ofEpochMilli(random.nextLong(1L << 42)),
                        any(SamplerReader.UNITS.words().stream()
                                .map(word -> SamplerReader.UNITS.constant(word).orElseThrow())
                                .toList()));
            case UUID -> new ColumnKind.RandomUuid(some("", this::text));
            case PERSON ->
                new ColumnKind.Person(
                        some(SamplerReader.LOCALES, () -> List.of("de-DE", text())),
                        maybe(() -> any(List.of("female", "male"))),
                        some(18, () -> random.nextInt(100)),
                        some(90, () -> random.nextInt(100)));
            case PICK -> new ColumnKind.Pick(text(), maybe(this::text), any(ColumnKind.Pick.Order.values()));
            case CHUNK -> new ColumnKind.Chunk(some("text", this::text));
            case EXPRESSION -> new ColumnKind.Expression(text(), any(ValueType.values()));
            case TEXT -> new ColumnKind.Text(call(slot));
            case STRUCTURED -> new ColumnKind.Structured(call(slot), schema(0).toString());
            case CHOICE -> new ColumnKind.Choice(call(slot), texts());
            case SCORE -> score(slot);
            case CONVERSATION ->
                new ColumnKind.Conversation(
                        call(slot),
                        withoutPrompt(call(slot)),
                        some(1, () -> random.nextInt(9)),
                        some(3, () -> random.nextInt(9)));
            case TOOL_CONVERSATION ->
                new ColumnKind.ToolConversation(
                        call(slot),
                        random.nextBoolean() ? tools() : text(),
                        some(slot, this::text),
                        some(4, () -> random.nextInt(9)));
            case EMBEDDING -> new ColumnKind.Embedding(slot, text());
        };
    }

    private ColumnKind score(String slot) {
        List<String> judges = random.nextBoolean() ? List.of(slot) : List.of(slot, "another");
        return new ColumnKind.Score(
                judges,
                call(slot),
                map(() -> some("", this::text)),
                some(1, random::nextInt),
                some(5, random::nextInt),
                random.nextBoolean(),
                maybe(() -> new ColumnKind.Score.Pair(text(), text())));
    }

    private ModelCall call(String slot) {
        return new ModelCall(
                slot,
                maybe(this::text),
                text(),
                maybe(this::sampling),
                some(512, random::nextInt),
                random.nextInt(4) == 0);
    }

    private static ModelCall withoutPrompt(ModelCall call) {
        return new ModelCall(call.model(), call.system(), "", call.sampling(), call.maxTokens(), call.reasoning());
    }

    private ModelSlot slot(String name) {
        return new ModelSlot(
                name,
                some("", this::text),
                maybeSmall(),
                some(Sampling.defaults(), this::sampling),
                maybeSmall(),
                Position.NONE);
    }

    private Sampling sampling() {
        return Sampling.builder()
                .temperature(some(0.8f, random::nextFloat))
                .topK(some(40, () -> random.nextInt(1000)))
                .topP(some(0.95f, random::nextFloat))
                .minP(some(0.05f, random::nextFloat))
                .repeatPenalty(some(1f, random::nextFloat))
                .mirostat(random.nextInt(3))
                .drySequenceBreakers(some(List.of("\n", ":", "\"", "*"), this::texts))
                .logitBias(some(Map.of(), () -> Map.of("17", random.nextFloat(), "4", -1f)))
                .build();
    }

    private DocumentSource documents() {
        int tokens = random.nextInt(1, 10_000);
        return new DocumentSource(
                maybe(this::text),
                some(512, () -> tokens),
                random.nextInt(100),
                some(1, () -> random.nextInt(9)),
                Position.NONE);
    }

    private List<RowCheck> checks() {
        List<RowCheck> checks = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            checks.add(check());
        }
        return checks;
    }

    private RowCheck check() {
        Position at = Position.NONE;
        return switch (random.nextInt(8)) {
            case 0 -> new RowCheck.Schema(schema(0).toString(), at);
            case 1 -> new RowCheck.Regex(text(), random.nextBoolean(), random.nextBoolean(), at);
            case 2 -> new RowCheck.Length(any(RowCheck.Length.Unit.values()), maybeLong(), maybeLong(), at);
            case 3 -> new RowCheck.Language(text(), some(0.5, random::nextDouble), at);
            case 4 -> new RowCheck.Parses(any(RowCheck.Parses.Syntax.values()), at);
            case 5 -> new RowCheck.Numeric(maybeNumber(), maybeNumber(), random.nextBoolean(), at);
            case 6 -> new RowCheck.Expression(text(), at);
            default -> {
                RowCheck.Novelty.Method method = any(RowCheck.Novelty.Method.values());
                yield new RowCheck.Novelty(
                        method,
                        maybe(this::text),
                        some(CheckReader.threshold(method), random::nextDouble),
                        maybe(this::text),
                        at);
            }
        };
    }

    private List<Quota> quotas() {
        List<Quota> quotas = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            quotas.add(new Quota(text(), map(() -> random.nextLong(1000)), Position.NONE));
        }
        return quotas;
    }

    private OutputShape output() {
        return some(OutputShape.RAW, () -> new OutputShape(any(OutputShape.Kind.values()), map(this::text)));
    }

    private List<Weighted> weighted() {
        Set<JsonElement> values = new LinkedHashSet<>();
        boolean onlyTexts = random.nextBoolean();
        for (int i = random.nextInt(5); i > 0; i--) {
            values.add(onlyTexts ? new JsonPrimitive(text()) : json(0));
        }
        boolean even = random.nextBoolean();
        return values.stream()
                .map(value -> new Weighted(value, even ? 1 : random.nextInt(5) / 2.0))
                .toList();
    }

    private JsonElement json(int depth) {
        return switch (random.nextInt(depth > 2 ? 5 : 7)) {
            case 0 -> JsonNull.INSTANCE;
            case 1 -> new JsonPrimitive(random.nextBoolean());
            case 2 -> new JsonPrimitive(random.nextLong());
            case 3 -> new JsonPrimitive(random.nextGaussian());
            case 4 -> new JsonPrimitive(text());
            case 5 -> {
                JsonArray array = new JsonArray();
                for (int i = random.nextInt(3); i > 0; i--) {
                    array.add(json(depth + 1));
                }
                yield array;
            }
            default -> schema(depth);
        };
    }

    private JsonObject schema(int depth) {
        JsonObject object = new JsonObject();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.add(text(), json(depth + 1));
        }
        return object;
    }

    private String tools() {
        JsonArray tools = new JsonArray();
        for (int i = random.nextInt(3); i > 0; i--) {
            JsonObject tool = new JsonObject();
            tool.addProperty("name", text());
            tool.addProperty("description", text());
            tool.add("parameters", schema(1));
            tools.add(tool);
        }
        return tools.toString();
    }

    private <T> SequencedMap<String, T> map(Supplier<T> value) {
        SequencedMap<String, T> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(), value.get());
        }
        return map;
    }

    private List<String> names(String prefix) {
        List<String> names = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            names.add(prefix + i);
        }
        return names;
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            texts.add(text());
        }
        return texts;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(any(WORDS)).append(random.nextBoolean() ? " " : "");
        }
        return text.toString();
    }

    private double number() {
        return random.nextBoolean() ? random.nextInt(-100, 100) : random.nextGaussian() * 1e6;
    }

    private OptionalDouble maybeNumber() {
        return random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(number());
    }

    private OptionalInt maybeSmall() {
        return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt());
    }

    private OptionalLong maybeLong() {
        return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong());
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(value.get());
    }

    private <T> T some(T usual, Supplier<T> other) {
        return random.nextBoolean() ? usual : other.get();
    }

    private <E extends Enum<E>> E any(E[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
