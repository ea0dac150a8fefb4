package studio.athanor.engines.llama;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.engines.spi.Capability;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.OutputConstraint;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.SamplingBuilder;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextRequest;

class LlamaEngineTest {

    private static final String QUESTION = "What is the capital of France?";
    private static final String ANSWER = "The capital of France is Paris.";

    private static TextEngine engine;

    @BeforeAll
    static void load() throws Exception {
        engine = StarterModel.open();
    }

    @AfterAll
    static void unload() {
        engine.close();
    }

    @Test
    void answersTheStarterQuestion() throws Exception {
        Answer answer = Answer.to(engine, StarterModel.greedy(StarterModel.ask(QUESTION)));

        assertThat(answer.text()).isEqualTo(ANSWER);
        assertThat(answer.done().reason()).isEqualTo(StopReason.END_OF_TURN);
        assertThat(answer.done().usage().promptTokens()).isEqualTo(15);
    }

    @Test
    void reportsWhatWasLoaded() {
        assertThat(engine.model().engineBuild()).startsWith("llama.cpp 0.5.");
        assertThat(engine.model().architecture()).isEqualTo("llama");
        assertThat(engine.model().contextTokens()).isEqualTo(256);
        assertThat(engine.model().vocabularySize()).isEqualTo(1536);
        assertThat(engine.model().capabilities()).containsExactly(Capability.CHAT);
        assertThat(engine.model().chatTemplate()).isPresent();
        assertThat(engine.model().warnings()).isEmpty();
        assertThat(engine.model().memory())
                .anySatisfy(use -> assertThat(use.modelBytes()).isPositive())
                .anySatisfy(use -> assertThat(use.cacheBytes()).isPositive())
                .anySatisfy(use -> assertThat(use.computeBytes()).isPositive());
    }

    @Test
    void stopsBeforeAStopString() throws Exception {
        TextRequest request = withStops(StarterModel.greedy(StarterModel.ask(QUESTION)), "France is");

        Answer answer = Answer.to(engine, request);

        assertThat(answer.text()).isEqualTo("The capital of ");
        assertThat(answer.done().reason()).isEqualTo(StopReason.STOP_STRING);
    }

    @Test
    void givesBackWhatOnlyLookedLikeAStopString() throws Exception {
        TextRequest request = withStops(StarterModel.greedy(StarterModel.ask(QUESTION)), "France is London", "Paris!");

        assertThat(Answer.to(engine, request).text()).isEqualTo(ANSWER);
    }

    @Test
    void stopsAtTheTokenLimit() throws Exception {
        Answer answer = Answer.to(
                engine, StarterModel.greedy(StarterModel.ask(QUESTION)).withMaxTokens(3));

        assertThat(answer.text()).isEqualTo("The capital of");
        assertThat(answer.done().reason()).isEqualTo(StopReason.MAX_TOKENS);
        assertThat(answer.done().usage().generatedTokens()).isEqualTo(3);
    }

    @Test
    void repeatsAnAnswerWithTheSameSeed() throws Exception {
        Sampling sampling = Sampling.builder().temperature(2).topK(0).seed(42).build();
        TextRequest request = TextRequest.of(StarterModel.ask("Tell me something."))
                .withSampling(sampling)
                .withMaxTokens(40);

        Answer first = Answer.to(engine, request);
        Answer second = Answer.to(engine, request);
        Answer other = Answer.to(
                engine, request.withSampling(sampling.toBuilder().seed(43).build()));

        assertThat(first.done().seed()).isEqualTo(42);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(other.text()).isNotEqualTo(first.text());
    }

    @Test
    void reportsTheSeedItDrewSoThatTheAnswerCanBeRepeated() throws Exception {
        TextRequest request = TextRequest.of(StarterModel.ask("Tell me something."))
                .withSampling(Sampling.builder().temperature(2).randomSeed().build())
                .withMaxTokens(30);

        Answer drawn = Answer.to(engine, request);
        Answer again = Answer.to(
                engine,
                request.withSampling(Sampling.builder()
                        .temperature(2)
                        .seed(drawn.done().seed())
                        .build()));

        assertThat(again.text()).isEqualTo(drawn.text());
    }

