package studio.athanor.core.testkit;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.spi.text.Usage;

/** A request that a test answers by hand. */
public final class FakeRequest {

    /** What every answer of the fake took. */
    public static final Usage USAGE = new Usage(12, 4, 7, 0.5, 8, 90, 10);

    private final TextRequest request;
    private final TextListener listener;
    private final CountDownLatch cancelled = new CountDownLatch(1);

    FakeRequest(TextRequest request, TextListener listener) {
        this.request = request;
        this.listener = listener;
    }

    public TextRequest request() {
        return request;
    }

    public List<Message> messages() {
        return ((Prompt.Conversation) request.prompt()).messages();
    }

    public FakeRequest prompt(int processed, int total) {
        listener.onEvent(new TextEvent.PromptProgress(processed, total, 0));
        return this;
    }

    public FakeRequest text(String delta) {
        listener.onEvent(new TextEvent.TextDelta(delta));
        return this;
    }

    public FakeRequest reasoning(String delta) {
        listener.onEvent(new TextEvent.ReasoningDelta(delta));
        return this;
    }

    public void done() {
        listener.onEvent(new TextEvent.Done(
                StopReason.END_OF_TURN, USAGE, request.sampling().seed().orElse(0)));
    }

    public void fail(Failure failure) {
        listener.onEvent(new TextEvent.Failed(failure));
    }

    public void awaitCancel() throws InterruptedException {
        cancelled.await();
        listener.onEvent(new TextEvent.Cancelled(USAGE));
    }

    void cancel() {
        cancelled.countDown();
    }
}
