package studio.athanor.engines.worker.wire;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.spi.text.Usage;

/**
 * Sends the messages of an answer through a connection of its own while the model loads, so that the first tokens do not
 * wait for classes to be loaded and code to be compiled.
 */
public final class WireWarmup {

    /** Enough for the virtual machine to compile what runs per token. */
    private static final int ROUNDS = 600;

    private static final int GENERAL_MESSAGES = 8;

    private WireWarmup() {}

    /**
     * Starts threads that end by themselves.
     *
     * @param socket a path for a Unix-domain socket, which is gone again at once; in a folder that only this user can enter
     */
    public static void start(Path socket) {
        Thread.ofPlatform().daemon().name("wire-warmup").start(() -> run(socket));
    }

    private static void run(Path path) {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            try (MessageSocket near = MessageSocket.connect(path);
                    MessageSocket far = new MessageSocket(server.accept());
                    Outbox outbox = new Outbox(near)) {
                Files.deleteIfExists(path);
                Semaphore read = new Semaphore(0);
                Thread.ofPlatform().daemon().name("wire-warmup-reader").start(() -> readAll(far, read));
                sendAll(near, outbox, read);
            }
        } catch (IOException | RuntimeException irrelevant) {
            // nothing depends on it; a connection that does not work shows when it is needed
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** One after another, as tokens come: each wakes the thread that reads. */
    private static void sendAll(MessageSocket near, Outbox outbox, Semaphore read) throws InterruptedException {
        RequestMessage generate = new RequestMessage();
        generate.setJsonrpc("2.0");
        generate.setId("1");
        generate.setMethod(Protocol.GENERATE);
        generate.setParams(new Protocol.Generate(
                1, TextRequest.of(Prompt.Conversation.of(List.of(Message.of(Message.Role.USER, "warm"))))));
        for (int i = 0; i < ROUNDS; i++) {
            outbox.event(1, new TextEvent.TextDelta(" warm"));
            if (i % GENERAL_MESSAGES == 0) {
                outbox.event(1, new TextEvent.PromptProgress(1, 1, 0));
                outbox.event(1, new TextEvent.Done(StopReason.END_OF_TURN, Usage.NONE, 1));
                near.messages().parseMessage(near.messages().serialize(generate));
            }
            if (!read.tryAcquire(1, TimeUnit.SECONDS)) {
                return;
            }
        }
    }

    private static void readAll(MessageSocket far, Semaphore read) {
        RemoteEndpoint receiver = new RemoteEndpoint(message -> {}, new Deaf());
        try {
            Optional<org.eclipse.lsp4j.jsonrpc.messages.Message> message = far.read(Protocol.MAX_FRAME_BYTES);
            while (message.isPresent()) {
                receiver.consume(message.get());
                read.release();
                message = far.read(Protocol.MAX_FRAME_BYTES);
            }
        } catch (IOException | RuntimeException ending) {
            // the other side closed
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
