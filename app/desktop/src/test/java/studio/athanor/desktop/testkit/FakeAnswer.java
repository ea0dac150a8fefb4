package studio.athanor.desktop.testkit;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.spi.text.ToolCall;
import studio.athanor.engines.spi.text.Usage;

/** A request that a test answers by hand, or a function answers by itself. */
public final class FakeAnswer {

    /** What every answer took. */
    public static final Usage USAGE = new Usage(30, 0, 412, 0, 80, 4_893, 120);

    private final TextRequest request;
    private final TextListener listener;
    private final CountDownLatch cancelled = new CountDownLatch(1);

    FakeAnswer(TextRequest request, TextListener listener) {
        this.request = request;
        this.listener = listener;
    }

    /** Returns what was asked. */
    public TextRequest request() {
        return request;
    }

    /** Returns the messages that were sent. */
    public List<Message> messages() {
        return ((Prompt.Conversation) request.prompt()).messages();
    }

    /** Reports that the prompt is being read. */
    public FakeAnswer prompt(int processed, int total) {
        listener.onEvent(new TextEvent.PromptProgress(processed, total, 0));
        return this;
    }

    /** Says something. */
    public FakeAnswer text(String delta) {
        listener.onEvent(new TextEvent.TextDelta(delta));
        return this;
    }

    /** Thinks something. */
    public FakeAnswer reasoning(String delta) {
        listener.onEvent(new TextEvent.ReasoningDelta(delta));
        return this;
    }

    /** Calls a tool. */
    public FakeAnswer call(ToolCall call) {
        listener.onEvent(new TextEvent.ToolCalled(0, call));
        return this;
    }

    /** Ends the answer. */
    public void done() {
        listener.onEvent(new TextEvent.Done(
                StopReason.END_OF_TURN, USAGE, request.sampling().seed().orElse(7)));
    }

    /** Ends the answer with a failure. */
    public void fail(Failure failure) {
        listener.onEvent(new TextEvent.Failed(failure));
    }

    /** Waits until the answer was cancelled, then ends it. */
    public void awaitCancel() throws InterruptedException {
        if (!cancelled.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody cancelled");
        }
        listener.onEvent(new TextEvent.Cancelled(USAGE));
    }

    void cancel() {
        cancelled.countDown();
    }
}
