package studio.athanor.engines.worker.wire;

import java.io.IOException;
import java.util.List;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.spi.text.Usage;

/**
 * Reads and writes the messages of an answer while the model loads, so that the first token does not wait for classes to
 * be loaded and code to be compiled.
 */
public final class WireWarmup {

    /** Enough for the virtual machine to compile what runs per token. */
    private static final int ROUNDS = 300;

    private WireWarmup() {}

    /** Starts a thread that ends by itself. */
    public static void start() {
        Thread.ofPlatform().daemon().name("wire-warmup").start(WireWarmup::run);
    }

    private static void run() {
        MessageJsonHandler messages = Protocol.messages();
        EventJson events = new EventJson(messages.getGson());
        RequestMessage generate = new RequestMessage();
        generate.setJsonrpc("2.0");
        generate.setId("1");
        generate.setMethod(Protocol.GENERATE);
        generate.setParams(new Protocol.Generate(
                1, TextRequest.of(Prompt.Conversation.of(List.of(Message.of(Message.Role.USER, "warm"))))));
        Protocol.TextEvents token =
                new Protocol.TextEvents(List.of(new Protocol.RequestEvent(1, new TextEvent.TextDelta(" warm"))));
        Protocol.TextEvents end = new Protocol.TextEvents(List.of(
                new Protocol.RequestEvent(1, new TextEvent.PromptProgress(1, 1, 0)),
                new Protocol.RequestEvent(1, new TextEvent.Done(StopReason.END_OF_TURN, Usage.NONE, 1))));
        try {
            for (int i = 0; i < ROUNDS; i++) {
                events.read(events.write(token));
                if (i % 4 == 0) {
                    events.read(events.write(end));
                    messages.parseMessage(messages.serialize(generate));
                }
            }
        } catch (IOException | RuntimeException irrelevant) {
            // nothing depends on it; a message that cannot be read shows when it is needed
        }
    }
}
