package studio.athanor.data.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.ToolCall;

/** Gathers the events of one request. Told by a thread of the engine, read by another once the last event came. */
final class ReplyListener implements TextListener {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private TextEvent.@Nullable Terminal end;

    @Override
    public void onEvent(TextEvent event) {
        switch (event) {
            case TextEvent.TextDelta(String piece) -> text.append(piece);
            case TextEvent.ReasoningDelta(String piece) -> reasoning.append(piece);
            case TextEvent.ToolCalled(int _, ToolCall call) -> calls.add(call);
            case TextEvent.PromptProgress _ -> {}
            case TextEvent.Terminal terminal -> {
                end = terminal;
                ended.countDown();
            }
        }
    }

    /** Waits for the last event, of which every engine sends one. */
    TextEvent.Terminal await() throws InterruptedException {
        while (true) {
            ended.await();
            TextEvent.Terminal last = end;
            if (last != null) {
                return last;
            }
        }
    }

    Reply reply(TextEvent.Done done, int contextTokens) {
        return new Reply(
                text.toString(), reasoning.toString(), List.copyOf(calls), done.reason(), done.usage(), contextTokens);
    }
}
