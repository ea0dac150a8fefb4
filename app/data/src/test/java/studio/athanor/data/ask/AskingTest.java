package studio.athanor.data.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import studio.athanor.data.DataException.RecipeInvalid;
import studio.athanor.data.Problem;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ModelCall;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.CellSeed;
import studio.athanor.data.row.Position;
import studio.athanor.data.row.Rejection;
import studio.athanor.engines.grammar.gbnf.GbnfGrammar;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.text.OutputConstraint;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.TextRequest;

@Timeout(20)
class AskingTest {

    private static final String HASH = "recipe-hash";
    private static final Map<String, JsonElement> ROW = Map.of(
            "topic", new JsonPrimitive("rain"),
            "level", new JsonPrimitive(3),
            "tags", JsonParser.parseString("[\"wet\",\"cold\"]"));

    private static Asking.Answer ask(ColumnKind kind, FakeTextEngine engine) throws Exception {
        Recipe recipe = Recipes.of(kind);
        return Asking.of(recipe, HASH, _ -> List.of(engine))
                .ask(recipe.columns().getFirst(), 5, 1, ROW);
    }

    private static String reason(Asking.Answer answer) {
        return answer.rejection().map(Rejection::reason).orElse("none");
    }

    private static GbnfGrammar grammar(TextRequest request) throws Exception {
        return GbnfGrammar.parse(((OutputConstraint.Gbnf) request.constraint()).grammar());
    }

    @Test
    void writesTextWithItsPromptAndFigures() throws Exception {
        FakeTextEngine engine = FakeTextEngine.saying("  It rains.\n");
        ColumnKind kind = new ColumnKind.Text(Recipes.call("writer", "Be short.\n", "Write about {{ topic }}.\n"));

        Asking.Answer answer = ask(kind, engine);

        assertThat(answer.value()).isEqualTo(new JsonPrimitive("It rains."));
        assertThat(answer.prompt())
                .isEqualTo("[{\"role\":\"system\",\"content\":\"Be short.\"},"
                        + "{\"role\":\"user\",\"content\":\"Write about rain.\"}]");
        assertThat(answer.output()).isEqualTo("  It rains.\n");
        assertThat(answer.slot()).isEqualTo("writer");
        assertThat(answer.grammarHash()).isEmpty();
        assertThat(answer.promptTokens()).isEqualTo(10);
        assertThat(answer.reusedTokens()).isEqualTo(4);
        assertThat(answer.generatedTokens()).isEqualTo(12);
        assertThat(answer.rejection()).isEmpty();
    }

    @Test
    void derivesTheSeedFromTheCellAndTakesTheSlotsSampling() throws Exception {
        FakeTextEngine engine = FakeTextEngine.saying("x");

        Asking.Answer answer = ask(new ColumnKind.Text(Recipes.call("Hi")), engine);

        long seed = CellSeed.of(HASH, "c0", 5, 1);
        assertThat(answer.seed()).isEqualTo(seed);
        Sampling used = engine.requests.getFirst().sampling();
        assertThat(used.seed()).hasValue(CellSeed.forEngine(seed));
        assertThat(used.temperature()).isEqualTo(0.5f);
    }

    @Test
    void takesTheColumnsOwnSampling() throws Exception {
        FakeTextEngine engine = FakeTextEngine.saying("x");
        Sampling own = Sampling.builder().temperature(0).build();

        var _ = ask(
                new ColumnKind.Text(new ModelCall("writer", Optional.empty(), "Hi", Optional.of(own), 7, false)),
                engine);

        assertThat(engine.requests.getFirst().sampling().temperature()).isZero();
        assertThat(engine.requests.getFirst().maxTokens()).isEqualTo(7);
    }

    @Test
    void keepsReasoningApart() throws Exception {
        FakeTextEngine engine = new FakeTextEngine(
                _ -> new FakeTextEngine.Line("Hm.", "Yes.", StopReason.END_OF_TURN, Optional.empty()));
        ModelCall call = new ModelCall("writer", Optional.empty(), "Hi", Optional.empty(), 64, true);

        Asking.Answer answer = ask(new ColumnKind.Text(call), engine);

        assertThat(answer.value().getAsString()).isEqualTo("Yes.");
        assertThat(answer.output()).isEqualTo("<think>Hm.</think>Yes.");
        assertThat(((Prompt.Conversation) engine.requests.getFirst().prompt()).variables())
                .containsEntry("enable_thinking", "true");
    }