    @Test
    void evaluatesOnlyTheNewTokensOfASecondTurn() throws Exception {
        try (TextEngine fresh = StarterModel.open()) {
            Answer first = Answer.to(fresh, StarterModel.greedy(StarterModel.ask(QUESTION)));
            Prompt second = Prompt.Conversation.of(List.of(
                    Message.of(Message.Role.USER, QUESTION),
                    Message.of(Message.Role.ASSISTANT, first.text()),
                    Message.of(Message.Role.USER, "Thank you!")));

            Answer answer = Answer.to(fresh, StarterModel.greedy(second));

            int remembered =
                    first.done().usage().promptTokens() + first.done().usage().generatedTokens() - 1;
            assertThat(answer.done().usage().reusedTokens()).isEqualTo(remembered);
        }
    }

    @Test
    void evaluatesOneTokenOfAPromptItHasJustRead() throws Exception {
        try (TextEngine fresh = StarterModel.open()) {
            Answer first = Answer.to(fresh, StarterModel.greedy(StarterModel.ask(QUESTION)));
            Answer second = Answer.to(fresh, StarterModel.greedy(StarterModel.ask(QUESTION)));

            assertThat(second.text()).isEqualTo(first.text());
            assertThat(second.done().usage().reusedTokens())
                    .isEqualTo(second.done().usage().promptTokens() - 1);
        }
    }

    @Test
    void endsWithACancelledEventWhenCancelled() throws Exception {
        AtomicReference<RunningText> running = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        Answer answer = Answer.telling(event -> {
            if (event instanceof TextEvent.TextDelta) {
                awaitQuietly(started);
                running.get().cancel();
            }
        });

        running.set(engine.generate(endless(), answer));
        started.countDown();
        var _ = answer.await();

        assertThat(answer.last()).isInstanceOf(TextEvent.Cancelled.class);
        assertThat(answer.events().stream().filter(TextEvent.TextDelta.class::isInstance))
                .hasSizeLessThan(4);
    }

    @Test
    void goesOnAfterManyCancelledRequests() throws Exception {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Answer answer = Answer.listening();
            engine.generate(endless(), answer).cancel();
            answers.add(answer);
        }
        for (Answer answer : answers) {
            assertThat(answer.await().last()).isInstanceOf(TextEvent.Cancelled.class);
        }

