package studio.athanor.data.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import studio.athanor.engines.spi.Capability;
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

/**
 * Not an engine: answers with a text that depends on the prompt and the seed, after a short and random time; or says that no
 * prompt fits its context.
 */
final class FakeWriter implements TextEngine {

    private final int sequences;
    private final boolean hasRoom;

    FakeWriter(int sequences) {
        this(sequences, true);
    }

    private FakeWriter(int sequences, boolean hasRoom) {
        this.sequences = sequences;
        this.hasRoom = hasRoom;
    }

    static FakeWriter withoutRoom() {
        return new FakeWriter(2, false);
    }

    @Override
    public RunningText generate(TextRequest request, TextListener listener) {
        long seed = request.sampling().seed().orElseThrow();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(ThreadLocalRandom.current().nextInt(4));
                if (!hasRoom) {
                    listener.onEvent(new TextEvent.Failed(new Failure(
                            Failure.Kind.CONTEXT_FULL,
                            "The context is full.",
                            "Load a larger one.",
                            Optional.empty())));
                    return;
                }
                listener.onEvent(new TextEvent.TextDelta("Text " + seed % 9973 + " about "
                        + Math.floorMod(request.prompt().hashCode(), 997)));
                listener.onEvent(new TextEvent.Done(StopReason.END_OF_TURN, new Usage(50, 40, 8, 0, 1, 2, 1), seed));
            } catch (InterruptedException e) {
                listener.onEvent(new TextEvent.Cancelled(Usage.NONE));
            }
        });
        return thread::interrupt;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return texts.stream().map(text -> new float[] {text.length()}).toList();
    }

    @Override
    public int countTokens(Prompt prompt) {
        return 50;
    }

    @Override
    public LoadedModel model() {
        return new LoadedModel(
                "fake",
                "7",
                "/models/fake.gguf",
                "Fake",
                "none",
                "",
                0,
                0,
                256,
                256,
                sequences,
                1,
                10,
                OptionalInt.empty(),
                Optional.of("{{ messages }}"),
                Set.of(Capability.CHAT),
                List.of(),
                List.of());
    }

    @Override
    public void close() {}
}