    @Test
    void rejectsTextThatWasCutOrIsBlank() throws Exception {
        ColumnKind kind = new ColumnKind.Text(Recipes.call("Hi"));

        Asking.Answer cut = ask(kind, new FakeTextEngine(_ -> FakeTextEngine.Line.cut("And then")));
        Asking.Answer blank = ask(kind, FakeTextEngine.saying(" \n"));

        assertThat(reason(cut)).isEqualTo("truncated");
        assertThat(cut.value().getAsString()).isEqualTo("And then");
        assertThat(reason(blank)).isEqualTo("empty");
    }

    @Test
    void rejectsAPromptThatDoesNotFitWithBothCounts() throws Exception {
        FakeTextEngine engine = new FakeTextEngine(_ -> FakeTextEngine.Line.failed(Failure.Kind.CONTEXT_FULL));

        Asking.Answer answer = ask(new ColumnKind.Text(Recipes.call("Hi")), engine);

        assertThat(reason(answer)).isEqualTo("prompt-too-long");
        assertThat(answer.rejection().orElseThrow().detail()).contains("300").contains("256");
        assertThat(answer.prompt()).contains("Hi");
    }

    @Test
    void throwsWhatAnotherSeedDoesNotMend() {
        FakeTextEngine engine = new FakeTextEngine(_ -> FakeTextEngine.Line.failed(Failure.Kind.WORKER_DIED));

        assertThatThrownBy(() -> ask(new ColumnKind.Text(Recipes.call("Hi")), engine))
                .isInstanceOf(EngineException.WorkerDied.class);
    }