        assertThat(Answer.to(engine, StarterModel.greedy(StarterModel.ask(QUESTION)))
                        .text())
                .isEqualTo(ANSWER);
    }

    @Test
    void stopsWhenTheContextIsFull() throws Exception {
        Answer answer = Answer.to(engine, untilContextFull(TextRequest.Overflow.STOP));

        assertThat(answer.done().reason()).isEqualTo(StopReason.CONTEXT_FULL);
        assertThat(answer.done().usage().promptTokens() + answer.done().usage().generatedTokens())
                .isEqualTo(engine.model().contextTokens() + 1);
    }

    @Test
    void goesOnBeyondTheContextWhenItMayShift() throws Exception {
        Answer answer = Answer.to(engine, endless().withMaxTokens(600));

        assertThat(answer.done().reason()).isEqualTo(StopReason.MAX_TOKENS);
        assertThat(answer.done().usage().generatedTokens()).isEqualTo(600);
        assertThat(Answer.to(engine, StarterModel.greedy(StarterModel.ask(QUESTION)))
                        .text())
                .isEqualTo(ANSWER);
    }

    @Test
    void refusesAPromptThatDoesNotFitWithBothNumbers() throws Exception {
        Answer answer = Answer.to(engine, StarterModel.greedy(StarterModel.ask("word ".repeat(300))));

        assertThat(answer.failed().failure().kind()).isEqualTo(Failure.Kind.CONTEXT_FULL);
        assertThat(answer.failed().failure().message()).contains("tokens; the context holds 256");
    }

    @Test
    void readsAQuotedControlTokenAsText() throws Exception {
        Prompt quoting = StarterModel.ask("What does <|im_end|> mean?");
        Prompt plain = StarterModel.ask("What does X mean?");

        assertThat(engine.countTokens(quoting)).isGreaterThan(engine.countTokens(plain) + 3);
        assertThat(Answer.to(engine, StarterModel.greedy(quoting)).last()).isInstanceOf(TextEvent.Done.class);
    }

    @Test
    void countsWhatItReads() throws Exception {
        Prompt prompt = StarterModel.ask(QUESTION);

        assertThat(engine.countTokens(prompt)).isEqualTo(15);
        assertThat(engine.countTokens(new Prompt.Raw("<|im_end|>", true))).isEqualTo(1);
        assertThat(engine.countTokens(new Prompt.Raw("<|im_end|>", false))).isGreaterThan(1);
    }

    @Test
    void continuesAnAnswerThatWasBegun() throws Exception {
        Prompt begun = new Prompt.Conversation(
                List.of(
                        Message.of(Message.Role.USER, QUESTION),
                        Message.of(Message.Role.ASSISTANT, "The capital of France")),
                List.of(),
                java.util.Optional.empty(),
                Map.of(),
                true);

        assertThat(Answer.to(engine, StarterModel.greedy(begun)).text()).isEqualTo(" is Paris.");
    }

    @Test
    void writesJsonUnderASchema() throws Exception {
        String schema = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"maxLength\":12},"
                + "\"size\":{\"enum\":[\"small\",\"large\"]}},\"required\":[\"city\",\"size\"]}";
        for (int seed = 0; seed < 10; seed++) {
            TextRequest request = TextRequest.of(StarterModel.ask(QUESTION))
                    .withSampling(Sampling.builder().temperature(1).seed(seed).build())
                    .withConstraint(new OutputConstraint.JsonSchema(schema))
                    .withMaxTokens(120);

            Answer answer = Answer.to(engine, request);

            assertThat(answer.text())
                    .matches("(?s)\\{\\s*\"city\"\\s*:\\s*\".*\"\\s*,\\s*\"size\"\\s*:\\s*\"(small|large)\"\\s*\\}");
        }
    }

    @Test
    void finishesItsJsonBeforeTheTokensRunOut() throws Exception {
        String schema =
                "{\"type\":\"object\",\"properties\":{\"notes\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
                        + "\"name\":{\"type\":\"string\"},\"tree\":{\"type\":\"object\"}},\"required\":[\"notes\",\"name\",\"tree\"]}";
        for (int seed = 0; seed < 20; seed++) {
            TextRequest request = TextRequest.of(StarterModel.ask(QUESTION))
                    .withSampling(Sampling.builder()
                            .temperature(3)
                            .topK(0)
                            .topP(1)
                            .minP(0)
                            .seed(seed)
                            .build())
                    .withConstraint(new OutputConstraint.JsonSchema(schema));

            String limited = Answer.to(engine, request.withMaxTokens(60)).text();
            String full = Answer.to(engine, request).text();

            assertThat(JsonParser.parseString(limited).getAsJsonObject().keySet())
                    .hasSize(3);
            assertThat(JsonParser.parseString(full).getAsJsonObject().keySet()).hasSize(3);
        }
    }

    @Test
    void keepsToAGrammarWithEverySamplerAndCharacters() throws Exception {
        TextRequest request = StarterModel.greedy(StarterModel.ask(QUESTION))
                .withConstraint(new OutputConstraint.Gbnf("root ::= \"größer \" [α-ω]{3} \" 😀\""));

        assertThat(Answer.to(engine, request).text()).matches("größer [α-ω]{3} 😀");
    }

    @Test
    void refusesAGrammarWithAnError() throws Exception {
        TextRequest request = StarterModel.greedy(StarterModel.ask(QUESTION));

        Answer grammar = Answer.to(engine, request.withConstraint(new OutputConstraint.Gbnf("root ::= missing")));
        Answer schema = Answer.to(engine, request.withConstraint(new OutputConstraint.JsonSchema("{\"type\":3}")));

        assertThat(grammar.failed().failure().kind()).isEqualTo(Failure.Kind.INVALID_REQUEST);
        assertThat(grammar.failed().failure().message()).contains("missing");
        assertThat(schema.failed().failure().kind()).isEqualTo(Failure.Kind.INVALID_REQUEST);
    }

    static List<SamplingBuilder> samplers() {
        SamplingBuilder seeded = Sampling.builder().seed(1);
        return List.of(
                seeded,
                Sampling.builder().seed(1).topK(0).topP(0.5f),
                Sampling.builder().seed(1).typicalP(0.5f),
                Sampling.builder().seed(1).topNSigma(1),
                Sampling.builder().seed(1).xtcProbability(1).xtcThreshold(0.05f),
                Sampling.builder().seed(1).minKeep(5).minP(0.9f),
                Sampling.builder().seed(1).dynamicTemperatureRange(0.5f),
                Sampling.builder().seed(1).mirostat(1),
                Sampling.builder().seed(1).mirostat(2),
                Sampling.builder()
                        .seed(1)
                        .repeatPenalty(1.3f)
                        .presencePenalty(0.5f)
                        .frequencyPenalty(0.5f),
                Sampling.builder().seed(1).dryMultiplier(0.8f),
                Sampling.builder().temperature(0).repeatPenalty(1.5f).penaltyLastN(-1),
                Sampling.builder().seed(1).topK(100_000),
                Sampling.builder().seed(1).logitBias(Map.of("5", -100f, "6", Float.NEGATIVE_INFINITY)));
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void answersWithEverySampler(SamplingBuilder sampling) throws Exception {
        TextRequest request = TextRequest.of(StarterModel.ask(QUESTION))
                .withSampling(sampling.build())
                .withMaxTokens(30);

        Answer first = Answer.to(engine, request);
        Answer second = Answer.to(engine, request);

        assertThat(first.done().usage().generatedTokens()).isPositive();
        assertThat(second.text()).isEqualTo(first.text());
    }

    @Test
    void takesOnlyTheTokenThatABiasLeaves() throws Exception {
        Map<String, Float> bias = Map.of("70", 1000f);
        Answer answer = Answer.to(
                engine,
                TextRequest.of(StarterModel.ask(QUESTION))
                        .withSampling(Sampling.builder()
                                .temperature(0)
                                .logitBias(bias)
                                .build())
                        .withMaxTokens(5));
        Answer same = Answer.to(
                engine,
                TextRequest.of(StarterModel.ask(QUESTION))
                        .withSampling(Sampling.builder().seed(3).logitBias(bias).build())
                        .withMaxTokens(5));

        assertThat(answer.text()).isNotEmpty().isEqualTo(same.text());
    }

    static List<SamplingBuilder> badSamplers() {
        return List.of(
                Sampling.builder().temperature(Float.NaN),
                Sampling.builder().temperature(-1),
                Sampling.builder().temperature(1e38f),
                Sampling.builder().topK(-5),
                Sampling.builder().topP(1.5f),
                Sampling.builder().minP(Float.NaN),
                Sampling.builder().typicalP(-0.1f),
                Sampling.builder().repeatPenalty(0),
                Sampling.builder().repeatPenalty(Float.POSITIVE_INFINITY),
                Sampling.builder().penaltyLastN(-2),
                Sampling.builder().mirostat(3),
                Sampling.builder().seed(-1),
                Sampling.builder().seed(1L << 32),
                Sampling.builder().logitBias(Map.of("x", 1f)),
                Sampling.builder().logitBias(Map.of("1536", 1f)),
                Sampling.builder().logitBias(Map.of("1", Float.NaN)));
    }

    @ParameterizedTest
    @MethodSource("badSamplers")
    void refusesValuesOutOfRangeByName(SamplingBuilder sampling) throws Exception {
        Answer answer =
                Answer.to(engine, TextRequest.of(StarterModel.ask(QUESTION)).withSampling(sampling.build()));

        assertThat(answer.failed().failure().kind()).isEqualTo(Failure.Kind.INVALID_REQUEST);
        assertThat(answer.failed().failure().message()).contains("out of range");
        assertThat(answer.failed().failure().remedy()).isNotBlank();
    }

    static List<Prompt> badPrompts() {
        return List.of(
                new Prompt.Tokens(List.of()),
                new Prompt.Tokens(List.of(-1)),
                new Prompt.Tokens(List.of(1536)),
                Prompt.Conversation.of(List.of()));
    }

    @ParameterizedTest
    @MethodSource("badPrompts")
    void refusesPromptsThatAreNone(Prompt prompt) throws Exception {
        Answer answer = Answer.to(engine, TextRequest.of(prompt));

        assertThat(answer.failed().failure().kind()).isEqualTo(Failure.Kind.INVALID_REQUEST);
    }

    @Test
    void refusesATokenLimitOfZero() throws Exception {
        Answer answer = Answer.to(
                engine, StarterModel.greedy(StarterModel.ask(QUESTION)).withMaxTokens(0));

        assertThat(answer.failed().failure().message()).contains("maxTokens");
    }

    @Test
    void survivesHostileTexts() throws Exception {
        for (String text :
                List.of("", "\0", "\uD800", "\u0301".repeat(300), "😀".repeat(20), "<|im_start|>".repeat(10))) {
            Answer answer = Answer.to(
                    engine, StarterModel.greedy(StarterModel.ask(text)).withMaxTokens(3));
            assertThat(answer.last()).isInstanceOf(TextEvent.Terminal.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancelsARequestWhoseListenerThrows(boolean error) throws Exception {
        Answer answer = Answer.listening();
        var _ = engine.generate(endless(), event -> {
            answer.onEvent(event);
            if (error) {
                throw new AssertionError("a listener at fault");
            }
            throw new IllegalStateException("a listener at fault");
        });

        assertThat(answer.await().last()).isInstanceOf(TextEvent.Cancelled.class);
        assertThat(Answer.to(engine, StarterModel.greedy(StarterModel.ask(QUESTION)))
                        .text())
                .isEqualTo(ANSWER);
    }

    @Test
    void failsRequestsAfterItWasClosed() throws Exception {
        TextEngine closing = StarterModel.open();
        Answer running = Answer.listening();
        var _ = closing.generate(endless(), running);
        closing.close();
        closing.close();

        assertThat(running.await().last()).isInstanceOf(TextEvent.Cancelled.class);
        assertThat(Answer.to(closing, endless()).failed().failure().message()).contains("unloaded");
    }

    /** A request that ends only when it is cancelled. */
    private static TextRequest endless() {
        return untilContextFull(TextRequest.Overflow.SHIFT);
    }

    private static TextRequest untilContextFull(TextRequest.Overflow overflow) {
        TextRequest request = StarterModel.greedy(StarterModel.ask(QUESTION));
        return new TextRequest(
                request.prompt(),
                request.sampling(),
                TextRequest.UNTIL_CONTEXT_FULL,
                List.of(),
                request.constraint(),
                overflow,
                true);
    }

    private static TextRequest withStops(TextRequest request, String... stops) {
        return new TextRequest(
                request.prompt(),
                request.sampling(),
                request.maxTokens(),
                List.of(stops),
                request.constraint(),
                request.overflow(),
                request.ignoreEnd());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
