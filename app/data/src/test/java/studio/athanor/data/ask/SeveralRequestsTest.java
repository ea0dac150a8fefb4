package studio.athanor.data.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import studio.athanor.data.DataException.RecipeInvalid;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.CellSeed;
import studio.athanor.data.row.Rejection;
import studio.athanor.engines.grammar.gbnf.GbnfGrammar;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextRequest;

/** Cells that take several requests: scores, comparisons, conversations, tools. */
@Timeout(20)
class SeveralRequestsTest {

    private static final String HASH = "recipe-hash";
    private static final Map<String, JsonElement> ROW =
            Map.of("a", new JsonPrimitive("good"), "b", new JsonPrimitive("bad"), "city", new JsonPrimitive("Rome"));
    private static final String TOOLS = """
            [{"name":"weather","description":"Tells the weather.",
              "parameters":{"type":"object","properties":{"city":{"$ref":"#/$defs/city"}},"required":["city"],
                            "$defs":{"city":{"enum":["Rome","Oslo"]}}},
              "result":{"type":"object","properties":{"degrees":{"type":"integer"}},"required":["degrees"]}}]""";

    private static Asking.Answer ask(ColumnKind kind, Map<String, FakeTextEngine> engines) throws Exception {
        Recipe recipe = Recipes.of(kind);
        return Asking.of(recipe, HASH, slot -> List.<TextEngine>of(Objects.requireNonNull(engines.get(slot))))
                .ask(recipe.columns().getFirst(), 2, 0, ROW);
    }

    /** Returns an engine that says one line after another. */
    private static FakeTextEngine script(String... lines) {
        Deque<String> left = new ArrayDeque<>(List.of(lines));
        return new FakeTextEngine(_ -> FakeTextEngine.Line.of(left.remove()));
    }

    private static String lastMessage(TextRequest request) {
        return ((Prompt.Conversation) request.prompt()).messages().getLast().content();
    }

    private static SequencedMap<String, String> criteria(String... names) {
        SequencedMap<String, String> criteria = new LinkedHashMap<>();
        for (String name : names) {
            criteria.put(name, "how " + name + " it is");
        }
        return criteria;
    }

    private static ColumnKind.Score score(List<String> judges, boolean reasons, Optional<ColumnKind.Score.Pair> pair) {
        return new ColumnKind.Score(
                judges,
                Recipes.call(judges.getFirst(), "Judge.", pair.isPresent() ? "1: {{ a }} 2: {{ b }}" : "{{ a }}"),
                criteria("clear", "true"),
                1,
                5,
                reasons,
                pair);
    }

    @Test
    void scoresByEachCriterion() throws Exception {
        FakeTextEngine judge = script("{\"reasons\":\"Fine.\",\"scores\":{\"clear\":4,\"true\":5}}");

        Asking.Answer answer = ask(score(List.of("writer"), true, Optional.empty()), Map.of("writer", judge));

        assertThat(answer.value())
                .hasToString("{\"clear\":4,\"true\":5,\"score\":4.5,\"agreement\":null,\"reasons\":[\"Fine.\"]}");
        assertThat(answer.rejection()).isEmpty();
        String system = ((Prompt.Conversation) judge.requests.getFirst().prompt())
                .messages()
                .getFirst()
                .content();
        assertThat(system)
                .startsWith("Judge.\n\n")
                .contains("- clear: how clear it is")
                .contains("from 1 (worst) to 5");
    }

    @Test
    void takesTheMeanOfJudgesAndTellsHowTheyAgree() throws Exception {
        Map<String, FakeTextEngine> judges = Map.of(
                "writer", script("{\"scores\":{\"clear\":4,\"true\":5}}"),
                "second", script("{\"scores\":{\"clear\":3,\"true\":2}}"),
                "third", script("{\"scores\":{\"clear\":5,\"true\":5}}"));

        Asking.Answer answer = ask(score(List.of("writer", "second", "third"), false, Optional.empty()), judges);

        JsonObject value = answer.value().getAsJsonObject();
        assertThat(value.get("clear").getAsDouble()).isEqualTo(4);
        assertThat(value.get("true").getAsDouble()).isEqualTo(4);
        assertThat(value.get("score").getAsDouble()).isEqualTo(4);
        // clear: 4-3 and 4-5 are close, 3-5 is not; true: 5-5 is close, the others are not
        assertThat(value.get("agreement").getAsDouble()).isEqualTo(3 / 6.0);
        assertThat(value.has("reasons")).isFalse();
        assertThat(answer.promptTokens()).isEqualTo(30);
        JsonArray steps = JsonParser.parseString(answer.prompt()).getAsJsonArray();
        assertThat(steps).hasSize(3);
        assertThat(steps.get(1).getAsJsonObject().get("seed").getAsLong())
                .isEqualTo(CellSeed.of(HASH, "c0#judge2", 2, 0));
    }

