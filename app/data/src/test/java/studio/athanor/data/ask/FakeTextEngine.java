package studio.athanor.data.ask;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import studio.athanor.engines.spi.Capability;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.spi.text.Usage;

/** Not an engine: answers what a script says, at once, on a thread of its own. */
final class FakeTextEngine implements TextEngine {

    /** Decides what a request is answered; {@link #HANGS} is never answered. */
    @FunctionalInterface
    interface Script {
        Line answer(TextRequest request);
    }

    /** What is answered: reasoning, text and how it ends, or a failure. */
    record Line(String reasoning, String text, StopReason reason, Optional<Failure> failure) {

        static Line of(String text) {
            return new Line("", text, StopReason.END_OF_TURN, Optional.empty());
        }

        static Line cut(String text) {
            return new Line("", text, StopReason.MAX_TOKENS, Optional.empty());
        }

        static Line failed(Failure.Kind kind) {
            return new Line(
                    "",
                    "",
                    StopReason.END_OF_TURN,
                    Optional.of(new Failure(kind, "It failed.", "Mend it.", Optional.empty())));
        }
    }

    static final Line HANGS = Line.of("never said");

    final List<TextRequest> requests = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch cancelled = new CountDownLatch(1);
    private final Script script;

    FakeTextEngine(Script script) {
        this.script = script;
    }

    /** Returns an engine that says the same to everything. */
    static FakeTextEngine saying(String text) {
        return new FakeTextEngine(_ -> Line.of(text));
    }

    @Override
    public RunningText generate(TextRequest request, TextListener listener) {
        requests.add(request);
        Line line = script.answer(request);
        if (line.equals(HANGS)) {
            return () -> {
                listener.onEvent(new TextEvent.Cancelled(Usage.NONE));
                cancelled.countDown();
            };
        }
        Thread.ofVirtual().start(() -> tell(line, request, listener));
        return () -> {};
    }

    private static void tell(Line line, TextRequest request, TextListener listener) {
        if (line.failure().isPresent()) {
            listener.onEvent(new TextEvent.Failed(line.failure().get()));
            return;
        }
        if (!line.reasoning().isEmpty()) {
            listener.onEvent(new TextEvent.ReasoningDelta(line.reasoning()));
        }
        int half = line.text().length() / 2;
        listener.onEvent(new TextEvent.TextDelta(line.text().substring(0, half)));
        listener.onEvent(new TextEvent.TextDelta(line.text().substring(half)));
        listener.onEvent(new TextEvent.Done(
                line.reason(),
                new Usage(10, 4, line.text().length(), 0, 0, 0, 0),
                request.sampling().seed().orElse(-1)));
    }

    @Override
    public List<float[]> embed(List<String> texts) throws EngineException {
        if (texts.getFirst().length() > 100) {
            throw new EngineException.ContextFull(
                    "Text 0 has 101 tokens; the model reads 100 at once.", "Split it.", null);
        }
        return texts.stream().map(text -> new float[] {text.length(), 0.1f}).toList();
    }

    @Override
    public int countTokens(Prompt prompt) {
        return 300;
    }

    @Override
    public LoadedModel model() {
        return new LoadedModel(
                "fake",
                "1",
                "/fake.gguf",
                "Fake",
                "none",
                "",
                0,
                0,
                256,
                256,
                2,
                1,
                10,
                OptionalInt.empty(),
                Optional.empty(),
                Set.of(Capability.CHAT),
                List.of(),
                List.of());
    }

    @Override
    public void close() {}
}
