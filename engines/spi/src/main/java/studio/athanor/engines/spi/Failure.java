package studio.athanor.engines.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An {@link EngineException} as a value that can cross a process boundary.
 *
 * @param kind which exception
 * @param message what failed and with what, a sentence
 * @param remedy what to do, a sentence
 * @param details diagnostics worth copying
 */
public record Failure(Kind kind, String message, String remedy, Optional<String> details) {

    /** Returns this failure as an exception. */
    public EngineException toException() {
        @Nullable String text = details.orElse(null);
        return switch (kind) {
            case MODEL_REJECTED -> new EngineException.ModelRejected(message, remedy, text);
            case OUT_OF_MEMORY -> new EngineException.OutOfMemory(message, remedy, text);
            case RUNTIME_UNAVAILABLE -> new EngineException.RuntimeUnavailable(message, remedy, text);
            case WORKER_DIED -> new EngineException.WorkerDied(message, remedy, text);
            case DEVICE_LOST -> new EngineException.DeviceLost(message, remedy, text);
            case UNSUPPORTED -> new EngineException.Unsupported(message, remedy, text);
            case INVALID_REQUEST -> new EngineException.InvalidRequest(message, remedy, text);
            case CONTEXT_FULL -> new EngineException.ContextFull(message, remedy, text);
            case COMPUTATION_FAILED -> new EngineException.ComputationFailed(message, remedy, text);
        };
    }

    /** Which exception a failure stands for; the names are stable. */
    public enum Kind {
        MODEL_REJECTED,
        OUT_OF_MEMORY,
        RUNTIME_UNAVAILABLE,
        WORKER_DIED,
        DEVICE_LOST,
        UNSUPPORTED,
        INVALID_REQUEST,
        CONTEXT_FULL,
        COMPUTATION_FAILED
    }
}
