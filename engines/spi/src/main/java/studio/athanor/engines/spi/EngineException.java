package studio.athanor.engines.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure that can be expected of an engine. Every message says what failed and with what; {@link #remedy()} says
 * what to do. Cancelling is not a failure.
 */
public abstract sealed class EngineException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;
    private final @Nullable String details;

    private EngineException(String message, String remedy, @Nullable String details, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
        this.details = details;
    }

    /** Returns what a person can do, a sentence. */
    public String remedy() {
        return remedy;
    }

    /** Returns diagnostics worth copying, for example the runtime's last log lines. */
    public Optional<String> details() {
        return Optional.ofNullable(details);
    }

    /** Returns the stable name that crosses process boundaries and appears in error codes. */
    public abstract Failure.Kind kind();

    /** Returns this failure as a value. */
    public Failure toFailure() {
        String message = getMessage();
        return new Failure(kind(), message == null ? kind().name() : message, remedy, details());
    }

    /** The file is not a model this engine can load: malformed, incomplete, or of another format. */
    public static final class ModelRejected extends EngineException {
        private static final long serialVersionUID = 1L;

        public ModelRejected(String message, String remedy, @Nullable String details) {
            super(message, remedy, details, null);
        }

        @Override
        public Failure.Kind kind() {
            return Failure.Kind.MODEL_REJECTED;
        }
    }

    /** A device or the host has not enough memory. */
    public static final class OutOfMemory extends EngineException {
        private static final long serialVersionUID = 1L;

        public OutOfMemory(String message, String remedy, @Nullable String details) {
            super(message, remedy, details, null);
        }

        @Override
        public Failure.Kind kind() {
            return Failure.Kind.OUT_OF_MEMORY;
        }
    }

    /** The engine's runtime is missing, of an unknown version, or cannot run on this machine. */
    public static final class RuntimeUnavailable extends EngineException {
        private static final long serialVersionUID = 1L;

        public RuntimeUnavailable(String message, String remedy, @Nullable String details) {
            super(message, remedy, details, null);
        }

        @Override
        public Failure.Kind kind() {
            return Failure.Kind.RUNTIME_UNAVAILABLE;
        }
    }

    /** The process that held the model ended, or stopped answering. */
    public static final class WorkerDied extends EngineException {
        private static final long serialVersionUID = 1L;

        public WorkerDied(String message, String remedy, @Nullable String details) {
            super(message, remedy, details, null);
        }

        @Override
        public Failure.Kind kind() {
            return Failure.Kind.WORKER_DIED;
        }
    }

    /** A device that computed does not answer any more: it was unplugged, was reset by its driver, or has failed. */
    public static final class DeviceLost extends EngineException {
        private static final long serialVersionUID = 1L;

        public DeviceLost(String message, String remedy, @Nullable String details) {
            super(message, remedy, details, null);
        }

        @Override
        public Failure.Kind kind() {
            return Failure.Kind.DEVICE_LOST;
        }
    }

    /** The request asks for something this model or engine cannot do. */
    public static final class Unsupported extends EngineException {
        private static final long serialVersionUID = 1L;

        public Unsupported(String message, String remedy, @Nullable String details) {
            super(message, remedy, details, null);
        }

        @Override
        public Failure.Kind kind() {
            return Failure.Kind.UNSUPPORTED;
        }
    }

    /** The request itself is wrong: a value out of range, a schema no grammar can hold, a template error. */
    public static final class InvalidRequest extends EngineException {
        private static final long serialVersionUID = 1L;

        public InvalidRequest(String message, String remedy, @Nullable String details) {
            super(message, remedy, details, null);
        }

        @Override
        public Failure.Kind kind() {
            return Failure.Kind.INVALID_REQUEST;
        }
    }

    /** The prompt, or the prompt and the answer, do not fit the context. */
    public static final class ContextFull extends EngineException {
        private static final long serialVersionUID = 1L;

        public ContextFull(String message, String remedy, @Nullable String details) {
            super(message, remedy, details, null);
        }

        @Override
        public Failure.Kind kind() {
            return Failure.Kind.CONTEXT_FULL;
        }
    }

    /** The runtime reported an error in mid-computation. */
    public static final class ComputationFailed extends EngineException {
        private static final long serialVersionUID = 1L;

        public ComputationFailed(String message, String remedy, @Nullable String details) {
            super(message, remedy, details, null);
        }

        @Override
        public Failure.Kind kind() {
            return Failure.Kind.COMPUTATION_FAILED;
        }
    }
}
