package studio.athanor.engines.worker;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.worker.WorkerExit.Cause;
import studio.athanor.engines.worker.wire.MessageSocket;
import studio.athanor.engines.worker.wire.Protocol;

/** Waits for the worker to connect and to prove with the secret who it is. Others that connect are turned away. */
final class Greeting {

    private static final Logger log = LoggerFactory.getLogger(Greeting.class);
    private static final Duration EXIT_WAIT = Duration.ofSeconds(1);
    private static final int MAX_STRANGERS = 16;

    private final ServerSocketChannel server;
    private final byte[] secret;
    private final EngineEnvironment engines;
    private final CompletableFuture<MessageSocket> greeted = new CompletableFuture<>();

    Greeting(ServerSocketChannel server, String secret, EngineEnvironment engines) {
        this.server = server;
        this.secret = secret.getBytes(StandardCharsets.US_ASCII);
        this.engines = engines;
    }

    /**
     * Waits for the greeting, for the end of the process, or until the time is over. Kills the process unless it
     * greeted.
     */
    MessageSocket await(WorkerProcess process, Duration atMost) throws EngineException, InterruptedException {
        // platform threads here and below: they wait in selectors, where a virtual thread would hold its carrier
        Thread.ofPlatform().daemon().name("worker-greeting").start(this::acceptAll);
        var _ = process.process().onExit().thenRun(() -> greeted.completeExceptionally(new IOException("ended")));
        MessageSocket socket = null;
        try {
            socket = greeted.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return socket;
        } catch (TimeoutException silent) {
            process.kill(Cause.NOT_STARTED, "no greeting within " + atMost.toSeconds() + " s");
            throw failure(process);
        } catch (ExecutionException failed) {
            process.awaitExit(EXIT_WAIT);
            process.kill(Cause.PROTOCOL, "greeting: " + failed.getCause());
            throw failure(process);
        } finally {
            if (socket == null) {
                process.kill();
                greeted.cancel(false);
            }
        }
    }

    private static EngineException failure(WorkerProcess process) {
        process.awaitExit(EXIT_WAIT);
        return process.exit().whileStarting().toException();
    }

    private void acceptAll() {
        try {
            for (int i = 0; i < MAX_STRANGERS && !greeted.isDone(); i++) {
                MessageSocket socket = new MessageSocket(server.accept());
                Thread.ofPlatform().daemon().name("worker-hello").start(() -> hear(socket));
            }
        } catch (IOException closed) {
            greeted.completeExceptionally(closed);
        }
    }

    private void hear(MessageSocket socket) {
        // whoever is still silent when the real worker has greeted is hung up on
        var _ = greeted.whenComplete((winner, failed) -> {
            if (winner != socket) {
                socket.close();
            }
        });
        try {
            Message first = socket.read(Protocol.MAX_HELLO_BYTES).orElseThrow(() -> new IOException("no greeting"));
            if (!(first instanceof RequestMessage request && request.getParams() instanceof Protocol.Hello hello)
                    || !MessageDigest.isEqual(hello.secret().getBytes(StandardCharsets.UTF_8), secret)) {
                throw new IOException("not the worker that was started");
            }
            boolean sameProtocol = hello.protocol() == Protocol.VERSION;
            socket.write(answer(request, sameProtocol));
            if (!sameProtocol) {
                greeted.completeExceptionally(new IOException(
                        "the worker speaks version " + hello.protocol() + " instead of " + Protocol.VERSION));
            } else if (greeted.complete(socket)) {
                return;
            }
        } catch (IOException | MessageIssueException stranger) {
            log.warn("Turned away a connection to a worker's socket: {}", stranger.getMessage());
        }
        socket.close();
    }

    private ResponseMessage answer(RequestMessage request, boolean sameProtocol) {
        ResponseMessage answer = new ResponseMessage();
        answer.setJsonrpc("2.0");
        answer.setRawId(request.getRawId());
        if (sameProtocol) {
            answer.setResult(new Protocol.Welcome(Protocol.VERSION, engines));
        } else {
            answer.setError(new ResponseError(
                    ResponseErrorCode.InvalidRequest, "protocol " + Protocol.VERSION + " is spoken here", null));
        }
        return answer;
    }
}
