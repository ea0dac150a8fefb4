package studio.athanor.engines.worker.host;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.worker.wire.Protocol;

/** Turns whatever an engine throws into a failure the studio can show. */
final class WireFailures {

    private WireFailures() {}

    static ResponseError toError(Throwable thrown) {
        Failure failure = toFailure(thrown);
        return new ResponseError(Protocol.FAILURE_CODE, failure.message(), failure);
    }

    static Failure toFailure(Throwable thrown) {
        return switch (thrown) {
            case CompletionException wrapped when wrapped.getCause() != null -> toFailure(wrapped.getCause());
            case EngineException expected -> expected.toFailure();
            case LinkageError missing ->
                new Failure(
                        Failure.Kind.RUNTIME_UNAVAILABLE,
                        "The engine's native library cannot be used: " + text(missing),
                        "Install the engine again.",
                        Optional.of(trace(missing)));
            case InterruptedException _ ->
                new Failure(
                        Failure.Kind.COMPUTATION_FAILED, "The call was interrupted.", "Try again.", Optional.empty());
            default ->
                new Failure(
                        Failure.Kind.COMPUTATION_FAILED,
                        "The engine failed unexpectedly: " + text(thrown),
                        "Try again. If it happens again, report it with the details.",
                        Optional.of(trace(thrown)));
        };
    }

    private static String text(Throwable thrown) {
        String message = thrown.getMessage();
        return thrown.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
