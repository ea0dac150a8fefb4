package studio.athanor.engines.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.RandomModel;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextRequest;

/** Answers that depend on nothing but their request. */
@Timeout(300)
class BatchInvarianceTest {

    private static final List<String> COUNTRIES =
            List.of("France", "Spain", "Italy", "Japan", "Egypt", "Norway", "Poland", "Greece", "Peru", "Kenya");
    private static final int SEQUENCES = 8;

    @TempDir
    private static Path folder;

    private static LoadOptions options() {
        return LoadOptions.defaults()
                .withContextTokens(512)
                .withParallelSequences(SEQUENCES)
                .forBatchInvariance();
    }

    @Test
    void answersTheSameTogetherAndAloneInAnyOrder() throws Exception {
        compare(StarterModel.FILE, 40, 30);
    }

    @Test
    @Tag("slow")
    void answersAThousandTheSame() throws Exception {
        compare(StarterModel.FILE, 1000, 60);
    }

    @Test
    @Tag("slow")
    void answersTheSameInEveryTypeOfWeights() throws Exception {
        for (GgufType type : List.of(GgufType.Q8_0, GgufType.Q4_0, GgufType.Q4_K, GgufType.F16)) {
            Path model = folder.resolve("random-" + type + ".gguf");
            new RandomModel(new RandomModel.Shape(6, 512, 8, 4, 1024, 512, 2048, type), 7).write(model);
            compare(model.toString(), 60, 60);
        }
    }

    private static void compare(String file, int rows, int tokens) throws Exception {
        List<String> alone;
        List<String> together;
        List<String> shuffled;
        try (TextEngine engine = StarterModel.open(file, options())) {
            alone = answers(engine, rows, tokens, 1, 0);
            together = answers(engine, rows, tokens, SEQUENCES, 0);
            shuffled = answers(engine, rows, tokens, 5, 11);
        }
        try (TextEngine other = StarterModel.open(file, options())) {
            assertThat(different(alone, answers(other, rows, tokens, SEQUENCES, 12)))
                    .isEmpty();
        }
        assertThat(different(alone, together)).isEmpty();
        assertThat(different(alone, shuffled)).isEmpty();
        assertThat(alone.stream().distinct().count()).isGreaterThan(rows / 2);
    }

    private static List<Integer> different(List<String> one, List<String> other) {
        return IntStream.range(0, one.size())
                .filter(i -> !one.get(i).equals(other.get(i)))
                .boxed()
                .toList();
    }

    /** Asks so many at a time, in an order of its own if a seed for that is given. */
    private static List<String> answers(TextEngine engine, int rows, int tokens, int together, long order)
            throws Exception {
        List<Integer> numbers = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
        if (order != 0) {
            Collections.shuffle(numbers, new Random(order));
        }
        String[] answers = new String[rows];
        try (ExecutorService executor = Executors.newFixedThreadPool(together)) {
            List<Future<?>> running = new ArrayList<>();
            for (int number : numbers) {
                running.add(executor.submit(() -> {
                    answers[number] = Answer.to(engine, request(number, tokens)).text();
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        return Arrays.asList(answers);
    }

    /** Prompts share a beginning of several blocks, and end at different places in a block. */
    private static TextRequest request(int number, int tokens) {
        String system =
                "You are a careful writer of very small stories for children who like countries and numbers. Each"
                        + " story names the country and the number, has one animal, and ends well.";
        String wish = "Tell me a story about " + COUNTRIES.get(number % COUNTRIES.size()) + " and number " + number
                + ", please".repeat(number % 7) + ".";
        return TextRequest.of(Prompt.Conversation.of(
                        List.of(Message.of(Message.Role.SYSTEM, system), Message.of(Message.Role.USER, wish))))
                .withSampling(Sampling.builder().temperature(0.8f).seed(number).build())
                .withMaxTokens(tokens);
    }
}
