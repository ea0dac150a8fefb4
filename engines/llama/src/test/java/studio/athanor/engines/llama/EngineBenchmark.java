package studio.athanor.engines.llama;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.spi.text.OutputConstraint;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.spi.text.Usage;

/**
 * Compares the engine with {@code llama-bench} of the same libraries, run in alternation, and with itself. A program, not a
 * test: {@code EngineBenchmark MODEL THREADS ROUNDS [LLAMA_BENCH_COMMAND]}, with the system property {@code
 * athanor.ggml.folder}.
 */
final class EngineBenchmark {

    private static final int PROMPT_TOKENS = 512;
    private static final int ANSWER_TOKENS = 64;
    private static final Pattern SPEED = Pattern.compile("\\|\\s*(pp|tg)\\d+\\s*\\|\\s*([0-9.]+)");

    private final Random random = new Random(1);
    private final String model;
    private final int threads;
    private final int rounds;

    private EngineBenchmark(String model, int threads, int rounds) {
        this.model = model;
        this.threads = threads;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        EngineBenchmark benchmark = new EngineBenchmark(args[0], Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        String modes = System.getProperty("modes", "speed,sampled,parallel,grammar");
        if (modes.contains("speed") && args.length > 3) {
            benchmark.compareWithLlamaBench(
                    args[3], Sampling.builder().temperature(0).build(), "greedy");
        }
        if (modes.contains("sampled") && args.length > 3) {
            benchmark.compareWithLlamaBench(args[3], Sampling.defaults(), "default sampling");
        }
        if (modes.contains("parallel")) {
            benchmark.compareParallel(8);
        }
        if (modes.contains("grammar")) {
            benchmark.compareGrammar();
        }
    }

    private void compareWithLlamaBench(String command, Sampling sampling, String name) throws Exception {
        List<Double> promptRatios = new ArrayList<>();
        List<Double> answerRatios = new ArrayList<>();
        try (TextEngine engine = open(1)) {
            run(engine, request(PROMPT_TOKENS, ANSWER_TOKENS, sampling, new OutputConstraint.None()));
            for (int round = 0; round < rounds; round++) {
                double[] theirs = llamaBench(command);
                Usage prompt = run(engine, request(PROMPT_TOKENS, 1, sampling, new OutputConstraint.None()));
                Usage answer = run(engine, request(1, ANSWER_TOKENS, sampling, new OutputConstraint.None()));
                double pp = prompt.promptTokens() * 1000.0 / prompt.promptMillis();
                promptRatios.add(pp / theirs[0]);
                answerRatios.add(answer.tokensPerSecond() / theirs[1]);
                say(
                        "%s pp %.1f / %.1f = %.3f   tg %.2f / %.2f = %.3f",
                        name,
                        pp,
                        theirs[0],
                        pp / theirs[0],
                        answer.tokensPerSecond(),
                        theirs[1],
                        answer.tokensPerSecond() / theirs[1]);
            }
        }
        say("%s: median prompt ratio %.3f, median decode ratio %.3f", name, median(promptRatios), median(answerRatios));
    }

    private void compareParallel(int conversations) throws Exception {
        List<Double> ratios = new ArrayList<>();
        Sampling greedy = Sampling.builder().temperature(0).build();
        try (TextEngine alone = open(1);
                TextEngine together = open(conversations)) {
            for (int round = 0; round < rounds; round++) {
                double one = together(alone, requests(conversations, greedy));
                double all = together(together, requests(conversations, greedy));
                ratios.add(one / all);
                say(
                        "%d conversations: %.2f s one after another, %.2f s at once = %.2f x",
                        conversations, one, all, one / all);
            }
        }
        say("parallel: median %.2f x", median(ratios));
    }

    private void compareGrammar() throws Exception {
        List<Double> ratios = new ArrayList<>();
        OutputConstraint schema = new OutputConstraint.JsonSchema("""
                {"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"},
                "tags":{"type":"array","items":{"type":"string"},"minItems":3},"kind":{"enum":["a","b","c"]}},
                "required":["name","age","tags","kind"],"additionalProperties":false}""");
        try (TextEngine engine = open(1)) {
            for (int round = 0; round < rounds; round++) {
                Usage free = run(engine, request(8, ANSWER_TOKENS, Sampling.defaults(), new OutputConstraint.None()));
                Usage bound = run(engine, request(8, ANSWER_TOKENS, Sampling.defaults(), schema));
                ratios.add(bound.tokensPerSecond() / free.tokensPerSecond());
                say(
                        "free %.2f, under schema %.2f = %.3f (%d tokens)",
                        free.tokensPerSecond(),
                        bound.tokensPerSecond(),
                        bound.tokensPerSecond() / free.tokensPerSecond(),
                        bound.generatedTokens());
            }
        }
        say("grammar: median %.3f", median(ratios));
    }

    private TextEngine open(int sequences) throws Exception {
        LoadOptions options = LoadOptions.defaults()
                .withContextTokens(2048)
                .withParallelSequences(sequences)
                .withThreads(threads);
        return (TextEngine) new LlamaProvider()
                .open(StarterModel.ENVIRONMENT, new OpenRequest(model, options, DevicePlan.CPU), LoadObserver.NONE);
    }

    private List<TextRequest> requests(int count, Sampling sampling) {
        List<TextRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(request(32, ANSWER_TOKENS, sampling, new OutputConstraint.None()));
        }
        return requests;
    }

    private TextRequest request(int promptTokens, int answerTokens, Sampling sampling, OutputConstraint constraint) {
        List<Integer> prompt = random.ints(promptTokens, 300, 1000).boxed().toList();
        return new TextRequest(
                new Prompt.Tokens(prompt),
                sampling,
                answerTokens,
                List.of(),
                constraint,
                TextRequest.Overflow.STOP,
                constraint instanceof OutputConstraint.None);
    }

    private static double together(TextEngine engine, List<TextRequest> requests) throws InterruptedException {
        long started = System.nanoTime();
        List<Answer> answers = new ArrayList<>();
        for (TextRequest request : requests) {
            Answer answer = Answer.listening();
            var _ = engine.generate(request, answer);
            answers.add(answer);
        }
        for (Answer answer : answers) {
            var _ = answer.await();
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private static Usage run(TextEngine engine, TextRequest request) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        TextEvent[] last = new TextEvent[1];
        var _ = engine.generate(request, event -> {
            if (event instanceof TextEvent.Terminal) {
                last[0] = event;
                ended.countDown();
            }
        });
        ended.await();
        if (last[0] instanceof TextEvent.Done done) {
            return done.usage();
        }
        throw new IllegalStateException(String.valueOf(last[0]));
    }

    private double[] llamaBench(String command) throws Exception {
        List<String> line = new ArrayList<>(Arrays.asList(command.split(" ")));
        line.addAll(List.of("-m", model, "-t", "" + threads, "-p", "" + PROMPT_TOKENS, "-n", "" + ANSWER_TOKENS));
        line.addAll(List.of("-r", "1", "-ngl", "0"));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher matcher = SPEED.matcher(output);
        double[] speeds = new double[2];
        while (matcher.find()) {
            speeds[matcher.group(1).equals("pp") ? 0 : 1] = Double.parseDouble(matcher.group(2));
        }
        return speeds;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    @SuppressWarnings("AnnotateFormatMethod") // a program of the tests needs no annotation library
    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
