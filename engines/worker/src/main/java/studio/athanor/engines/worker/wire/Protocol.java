package studio.athanor.engines.worker.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.MeasuredBandwidth;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextRequest;

/**
 * The calls between the studio and a worker. The worker connects and sends {@link #HELLO} as its first frame; after the
 * studio accepted it, the studio asks and the worker answers. Requests are cancelled with JSON-RPC's {@code
 * $/cancelRequest}, answers in progress with {@link #CANCEL}.
 */
public final class Protocol {

    /** Raised whenever a message changes; both sides must have the same. */
    public static final int VERSION = 3;

    /** Longest frame either side accepts. */
    public static final int MAX_FRAME_BYTES = 16 << 20;

    /** Longest frame accepted before the worker has proved who it is. */
    public static final int MAX_HELLO_BYTES = 4096;

    /** Code of a JSON-RPC error whose data is a {@link studio.athanor.engines.spi.Failure}. */
    public static final int FAILURE_CODE = -32000;

    /** Exit code of a worker that was sent something it does not understand. */
    public static final int EXIT_PROTOCOL = 76;

    /** Exit code of a worker that could not reach the studio. */
    public static final int EXIT_NO_STUDIO = 75;

    public static final String HELLO = "hello";
    public static final String PING = "ping";
    public static final String DEVICES = "devices";
    public static final String OPEN = "open";
    public static final String MEASURE = "measureCompute";
    public static final String MEASURE_BANDWIDTH = "measureBandwidth";
    public static final String LOAD_PROGRESS = "loadProgress";
    public static final String GENERATE = "generate";
    public static final String TEXT_EVENTS = "textEvents";
    public static final String CANCEL = "cancel";
    public static final String EMBED = "embed";
    public static final String COUNT_TOKENS = "countTokens";
    public static final String SHUTDOWN = "shutdown";

    private Protocol() {}

    /** A call or an answer without content. */
    public record Nothing() {}

    /**
     * The worker's greeting.
     *
     * @param protocol {@link #VERSION}
     * @param secret the words the studio wrote to the worker's stdin
     * @param processId the worker's
     */
    public record Hello(int protocol, String secret, long processId) {}

    /**
     * The studio's answer to a greeting.
     *
     * @param protocol {@link #VERSION}
     * @param engines where the engine finds its runtime
     */
    public record Welcome(int protocol, EngineEnvironment engines) {}

    /** The devices an engine could use. */
    public record Devices(List<EngineDevice> devices) {}

    /** A model to load. */
    public record Open(OpenRequest request) {}

    /** A model that was loaded. */
    public record Opened(LoadedModel model) {}

    /** Bytes of scratch by device. */
    public record Measured(Map<String, Long> computeBytes) {}

    /** A device whose memory is to be measured. */
    public record MeasureBandwidth(String deviceId) {}

    /** How fast a device read weights; empty if the engine cannot tell. */
    public record BandwidthMeasured(Optional<MeasuredBandwidth> bandwidth) {}

    /** How far a load is. */
    public record LoadProgress(String stage, double fraction) {}

    /**
     * A request for text.
     *
     * @param id chosen by the studio, unique within a worker
     * @param request what to generate
     */
    public record Generate(long id, TextRequest request) {}

    /** A request for text that is to end. */
    public record Cancel(long id) {}

    /**
     * An event of a request for text.
     *
     * @param id of the request
     * @param event what happened
     */
    public record RequestEvent(long id, TextEvent event) {}

    /** Events that were ready at the same time, in order. */
    public record TextEvents(List<RequestEvent> events) {}

    /** Texts to embed. */
    public record Embed(List<String> texts) {}

    /** One vector per text. */
    public record Embedded(List<float[]> vectors) {}

    /** A prompt whose tokens are to be counted. */
    public record CountTokens(Prompt prompt) {}

    /** The number of tokens of a prompt. */
    public record TokenCount(int tokens) {}

    /** Creates the reader and writer of messages; each connection has its own. */
    public static MessageJsonHandler messages() {
        Map<String, JsonRpcMethod> methods = Stream.of(
                        JsonRpcMethod.request(HELLO, Welcome.class, Hello.class),
                        JsonRpcMethod.request(PING, Nothing.class, Nothing.class),
                        JsonRpcMethod.request(DEVICES, Devices.class, Nothing.class),
                        JsonRpcMethod.request(OPEN, Opened.class, Open.class),
                        JsonRpcMethod.request(MEASURE, Measured.class, Open.class),
                        JsonRpcMethod.request(MEASURE_BANDWIDTH, BandwidthMeasured.class, MeasureBandwidth.class),
                        JsonRpcMethod.notification(LOAD_PROGRESS, LoadProgress.class),
                        JsonRpcMethod.request(GENERATE, Nothing.class, Generate.class),
                        JsonRpcMethod.notification(TEXT_EVENTS, TextEvents.class),
                        JsonRpcMethod.notification(CANCEL, Cancel.class),
                        JsonRpcMethod.request(EMBED, Embedded.class, Embed.class),
                        JsonRpcMethod.request(COUNT_TOKENS, TokenCount.class, CountTokens.class),
                        JsonRpcMethod.request(SHUTDOWN, Nothing.class, Nothing.class))
                .collect(Collectors.toMap(JsonRpcMethod::getMethodName, Function.identity()));
        return new MessageJsonHandler(methods, SpiJson::configure);
    }
}
