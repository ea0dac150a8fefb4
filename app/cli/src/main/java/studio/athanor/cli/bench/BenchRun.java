package studio.athanor.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.text.OutputConstraint;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.spi.text.Usage;

/** Single runs of a benchmark. Prompts are random tokens, so that no run reuses the cache of another. */
final class BenchRun {

    private final TextEngine engine;
    private final int vocabularySize;
    private final RandomGenerator random = RandomGenerator.getDefault();

    BenchRun(TextEngine engine, int vocabularySize) {
        this.engine = engine;
        this.vocabularySize = vocabularySize;
    }

    /** Reads a prompt and returns its tokens per second. */
    double prompt(int tokens) throws Exception {
        Usage usage = join(start(tokens, 1));
        return (usage.promptTokens() - usage.reusedTokens()) * 1000.0 / usage.promptMillis();
    }

    /** Writes answers at once and returns the tokens per second of all together. */
    double generation(int tokens, int parallel) throws Exception {
        List<CompletableFuture<Usage>> runs = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            runs.add(start(1, tokens));
        }
        double sum = 0;
        for (CompletableFuture<Usage> run : runs) {
            sum += join(run).tokensPerSecond();
        }
        return sum;
    }

    private CompletableFuture<Usage> start(int promptTokens, int answerTokens) {
        List<Integer> prompt =
                random.ints(promptTokens, 0, vocabularySize).boxed().toList();
        CompletableFuture<Usage> ended = new CompletableFuture<>();
        var _ = engine.generate(
                new TextRequest(
                        new Prompt.Tokens(prompt),
                        Sampling.builder().temperature(0).build(),
                        answerTokens,
                        List.of(),
                        new OutputConstraint.None(),
                        TextRequest.Overflow.STOP,
                        true),
                event -> {
                    switch (event) {
                        case TextEvent.Done done -> ended.complete(done.usage());
                        case TextEvent.Cancelled _ -> ended.cancel(false);
                        case TextEvent.Failed failed ->
                            ended.completeExceptionally(failed.failure().toException());
                        default -> {}
                    }
                });
        return ended;
    }

    private static Usage join(CompletableFuture<Usage> run) throws EngineException, InterruptedException {
        try {
            return run.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineException failure) {
                throw failure;
            }
            throw new IllegalStateException("a run of the benchmark failed", e);
        }
    }
}
