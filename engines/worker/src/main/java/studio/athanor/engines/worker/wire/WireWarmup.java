package studio.athanor.engines.worker.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
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
    private static final int ROUNDS = 600;

    private static final int GENERAL_MESSAGES = 8;

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
        ByteBuffer wire = ByteBuffer.allocate(1024).limit(0);
        FrameReader reader = new FrameReader(target -> {
            target.put(wire);
            return target.position();
        });
        RemoteEndpoint receiver = new RemoteEndpoint(message -> {}, new Deaf());
        try {
            for (int i = 0; i < ROUNDS; i++) {
                wire.clear().put(MessageSocket.frame(events.write(token))).flip();
                byte[] frame = reader.read(Protocol.MAX_FRAME_BYTES).orElseThrow();
                receiver.consume(events.read(new String(frame, StandardCharsets.UTF_8)));
                if (i % GENERAL_MESSAGES == 0) {
                    events.read(events.write(end));
                    messages.parseMessage(messages.serialize(generate));
                }
            }
        } catch (IOException | RuntimeException irrelevant) {
            // nothing depends on it; a message that cannot be read shows when it is needed
        }
    }

    private static final class Deaf implements Endpoint {
        @Override
        public CompletableFuture<?> request(String method, Object parameter) {
            return CompletableFuture.completedFuture(parameter);
        }

        @Override
        public void notify(String method, Object parameter) {
            // what arrives is of no interest
        }
    }
}
