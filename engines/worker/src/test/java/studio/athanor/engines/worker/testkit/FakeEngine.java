package studio.athanor.engines.worker.testkit;

import java.io.File;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.spi.text.Usage;

/**
 * A fake model. A raw prompt is a command: {@code count N MICROS} streams N numbers with a pause between them, {@code
 * time N MICROS} streams the nanosecond at which each token was ready, {@code queued MARK} is not begun by the first process,
 * which creates the folder MARK, {@code abort}, {@code segfault}, {@code lose} (the device), {@code hang}, {@code heap}, {@code
 * exit N}, {@code environment}, {@code say TEXT}, {@code throw}.
 */
final class FakeEngine implements TextEngine {

    static final int EMBEDDING_SIZE = 8;

    private final LoadedModel model;
    private final AtomicBoolean closed = new AtomicBoolean();

    FakeEngine(LoadedModel model) {
        this.model = model;
    }

    @Override
    public LoadedModel model() {
        return model;
    }

    @Override
    public RunningText generate(TextRequest request, TextListener listener) {
        String[] command = ((Prompt.Raw) request.prompt()).text().split(" ", 2);
        if (command[0].equals("throw")) {
            throw new IllegalStateException("the fake engine throws");
        }
        if (command[0].equals("queued") && new File(command[1]).mkdir()) {
            return () -> {};
        }
        AtomicBoolean cancelled = new AtomicBoolean();
        Thread.ofPlatform().daemon().start(() -> listener.onEvent(run(command, listener, cancelled)));
        return () -> cancelled.set(true);
    }

    private TextEvent.Terminal run(String[] command, TextListener listener, AtomicBoolean cancelled) {
        listener.onEvent(new TextEvent.PromptProgress(0, 1, 0)); // as real engines do when they begin
        switch (command[0]) {
            case "count", "time" -> {
                return stream(command, listener, cancelled);
            }
            case "abort" -> {
                System.err.println("/src/ggml.c:42: GGML_ASSERT(fake) failed");
                FakeCrash.abort();
            }
            case "lose" -> {
                System.err.println("ggml_vulkan: device lost on Fake0");
                FakeCrash.abort();
            }
            case "segfault" -> FakeCrash.segfault();
            case "hang" -> FakeCrash.hang();
            case "heap" -> FakeCrash.fillHeap();
            case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(command[1]));
            case "environment" ->
                listener.onEvent(new TextEvent.TextDelta(System.getenv().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .sorted()
                        .collect(Collectors.joining("\n"))));
            default -> listener.onEvent(new TextEvent.TextDelta(command[1]));
        }
        return new TextEvent.Done(StopReason.END_OF_TURN, Usage.NONE, 1);
    }

    private TextEvent.Terminal stream(String[] command, TextListener listener, AtomicBoolean cancelled) {
        String[] numbers = command[1].split(" ", 2);
        int count = Integer.parseInt(numbers[0]);
        long pauseNanos = Long.parseLong(numbers[1]) * 1000;
        long next = System.nanoTime();
        for (int i = 0; i < count; i++) {
            if (cancelled.get() || closed.get()) {
                return new TextEvent.Cancelled(new Usage(1, 0, i, 0, 0, 0, 0));
            }
            String text = command[0].equals("time") ? Long.toString(System.nanoTime()) : i + " ";
            listener.onEvent(new TextEvent.TextDelta(text));
            next += pauseNanos;
            while (pauseNanos > 0 && System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
        return new TextEvent.Done(StopReason.MAX_TOKENS, new Usage(1, 0, count, 0, 0, 0, 0), 7);
    }

    @Override
    public List<float[]> embed(List<String> texts) throws EngineException, InterruptedException {
        if (texts.contains("hang")) {
            Thread.sleep(3_600_000);
        }
        return texts.stream().map(FakeEngine::vector).toList();
    }

    private static float[] vector(String text) {
        float[] vector = new float[EMBEDDING_SIZE];
        vector[Math.floorMod(text.length(), EMBEDDING_SIZE)] = 1;
        return vector;
    }

    @Override
    public int countTokens(Prompt prompt) throws EngineException {
        if (prompt instanceof Prompt.Raw raw) {
            return raw.text().length();
        }
        throw new EngineException.InvalidRequest("The fake engine counts raw prompts only.", "Use one.", null);
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
