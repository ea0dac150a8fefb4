package studio.athanor.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.athanor.engines.worker.testkit.FakeStudio.model;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.worker.testkit.FakeStudio;
import studio.athanor.engines.worker.wire.MessageSocket;
import studio.athanor.engines.worker.wire.Protocol;

/** The studio's side of the connection against others than its own worker; the process is a {@code sleep}. */
@DisabledOnOs(OS.WINDOWS)
class GreetingTest {

    private static final String SECRET = "the right words";

    @TempDir
    private Path temporary;

    private WorkerFolder folder;
    private WorkerProcess process;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws Exception {
        folder = WorkerFolder.create(temporary.resolve("run"));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(folder.socket()));
        process = new WorkerProcess(new ProcessBuilder("sleep", "600").start(), folder);
    }

    @AfterEach
    void end() throws Exception {
        process.kill();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "Content-Length: 999999999\r\n\r\n",
                "Content-Length: 5000\r\n\r\n",
                "Content-Length: 2\r\n\r\n{}",
                "Content-Length: 4\r\n\r\nnull",
                "Content-Length: 3\r\n\r\n{{{",
                "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
            })
    void turnsStrangersAwayAndTakesTheWorker(String words) throws Exception {
        CompletableFuture<MessageSocket> greeted = awaitGreeting();
        try (SocketChannel stranger = SocketChannel.open(UnixDomainSocketAddress.of(folder.socket()))) {
            stranger.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.ISO_8859_1)));
            assertThat(stranger.read(ByteBuffer.allocate(100))).isEqualTo(-1);
        }
        try (MessageSocket worker = hello(SECRET, Protocol.VERSION)) {
            assertThat(worker.read(1000).orElseThrow())
                    .isInstanceOfSatisfying(
                            ResponseMessage.class,
                            answer -> assertThat(answer.getResult()).isInstanceOf(Protocol.Welcome.class));
            assertThat(greeted.get(60, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void turnsAWrongSecretAway() throws Exception {
        CompletableFuture<MessageSocket> greeted = awaitGreeting();
        try (MessageSocket stranger = hello("other words", Protocol.VERSION)) {
            assertThat(stranger.read(1000)).isEmpty();
        }
        assertThat(greeted).isNotDone();
        try (MessageSocket _ = hello(SECRET, Protocol.VERSION)) {
            assertThat(greeted.get(60, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void refusesAnotherVersionOfTheProtocol() throws Exception {
        CompletableFuture<MessageSocket> greeted = awaitGreeting();
        try (MessageSocket worker = hello(SECRET, Protocol.VERSION + 1)) {
            assertThat(worker.read(1000).orElseThrow())
                    .isInstanceOfSatisfying(
                            ResponseMessage.class,
                            answer -> assertThat(answer.getError()).isNotNull());
        }
        assertThatThrownBy(() -> greeted.get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(EngineException.class)
                .hasMessageContaining("version " + (Protocol.VERSION + 1));
        assertThat(process.awaitExit(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void noticesThatTheProcessEnded() {
        CompletableFuture<MessageSocket> greeted = awaitGreeting();

        process.kill();

        assertThatThrownBy(() -> greeted.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(EngineException.class);
    }

    @Test
    void givesUpOnASilentProcess() {
        Greeting greeting = new Greeting(server, SECRET, new EngineEnvironment(Map.of()));

        assertThatThrownBy(() -> greeting.await(process, Duration.ofMillis(200)))
                .isInstanceOf(EngineException.RuntimeUnavailable.class)
                .hasMessageContaining("no greeting");
        assertThat(process.awaitExit(Duration.ofSeconds(30))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama_model_loader: loaded meta data with 28 key-value pairs\n",
                "Content-Length: 1073741824\r\n\r\n",
                "Content-Length: 20\r\n\r\n{\"jsonrpc\":\"2.0\",###",
                "Content-Length: 61\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"textEvents\",\"params\":{\"events\":[1]}}",
                "Content-Length: 99999\r\n\r\nhalf a frame"
            })
    void endsAWorkerThatSendsGarbage(String garbage) throws Exception {
        CompletableFuture<MessageSocket> greeted = awaitGreeting();
        SocketChannel raw = SocketChannel.open(UnixDomainSocketAddress.of(folder.socket()));
        MessageSocket worker = new MessageSocket(raw);
        sendHello(worker, SECRET, Protocol.VERSION);
        try (WorkerClient client =
                new WorkerClient(process, greeted.get(60, TimeUnit.SECONDS), WorkerLimits.defaults())) {
            var _ = worker.read(1000);
            raw.write(ByteBuffer.wrap(garbage.getBytes(StandardCharsets.ISO_8859_1)));
            raw.shutdownOutput();

            assertThatThrownBy(() -> client.open(model("any"), LoadObserver.NONE))
                    .isInstanceOf(EngineException.WorkerDied.class);
            assertThat(process.awaitExit(Duration.ofSeconds(30))).isTrue();
        }
        worker.close();
    }

    private CompletableFuture<MessageSocket> awaitGreeting() {
        Greeting greeting =
                new Greeting(server, SECRET, FakeStudio.settings(temporary).engines());
        CompletableFuture<MessageSocket> greeted = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                greeted.complete(greeting.await(process, Duration.ofSeconds(60)));
            } catch (EngineException | InterruptedException failed) {
                greeted.completeExceptionally(failed);
            }
        });
        return greeted;
    }

    private MessageSocket hello(String secret, int protocol) throws Exception {
        MessageSocket worker = MessageSocket.connect(folder.socket());
        sendHello(worker, secret, protocol);
        return worker;
    }

    private static void sendHello(MessageSocket worker, String secret, int protocol) throws Exception {
        worker.messages().setMethodProvider(id -> Protocol.HELLO);
        RequestMessage hello = new RequestMessage();
        hello.setJsonrpc("2.0");
        hello.setId("1");
        hello.setMethod(Protocol.HELLO);
        hello.setParams(new Protocol.Hello(protocol, secret, 1));
        worker.write(hello);
    }
}
