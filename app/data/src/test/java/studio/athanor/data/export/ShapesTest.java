package studio.athanor.data.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.athanor.data.testkit.Recipes.column;
import static studio.athanor.data.testkit.Recipes.row;
import static studio.athanor.data.testkit.Recipes.shape;
import static studio.athanor.data.testkit.Recipes.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.athanor.data.DataException;
import studio.athanor.data.export.RowShape.Shaped;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.recipe.OutputShape.Kind;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.run.RunRow;
import studio.athanor.data.testkit.Recipes;

class ShapesTest {

    private static final ColumnKind TALK = new ColumnKind.Conversation(Recipes.call(), Recipes.call(), 1, 2);
    private static final ColumnKind TOOL_TALK = new ColumnKind.ToolConversation(Recipes.call(), "[]", "writer", 1);

    private static final Recipe PAIR =
            Recipes.of(column("question", text()), column("reply", text()), column("persona", text()));
    private static final RunRow ASKED =
            row(0, "question", "\"Why?\"", "reply", "\"Because.\"", "persona", "\"Be kind.\"");

    @Test
    void leavesDroppedColumnsOutAndKeepsOrder() throws Exception {
        Recipe recipe = Recipes.of(column("b", text()), Recipes.dropped("hidden", text()), column("a", text()));
        assertThat(shaped(recipe, OutputShape.RAW, row(0, "a", "\"1\"", "b", "null", "hidden", "\"x\"")))
                .isEqualTo("{b=null, a=\"1\"}");
    }

    @Test
    void renamesAndRendersRawFields() throws Exception {
        assertThat(shaped(PAIR, shape(Kind.RAW, Map.of("text", "{{ question }} {{ reply | upper }}")), ASKED))
                .isEqualTo("{text=\"Why? BECAUSE.\"}");
    }

    @Test
    void makesMessagesOfQuestionAndAnswer() throws Exception {
        OutputShape shape = shape(Kind.CHATML, Map.of("response", "reply", "system", "persona"));
        assertThat(shaped(PAIR, shape, ASKED))
                .isEqualTo(
                        "{messages=[{\"role\":\"system\",\"content\":\"Be kind.\"},"
                                + "{\"role\":\"user\",\"content\":\"Why?\"},{\"role\":\"assistant\",\"content\":\"Because.\"}]}");
    }