    @Test
    void cancelsTheRequestWhenInterrupted() throws Exception {
        FakeTextEngine engine = new FakeTextEngine(_ -> FakeTextEngine.HANGS);
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread asking = Thread.ofVirtual().start(() -> {
            try {
                var _ = ask(new ColumnKind.Text(Recipes.call("Hi")), engine);
            } catch (InterruptedException e) {
                interrupted.countDown();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        asking.interrupt();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(engine.requests.isEmpty() || engine.cancelled.await(10, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void bindsASchemaToTheRow() throws Exception {
        String schema = """
                {"type":"object","properties":{"topic":{"const":"{{ topic }}"},"level":{"const":"{{ level }}"},
                "next":{"const":"level {{ level + 1 }}"},"tag":{"enum":"{{ tags }}"}},
                "required":["topic","level","next","tag"]}""";
        FakeTextEngine engine =
                FakeTextEngine.saying("{\"topic\":\"rain\",\"level\":3,\"next\":\"level 4\",\"tag\":\"cold\"}");

        Asking.Answer answer = ask(new ColumnKind.Structured(Recipes.call("Hi"), schema), engine);

        GbnfGrammar grammar = grammar(engine.requests.getFirst());
        assertThat(grammar.accepts(answer.output())).isTrue();
        assertThat(grammar.accepts(answer.output().replace("cold", "warm"))).isFalse();
        assertThat(grammar.accepts(answer.output().replace("3", "\"3\""))).isFalse();
        assertThat(answer.grammarHash()).hasSize(64);
        assertThat(answer.rejection()).isEmpty();
        assertThat(answer.value().getAsJsonObject().get("next").getAsString()).isEqualTo("level 4");
    }

    @Test
    void keepsNumbersAsTheyAreWritten() throws Exception {
        FakeTextEngine engine = FakeTextEngine.saying("[0.1000000000000000000001, 12345678901234567890, 1.50]");
        String schema = "{\"type\":\"array\",\"items\":{\"type\":\"number\"}}";

        Asking.Answer answer = ask(new ColumnKind.Structured(Recipes.call("Hi"), schema), engine);

        assertThat(answer.value()).hasToString("[0.1000000000000000000001,12345678901234567890,1.50]");
    }

    @Test
    void takesAnAnswerThatEndsWithTheLastToken() throws Exception {
        ColumnKind kind = new ColumnKind.Structured(Recipes.call("Hi"), "{\"type\":\"array\",\"items\":{\"const\":1}}");

        Asking.Answer whole = ask(kind, new FakeTextEngine(_ -> FakeTextEngine.Line.cut("[1,1]")));
        Asking.Answer cut = ask(kind, new FakeTextEngine(_ -> FakeTextEngine.Line.cut("[1,1")));

        assertThat(whole.rejection()).isEmpty();
        assertThat(reason(cut)).isEqualTo("truncated");
    }

    @Test
    void rejectsARowWhoseValuesAllowNoAnswer() throws Exception {
        FakeTextEngine engine = FakeTextEngine.saying("1");
        ColumnKind kind = new ColumnKind.Structured(Recipes.call("Hi"), "{\"enum\":[\"{{ topic }}\"],\"maxLength\":2}");

        Asking.Answer answer = ask(kind, engine);

        assertThat(reason(answer)).isEqualTo("schema");
        assertThat(engine.requests).isEmpty();
    }

    @Test
    void choosesAmongOptionsOfTheRowWithoutDuplicates() throws Exception {
        FakeTextEngine engine = FakeTextEngine.saying("rain");
        ColumnKind kind = new ColumnKind.Choice(Recipes.call("Which?"), List.of("{{ topic }}", " sun", "rain", ""));

        Asking.Answer answer = ask(kind, engine);

        assertThat(answer.value().getAsString()).isEqualTo("rain");
        GbnfGrammar grammar = grammar(engine.requests.getFirst());
        assertThat(grammar.accepts("sun")).isTrue();
        assertThat(grammar.accepts("")).isFalse();
        assertThat(((OutputConstraint.Gbnf) engine.requests.getFirst().constraint()).grammar())
                .containsOnlyOnce("rain");
    }

    @Test
    void asksForNoMoreThanTheLongestOptionNeeds() throws Exception {
        FakeTextEngine engine = FakeTextEngine.saying("rain");

        var _ = ask(new ColumnKind.Choice(Recipes.call("Which?"), List.of("sun", "Löß")), engine);
        var _ = ask(new ColumnKind.Choice(Recipes.call("Which?"), List.of("sun", "{{ topic }}")), engine);

        assertThat(engine.requests)
                .extracting(TextRequest::maxTokens)
                .containsExactly(6, Recipes.call("Which?").maxTokens());
    }

    @Test
    void embedsTheTextOfATemplate() throws Exception {
        Asking.Answer answer = ask(new ColumnKind.Embedding("second", "{{ topic }}!"), FakeTextEngine.saying(""));
        Asking.Answer tooLong = ask(new ColumnKind.Embedding("second", "{{ topic * 30 }}"), FakeTextEngine.saying(""));

        assertThat(answer.value()).hasToString("[5.0,0.1]");
        // as a run that is read again has it
        assertThat(JsonParser.parseString(answer.value().toString())).isEqualTo(answer.value());
        assertThat(answer.slot()).isEqualTo("second");
        assertThat(answer.prompt()).contains("rain!");
        assertThat(answer.promptTokens()).isEqualTo(300);
        assertThat(reason(tooLong)).isEqualTo("prompt-too-long");
    }

    @Test
    void asksTheReplicaWithTheLeastToDo() throws Exception {
        List<FakeTextEngine> replicas =
                List.of(new FakeTextEngine(_ -> FakeTextEngine.HANGS), new FakeTextEngine(_ -> FakeTextEngine.HANGS));
        Recipe recipe = Recipes.of(new ColumnKind.Text(Recipes.call("Hi")));
        Asking asking = Asking.of(recipe, HASH, _ -> List.copyOf(replicas));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int row = i;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    var _ = asking.ask(recipe.columns().getFirst(), row, 0, ROW);
                } catch (Exception e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        while (replicas.get(0).requests.size() + replicas.get(1).requests.size() < 6) {
            Thread.sleep(5);
        }
        threads.forEach(Thread::interrupt);

        assertThat(replicas.get(0).requests).hasSize(3);
        assertThat(replicas.get(1).requests).hasSize(3);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void namesTheColumnThatCannotBeAskedFor() {
        Recipe recipe = Recipes.of(
                new ColumnKind.Text(Recipes.call("{{ topic")),
                new ColumnKind.Structured(Recipes.call("Hi"), "{\"type\":\"strin\"}"),
                new ColumnKind.Text(Recipes.call("fourth", "", "Hi")));

        RecipeInvalid invalid =
                catchThrowableOfType(RecipeInvalid.class, () -> Asking.of(recipe, HASH, _ -> List.of()));

        assertThat(invalid.problems())
                .extracting(Problem::field)
                .containsExactly("columns[0]", "columns[1]", "columns[2]");
        assertThat(invalid.problems()).extracting(Problem::at).contains(new Position(8, 3));
        assertThat(invalid.problems().get(1).sentence()).contains("strin");
        assertThat(invalid.problems().get(2).sentence()).contains("fourth");
    }

    @Test
    void keepsTheSystemMessageTheSameOverRows() throws Exception {
        FakeTextEngine engine = FakeTextEngine.saying("x");
        Recipe recipe = Recipes.of(new ColumnKind.Text(Recipes.call("writer", "Be short.", "{{ topic }}")));
        Asking asking = Asking.of(recipe, HASH, _ -> List.of(engine));

        var _ = asking.ask(recipe.columns().getFirst(), 0, 0, ROW);
        var _ = asking.ask(recipe.columns().getFirst(), 1, 0, Map.of("topic", new JsonArray()));

        assertThat(engine.requests)
                .extracting(request -> ((Prompt.Conversation) request.prompt())
                        .messages()
                        .getFirst()
                        .content())
                .containsExactly("Be short.", "Be short.");
    }
}
