package studio.athanor.desktop.testkit;

import java.util.List;
import java.util.function.Consumer;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.TextRequest;

/** A model that a test speaks for. A token of it is four characters. */
final class FakeEngine implements TextEngine {

    private final LoadedModel model;
    private final Consumer<FakeAnswer> answering;

    FakeEngine(LoadedModel model, Consumer<FakeAnswer> answering) {
        this.model = model;
        this.answering = answering;
    }

    @Override
    public LoadedModel model() {
        return model;
    }

    @Override
    public RunningText generate(TextRequest request, TextListener listener) {
        FakeAnswer answer = new FakeAnswer(request, listener);
        var _ = Thread.ofVirtual().start(() -> answering.accept(answer));
        return answer::cancel;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return List.of();
    }

    @Override
    public int countTokens(Prompt prompt) {
        return prompt instanceof Prompt.Conversation conversation
                ? conversation.messages().stream()
                        .mapToInt(message -> message.content().length() / 4)
                        .sum()
                : 0;
    }

    @Override
    public void close() {}
}
