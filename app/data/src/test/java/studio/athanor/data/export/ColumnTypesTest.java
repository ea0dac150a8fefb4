package studio.athanor.data.export;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.athanor.data.testkit.Recipes.column;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ColumnKind.Pick.Order;
import studio.athanor.data.recipe.Weighted;
import studio.athanor.data.row.ValueType;
import studio.athanor.data.testkit.Recipes;

class ColumnTypesTest {

    @Test
    void knowsWhatSamplersGive() {
        assertType(category("\"a\"", "\"b\""), ValueType.TEXT);
        assertType(category("1", "2"), ValueType.INTEGER);
        assertType(category("1", "2.5"), ValueType.NUMBER);
        assertType(category("1", "\"many\""), ValueType.TEXT);
        assertType(category("true", "null"), ValueType.BOOLEAN);
        assertType(category("{\"a\":1}", "\"b\""), ValueType.JSON);
        assertType(category("[\"a\"]", "[\"b\",\"c\"]"), ValueType.TEXTS);
        assertType(
                new ColumnKind.Subcategory(
                        "parent",
                        new LinkedHashMap<>(Map.of(
                                "x", category("1").values(), "y", category("2").values()))),
                ValueType.INTEGER);
        assertType(new ColumnKind.Uniform(0, 1, OptionalInt.of(0)), ValueType.NUMBER);
        assertType(
                new ColumnKind.Normal(0, 1, OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty()),
                ValueType.NUMBER);
        assertType(new ColumnKind.Poisson(3), ValueType.INTEGER);
        assertType(new ColumnKind.Bernoulli(0.5), ValueType.BOOLEAN);
        assertType(new ColumnKind.IntegerRange(1, 3), ValueType.INTEGER);
        assertType(
                new ColumnKind.DateTime(Instant.EPOCH, Instant.EPOCH.plusSeconds(9), ChronoUnit.SECONDS),
                ValueType.TIMESTAMP);
        assertType(new ColumnKind.RandomUuid(""), ValueType.UUID);
        assertType(new ColumnKind.RandomUuid("ticket-"), ValueType.TEXT);
        assertType(new ColumnKind.Person(List.of("en"), Optional.empty(), 18, 90), ValueType.JSON);
        assertType(new ColumnKind.Chunk("text"), ValueType.TEXT);
        assertType(new ColumnKind.Chunk("page"), ValueType.INTEGER);
    }

    @Test
    void knowsWhatModelsWrite() {
        assertType(Recipes.text(), ValueType.TEXT);
        assertType(new ColumnKind.Structured(Recipes.call(), "{\"type\":\"object\"}"), ValueType.JSON);
        assertType(new ColumnKind.Structured(Recipes.call(), "{\"type\":\"integer\"}"), ValueType.INTEGER);
        assertType(new ColumnKind.Structured(Recipes.call(), "no json"), ValueType.JSON);
        assertType(new ColumnKind.Choice(Recipes.call(), List.of("a")), ValueType.TEXT);
        assertType(new ColumnKind.Conversation(Recipes.call(), Recipes.call(), 1, 2), ValueType.MESSAGES);
        assertType(new ColumnKind.ToolConversation(Recipes.call(), "[]", "writer", 1), ValueType.MESSAGES);
        assertType(new ColumnKind.Embedding("writer", "{{ a }}"), ValueType.VECTOR);
        assertType(new ColumnKind.Expression("{{ 1 }}", ValueType.NUMBER), ValueType.NUMBER);
    }

    @Test
    void leavesWhatOnlyAFileTellsToTheRows() {
        assertThat(known(new ColumnKind.Pick("lines", Optional.of("a"), Order.IN_ORDER)))
                .isEmpty();
        assertThat(known(new ColumnKind.Pick("table", Optional.of("a"), Order.IN_ORDER)))
                .contains(ValueType.TEXT);
        assertThat(known(new ColumnKind.Pick("lines", Optional.empty(), Order.IN_ORDER)))
                .contains(ValueType.JSON);
    }

    @Test
    void seesMessagesInValues() {
        SeenType seen = new SeenType();
        seen.add(JsonParser.parseString("[{\"role\":\"user\",\"content\":\"a\"}]"));
        seen.add(JsonParser.parseString("null"));
        assertThat(seen.type()).isEqualTo(ValueType.MESSAGES);
        seen.add(JsonParser.parseString("5"));
        assertThat(seen.type()).isEqualTo(ValueType.JSON);
    }

    private static void assertType(ColumnKind kind, ValueType type) {
        assertThat(ColumnTypes.of(Recipes.of(column("x", kind)))).containsExactly(Map.entry("x", type));
    }

    private static Optional<ValueType> known(ColumnKind kind) {
        return ColumnTypes.known(Recipes.of(), column("x", kind));
    }

    private static ColumnKind.Category category(String... json) {
        return new ColumnKind.Category(List.of(json).stream()
                .<JsonElement>map(JsonParser::parseString)
                .map(value -> new Weighted(value, 1))
                .toList());
    }
}