    @Test
    void takesTheOnlyConversationThereIs() throws Exception {
        Recipe recipe = Recipes.of(column("talk", TALK));
        RunRow row =
                row(0, "talk", "[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"}]");
        assertThat(shaped(recipe, shape(Kind.CHATML, Map.of()), row))
                .isEqualTo(
                        "{messages=[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"}]}");
        assertThat(shaped(recipe, shape(Kind.SHAREGPT, Map.of()), row))
                .isEqualTo("{conversations=[{\"from\":\"human\",\"value\":\"a\"},{\"from\":\"gpt\",\"value\":\"b\"}]}");
    }

    @Test
    void saysToolsInTheWordsOfShareGpt() throws Exception {
        Recipe recipe = Recipes.of(column("talk", TOOL_TALK), column("offered", text()));
        RunRow row = row(0, "offered", "[{\"name\":\"add\"}]", "talk", """
                [{"role":"user","content":"2+2?"},
                 {"role":"assistant","content":"","tool_calls":[{"id":"1","type":"function","function":{"name":"add","arguments":"{}"}}]},
                 {"role":"tool","content":"4","tool_call_id":"1","name":"add"},
                 {"role":"assistant","content":"4"}]
                """);
        assertThat(shaped(recipe, shape(Kind.SHAREGPT, Map.of("tools", "offered")), row))
                .isEqualTo("{conversations=[{\"from\":\"human\",\"value\":\"2+2?\"},"
                        + "{\"from\":\"function_call\",\"value\":\"{\\\"name\\\":\\\"add\\\",\\\"arguments\\\":\\\"{}\\\"}\"},"
                        + "{\"from\":\"observation\",\"value\":\"4\"},{\"from\":\"gpt\",\"value\":\"4\"}],"
                        + " tools=\"[{\\\"name\\\":\\\"add\\\"}]\"}");
    }

    @Test
    void makesInstructionsWithoutInput() throws Exception {
        assertThat(shaped(PAIR, shape(Kind.ALPACA, Map.of("output", "reply")), ASKED))
                .isEqualTo("{instruction=\"Why?\", input=\"\", output=\"Because.\"}");
    }

    @Test
    void makesPairsOfTextsAndOfMessages() throws Exception {
        Recipe recipe = Recipes.of(
                column("prompt", text()), column("a", text()), column("b", text()), column("persona", text()));
        RunRow row = row(0, "prompt", "\"p\"", "a", "\"good\"", "b", "\"bad\"", "persona", "\"s\"");
        assertThat(shaped(recipe, shape(Kind.DPO, Map.of("chosen", "a", "rejected", "b")), row))
                .isEqualTo("{prompt=\"p\", chosen=\"good\", rejected=\"bad\"}");
        assertThat(shaped(recipe, shape(Kind.DPO, Map.of("chosen", "a", "rejected", "b", "system", "persona")), row))
                .isEqualTo("{prompt=[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"p\"}],"
                        + " chosen=[{\"role\":\"assistant\",\"content\":\"good\"}],"
                        + " rejected=[{\"role\":\"assistant\",\"content\":\"bad\"}]}");
    }

    @Test
    void asksWithMessagesWherePairsHaveThem() throws Exception {
        Recipe recipe = Recipes.of(column("talk", TALK), column("chosen", text()), column("rejected", text()));
        RunRow row = row(0, "talk", "[{\"role\":\"user\",\"content\":\"p\"}]", "chosen", "\"y\"", "rejected", "\"n\"");
        assertThat(shaped(recipe, shape(Kind.DPO, Map.of("messages", "talk")), row))
                .isEqualTo("{prompt=[{\"role\":\"user\",\"content\":\"p\"}],"
                        + " chosen=[{\"role\":\"assistant\",\"content\":\"y\"}],"
                        + " rejected=[{\"role\":\"assistant\",\"content\":\"n\"}]}");
    }

    @Test
    void takesTheBetterOneByAVerdictAndLeavesTiesOut() throws Exception {
        Recipe recipe = Recipes.of(
                column("prompt", text()), column("a", text()), column("b", text()), column("verdict", text()));
        OutputShape shape = shape(
                Kind.DPO,
                Map.of(
                        "chosen",
                                "{% if verdict.winner == 'first' %}{{ a }}{% elif verdict.winner == 'second' %}{{ b }}{% endif %}",
                        "rejected",
                                "{% if verdict.winner == 'first' %}{{ b }}{% elif verdict.winner == 'second' %}{{ a }}{% endif %}"));
        assertThat(shaped(recipe, shape, judged("second"))).isEqualTo("{prompt=\"p\", chosen=\"y\", rejected=\"x\"}");
        assertThat(shaped(recipe, shape, judged("tie"))).isEqualTo("lacks chosen");
    }

    @Test
    void readsLabelsAsPeopleWriteThem() throws Exception {
        Recipe recipe = Recipes.of(column("prompt", text()), column("completion", text()), column("score", text()));
        OutputShape shape = shape(Kind.KTO, Map.of("label", "{{ score >= 4 }}"));
        assertThat(shaped(recipe, shape, row(0, "prompt", "\"p\"", "completion", "\"c\"", "score", "4")))
                .isEqualTo("{prompt=\"p\", completion=\"c\", label=true}");
        OutputShape words = shape(Kind.KTO, Map.of("label", "score"));
        assertThat(shaped(recipe, words, row(0, "prompt", "\"p\"", "completion", "\"c\"", "score", "\"Bad\"")))
                .isEqualTo("{prompt=\"p\", completion=\"c\", label=false}");
        assertThat(shaped(recipe, words, row(0, "prompt", "\"p\"", "completion", "\"c\"", "score", "\"hm\"")))
                .isEqualTo("lacks label");
        assertThat(shaped(recipe, words, row(0, "prompt", "\"p\"", "completion", "\"c\"", "score", "false")))
                .isEqualTo("{prompt=\"p\", completion=\"c\", label=false}");
    }

    @Test
    void saysWhatARowLacks() throws Exception {
        OutputShape shape = shape(Kind.ALPACA, Map.of("output", "reply"));
        assertThat(shaped(PAIR, shape, row(0, "question", "\"Why?\"", "reply", "\" \"")))
                .isEqualTo("lacks output");
        assertThat(shaped(PAIR, shape, row(0, "question", "null", "reply", "\"x\"")))
                .isEqualTo("lacks instruction");
    }

    @Test
    void saysWhatAShapeLacksOrDoesNotKnow() {
        assertRefused(PAIR, shape(Kind.DPO, Map.of()), "The shape dpo needs a field \"chosen\"");
        assertRefused(PAIR, shape(Kind.CHATML, Map.of("response", "nothing")), "\"nothing\", which is no column");
        assertRefused(PAIR, shape(Kind.ALPACA, Map.of("chosen", "reply")), "The shape alpaca has no field \"chosen\"");
        assertRefused(PAIR, shape(Kind.RAW, Map.of("x", "{{ broken")), "The template of the output's field x");
        assertRefused(Recipes.of(column("a", text())), shape(Kind.SHAREGPT, Map.of()), "needs a field \"messages\"");
    }

    private static void assertRefused(Recipe recipe, OutputShape shape, String words) {
        assertThatThrownBy(() -> Shapes.of(recipe, shape, ColumnFields.of(recipe, Map.of())))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessageContaining(words);
    }

    private static RunRow judged(String winner) {
        return row(0, "prompt", "\"p\"", "a", "\"x\"", "b", "\"y\"", "verdict", "{\"winner\":\"" + winner + "\"}");
    }

    private static String shaped(Recipe recipe, OutputShape shape, RunRow row) throws Exception {
        RowShape made = Shapes.of(recipe, shape, ColumnFields.of(recipe, Map.of()));
        return switch (made.shape(row)) {
            case Shaped.Lacking lacking -> "lacks " + lacking.field();
            case Shaped.Whole whole -> {
                List<String> fields = new ArrayList<>();
                for (int i = 0; i < whole.values().size(); i++) {
                    fields.add(
                            made.fields().get(i).name() + "=" + whole.values().get(i));
                }
                yield "{" + String.join(", ", fields) + "}";
            }
        };
    }
}
