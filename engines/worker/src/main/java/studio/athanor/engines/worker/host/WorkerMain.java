package studio.athanor.engines.worker.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;
import studio.athanor.engines.worker.wire.MessageSocket;
import studio.athanor.engines.worker.wire.Outbox;
import studio.athanor.engines.worker.wire.Protocol;
import studio.athanor.engines.worker.wire.ProtocolException;
import studio.athanor.engines.worker.wire.WireWarmup;

/**
 * The program of a worker process: connects to the studio, proves with the secret from stdin that it is the one the
 * studio started, and serves one engine until the studio says so or is gone.
 *
 * <p>Arguments: the studio's socket, and the identifier of the engine's provider.
 */
public final class WorkerMain {

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private WorkerMain() {}

    /** Runs the worker; returns never, the process is halted at the end. */
    public static void main(String[] args) {
        if (args.length != 2) {
            System.err.println("error: this program is started by the studio");
            Runtime.getRuntime().halt(Protocol.EXIT_NO_STUDIO);
        }
        Runtime.getRuntime().halt(run(Path.of(args[0]), args[1]));
    }

    private static int run(Path socketFile, String providerId) {
        ParentWatch parent = new ParentWatch();
        try {
            String secret = parent.readSecret();
            parent.start();
            MessageSocket socket = MessageSocket.connect(socketFile);
            Protocol.Welcome welcome = greet(socket, secret);
            WireWarmup.start(socketFile.resolveSibling("w"));
            return serve(socket, providerId, welcome);
        } catch (IOException | MessageIssueException noStudio) {
            System.err.println("error: the studio cannot be reached: " + noStudio.getMessage());
            return Protocol.EXIT_NO_STUDIO;
        }
    }

    private static Protocol.Welcome greet(MessageSocket socket, String secret)
            throws IOException, MessageIssueException {
        RequestMessage hello = new RequestMessage();
        hello.setJsonrpc("2.0");
        hello.setId(Protocol.HELLO);
        hello.setMethod(Protocol.HELLO);
        hello.setParams(new Protocol.Hello(
                Protocol.VERSION, secret, ProcessHandle.current().pid()));
        socket.messages().setMethodProvider(id -> Protocol.HELLO);
        socket.write(hello);
        Optional<Message> answer = socket.read(Protocol.MAX_FRAME_BYTES);
        if (answer.orElse(null) instanceof ResponseMessage response
                && response.getResult() instanceof Protocol.Welcome welcome
                && welcome.protocol() == Protocol.VERSION) {
            return welcome;
        }
        throw new IOException("the greeting was refused");
    }

    private static int serve(MessageSocket socket, String providerId, Protocol.Welcome welcome) throws IOException {
        Outbox outbox = new Outbox(socket);
        outbox.start("worker-writer");
        EngineHost host = new EngineHost(providerId, welcome.engines(), outbox, WorkerMain::end);
        RemoteEndpoint studio = new RemoteEndpoint(outbox, host, WireFailures::toError);
        socket.messages().setMethodProvider(studio);
        try {
            boolean open = true;
            while (open) {
                open = handleNext(socket, studio);
            }
            return 0;
        } catch (ProtocolException garbage) {
            System.err.println("error: the studio sent something else than a message: " + garbage.getMessage());
            return Protocol.EXIT_PROTOCOL;
        }
    }

    private static boolean handleNext(MessageSocket socket, RemoteEndpoint studio) throws IOException {
        try {
            Optional<Message> message = socket.read(Protocol.MAX_FRAME_BYTES);
            message.ifPresent(studio::consume);
            return message.isPresent();
        } catch (MessageIssueException wrongContent) {
            studio.handle(wrongContent.getRpcMessage(), wrongContent.getIssues());
            return true;
        }
    }

    private static void end(Outbox outbox) {
        try {
            outbox.awaitWritten(LAST_WORDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }
}