    @Test
    void comparesInBothOrders() throws Exception {
        Optional<ColumnKind.Score.Pair> pair = Optional.of(new ColumnKind.Score.Pair("a", "b"));
        FakeTextEngine steady = script("{\"winner\":\"first\"}", "{\"winner\":\"second\"}");
        FakeTextEngine swayed = script("{\"winner\":\"first\"}", "{\"winner\":\"first\"}");

        Asking.Answer clear = ask(score(List.of("writer"), false, pair), Map.of("writer", steady));
        Asking.Answer unclear = ask(score(List.of("writer"), false, pair), Map.of("writer", swayed));

        assertThat(clear.value()).hasToString("{\"winner\":\"first\",\"consistent\":true,\"agreement\":null}");
        assertThat(unclear.value()).hasToString("{\"winner\":\"tie\",\"consistent\":false,\"agreement\":null}");
        assertThat(steady.requests)
                .extracting(SeveralRequestsTest::lastMessage)
                .containsExactly("1: good 2: bad", "1: bad 2: good");
    }

    @Test
    void letsJudgesVote() throws Exception {
        Optional<ColumnKind.Score.Pair> pair = Optional.of(new ColumnKind.Score.Pair("a", "b"));
        Map<String, FakeTextEngine> judges = Map.of(
                "writer", script("{\"winner\":\"second\"}", "{\"winner\":\"first\"}"),
                "second", script("{\"winner\":\"second\"}", "{\"winner\":\"first\"}"),
                "third", script("{\"winner\":\"first\"}", "{\"winner\":\"first\"}"));

        Asking.Answer answer = ask(score(List.of("writer", "second", "third"), false, pair), judges);

        JsonObject value = answer.value().getAsJsonObject();
        assertThat(value.get("winner").getAsString()).isEqualTo("second");
        assertThat(value.get("consistent").getAsBoolean()).isFalse();
        assertThat(value.get("agreement").getAsDouble()).isEqualTo(1 / 3.0);
    }

    @Test
    void refusesACriterionNamedAsAField() {
        ColumnKind kind = new ColumnKind.Score(
                List.of("writer"), Recipes.call("Hi"), criteria("score"), 1, 5, false, Optional.empty());

        assertThat(catchThrowableOfType(RecipeInvalid.class, () -> Asking.of(Recipes.of(kind), HASH, _ -> List.of())))
                .hasMessageContaining("criterion");
    }

    @Test
    void letsTwoModelsTalkInTurn() throws Exception {
        FakeTextEngine user = script("Hello?", "And now?");
        FakeTextEngine assistant = script("Hi!", "Now it rains.");
        ColumnKind kind = new ColumnKind.Conversation(
                Recipes.call(
                        "writer",
                        "You play {{ a }}.",
                        "Turn {{ turn }} of {{ turns }}:{% for m in messages %} {{ m.role }}={{ m.content }}{% endfor %}"),
                Recipes.call("second", "Help in {{ city }}.", ""),
                2,
                2);

        Asking.Answer answer = ask(kind, Map.of("writer", user, "second", assistant));

        assertThat(answer.value())
                .hasToString("[{\"role\":\"user\",\"content\":\"Hello?\"},{\"role\":\"assistant\",\"content\":\"Hi!\"},"
                        + "{\"role\":\"user\",\"content\":\"And now?\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Now it rains.\"}]");
        assertThat(user.requests)
                .extracting(SeveralRequestsTest::lastMessage)
                .containsExactly("Turn 1 of 2:", "Turn 2 of 2: user=Hello? assistant=Hi!");
        assertThat(((Prompt.Conversation) assistant.requests.get(1).prompt()).messages())
                .extracting(Message::content)
                .containsExactly("Help in Rome.", "Hello?", "Hi!", "And now?");
        assertThat(assistant.requests.get(1).sampling().seed())
                .hasValue(CellSeed.forEngine(CellSeed.of(HASH, "c0#turn4", 2, 0)));
    }

    @Test
    void drawsTheNumberOfTurnsFromTheSeed() throws Exception {
        Recipe recipe =
                Recipes.of(new ColumnKind.Conversation(Recipes.call("Say."), Recipes.call("second", "", ""), 1, 3));
        Asking asking = Asking.of(recipe, HASH, _ -> List.of(FakeTextEngine.saying("x")));
        int[] seen = new int[4];
        for (int row = 0; row < 60; row++) {
            int turns = asking.ask(recipe.columns().getFirst(), row, 0, ROW)
                            .value()
                            .getAsJsonArray()
                            .size()
                    / 2;
            assertThat(asking.ask(recipe.columns().getFirst(), row, 0, ROW)
                            .value()
                            .getAsJsonArray())
                    .hasSize(2 * turns);
            seen[turns]++;
        }

        assertThat(seen[1]).isPositive();
        assertThat(seen[2]).isPositive();
        assertThat(seen[3]).isPositive();
    }

    @Test
    void rejectsAConversationWithAnEmptyTurn() throws Exception {
        ColumnKind kind = new ColumnKind.Conversation(Recipes.call("Say."), Recipes.call("second", "", ""), 2, 2);

        Asking.Answer answer = ask(kind, Map.of("writer", script("Hello?"), "second", script(" ")));

        Rejection rejection = answer.rejection().orElseThrow();
        assertThat(rejection.reason()).isEqualTo("empty");
        assertThat(rejection.detail()).contains("turn2");
        assertThat(answer.value().getAsJsonArray()).hasSize(1);
    }

    @Test
    void callsToolsThatAModelPlays() throws Exception {
        FakeTextEngine assistant = script(
                "{\"name\":\"weather\",\"arguments\":{\"city\":\"Rome\"}}", "{\"answer\":\"It is 21 degrees.\"}");
        FakeTextEngine player = script("{\"degrees\":21}");
        ColumnKind kind = new ColumnKind.ToolConversation(
                Recipes.call("writer", "Be kind.", "How warm is it in {{ city }}?"), TOOLS, "second", 3);

        Asking.Answer answer = ask(kind, Map.of("writer", assistant, "second", player));

        JsonArray messages = answer.value().getAsJsonArray();
        assertThat(messages).hasSize(4);
        assertThat(messages.get(0)).hasToString("{\"role\":\"user\",\"content\":\"How warm is it in Rome?\"}");
        JsonObject call = messages.get(1)
                .getAsJsonObject()
                .getAsJsonArray("tool_calls")
                .get(0)
                .getAsJsonObject();
        assertThat(call.getAsJsonObject("function"))
                .hasToString("{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Rome\\\"}\"}");
        assertThat(call.get("id").getAsString()).matches("[a-z0-9]{9}");
        assertThat(messages.get(2).getAsJsonObject().get("tool_call_id")).isEqualTo(call.get("id"));
        assertThat(messages.get(2).getAsJsonObject().get("content").getAsString())
                .isEqualTo("{\"degrees\":21}");
        assertThat(messages.get(3)).hasToString("{\"role\":\"assistant\",\"content\":\"It is 21 degrees.\"}");
        assertThat(lastMessage(assistant.requests.get(1))).isEqualTo("Result of weather: {\"degrees\":21}");
        assertThat(lastMessage(player.requests.getFirst())).isEqualTo("Arguments: {\"city\":\"Rome\"}");
        assertThat(ask(
                                kind,
                                Map.of(
                                        "writer",
                                        script(
                                                "{\"name\":\"weather\",\"arguments\":{\"city\":\"Rome\"}}",
                                                "{\"answer\":\"It is 21 degrees.\"}"),
                                        "second",
                                        script("{\"degrees\":21}")))
                        .value())
                .isEqualTo(messages);
    }

    @Test
    void answersWhenItsCallsAreUsedUp() throws Exception {
        FakeTextEngine assistant =
                script("{\"name\":\"weather\",\"arguments\":{\"city\":\"Oslo\"}}", "{\"answer\":\"Cold.\"}");
        ColumnKind kind = new ColumnKind.ToolConversation(Recipes.call("Hi"), TOOLS, "second", 1);

        Asking.Answer answer = ask(kind, Map.of("writer", assistant, "second", script("{\"degrees\":-3}")));

        assertThat(answer.rejection()).isEmpty();
        assertThat(assistant.requests.get(0).constraint())
                .isNotEqualTo(assistant.requests.get(1).constraint());
    }

    @Test
    void takesToolsFromTheRow() throws Exception {
        ColumnKind kind =
                new ColumnKind.ToolConversation(Recipes.call("Hi"), "[{\"name\":\"{{ a }}-tool\"}]", "second", 1);
        ColumnKind broken = new ColumnKind.ToolConversation(Recipes.call("Hi"), "[{{ a }}]", "second", 1);

        Asking.Answer answer = ask(
                kind,
                Map.of(
                        "writer", script("{\"name\":\"good-tool\",\"arguments\":{}}", "{\"answer\":\"Done.\"}"),
                        "second", script("{}")));
        Asking.Answer refused = ask(broken, Map.of("writer", script(), "second", script()));

        assertThat(answer.value().toString()).contains("good-tool");
        assertThat(refused.rejection().orElseThrow().reason()).isEqualTo("schema");
    }

    @Test
    void holdsArgumentsToTheToolsOwnSchema() throws Exception {
        ToolSet tools = ToolSet.of(TOOLS);
        GbnfGrammar turn = GbnfGrammar.parse(tools.turn().gbnf());

        assertThat(turn.accepts("{\"name\":\"weather\",\"arguments\":{\"city\":\"Oslo\"}}"))
                .isTrue();
        assertThat(turn.accepts("{\"name\":\"weather\",\"arguments\":{\"city\":\"Bonn\"}}"))
                .isFalse();
        assertThat(turn.accepts("{\"name\":\"time\",\"arguments\":{}}")).isFalse();
        assertThat(turn.accepts("{\"answer\":\"Yes.\"}")).isTrue();
        assertThat(turn.accepts("{\"answer\":\"Two\\nlines, \\\"so\\\".\"}")).isTrue();
        assertThat(turn.accepts("{\"answer\":\"\"}")).isFalse();
        assertThat(turn.accepts("{\"answer\":\" \\n\"}")).isFalse();
    }
}
