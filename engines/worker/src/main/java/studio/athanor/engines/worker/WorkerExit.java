package studio.athanor.engines.worker;

import java.util.Optional;
import java.util.function.UnaryOperator;
import studio.athanor.engines.spi.Failure;

/**
 * Why a worker ended, found from its exit code, its last words and the virtual machine's crash report.
 *
 * @param cause the kind of end
 * @param exitCode of the process, absent if it could not be ended
 * @param evidence the line or fact that tells, may be empty
 * @param details diagnostics worth copying
 * @param lostDevice the device that was lost, if one was and it is known
 */
record WorkerExit(
        Cause cause, Optional<Integer> exitCode, String evidence, String details, Optional<String> lostDevice) {

    /** The kinds of end. */
    enum Cause {
        DEVICE_LOST(
                "does not answer any more: it was unplugged, was reset by its driver, or has failed",
                "Ask again: the model is loaded once more, and planned anew if the device is gone. If it happens again,"
                        + " check the card, its cables and its driver."),
        DEVICE_OUT_OF_MEMORY(
                "a device ran out of memory",
                "Put fewer layers on the device, choose a shorter context, or use a smaller model."),
        HOST_OUT_OF_MEMORY(
                "the computer ran out of memory",
                "Close other programs, choose a shorter context, or use a smaller model."),
        JAVA_HEAP_EXHAUSTED("its working memory was used up", "Try a shorter prompt, or fewer requests at once."),
        MISSING_LIBRARY(
                "a library is missing or does not fit this system",
                "Install the engine again, or the driver named in the details."),
        ILLEGAL_INSTRUCTION(
                "the engine uses instructions this processor does not have",
                "Use a build of the engine for this processor."),
        ASSERTION(
                "the engine stopped itself at an internal check",
                "Check that the file is complete, or use a newer engine."),
        SEGMENTATION_FAULT(
                "the engine crashed in native code",
                "Check that the file is complete, update the graphics driver, or try the CPU."),
        KILLED(
                "it was killed, perhaps by the system because memory ran low",
                "Close other programs or use a smaller model, then try again."),
        STALLED("it stopped answering and was ended", "Try again; if it happens again, try the CPU."),
        PROTOCOL("it sent something that is not a message", "Install the studio again."),
        NOT_STARTED("it did not start", "Install the studio again."),
        ENDED("it ended without a reason", "Try again."),
        UNKNOWN("it ended unexpectedly", "Try again; the details tell more.");

        private final String phrase;
        private final String remedy;

        Cause(String phrase, String remedy) {
            this.phrase = phrase;
            this.remedy = remedy;
        }
    }

    /** Returns this end with another name of the device. */
    WorkerExit namingDevice(UnaryOperator<String> name) {
        return new WorkerExit(cause, exitCode, evidence, details, lostDevice.map(name));
    }

    /** Returns the failure of what ran in the worker. */
    Failure whileRunning() {
        return cause == Cause.DEVICE_LOST
                ? failure(Failure.Kind.DEVICE_LOST, capitalized(phrase()))
                : failure(Failure.Kind.WORKER_DIED, "The engine's process ended: " + phrase());
    }

    private String phrase() {
        return cause == Cause.DEVICE_LOST
                ? lostDevice.map(name -> "the graphics device " + name).orElse("a graphics device") + " " + cause.phrase
                : cause.phrase;
    }

    private static String capitalized(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** Returns the failure of a load. */
    Failure whileLoading(String modelFile) {
        Failure.Kind kind = switch (cause) {
            case DEVICE_OUT_OF_MEMORY, HOST_OUT_OF_MEMORY -> Failure.Kind.OUT_OF_MEMORY;
            case MISSING_LIBRARY, ILLEGAL_INSTRUCTION -> Failure.Kind.RUNTIME_UNAVAILABLE;
            case ASSERTION -> Failure.Kind.MODEL_REJECTED;
            case DEVICE_LOST -> Failure.Kind.DEVICE_LOST;
            default -> Failure.Kind.WORKER_DIED;
        };
        return failure(kind, "Loading " + modelFile + " failed: " + phrase());
    }

    /** Returns the failure of a measurement, in which no model takes part. */
    Failure whileMeasuring(String deviceId) {
        String what = "Measuring " + deviceId + " failed: " + phrase();
        return switch (cause) {
            case DEVICE_OUT_OF_MEMORY, HOST_OUT_OF_MEMORY, JAVA_HEAP_EXHAUSTED, KILLED ->
                failure(
                        cause == Cause.KILLED ? Failure.Kind.WORKER_DIED : Failure.Kind.OUT_OF_MEMORY,
                        what,
                        "Unload models and close programs that use memory, then measure again.");
            case MISSING_LIBRARY, ILLEGAL_INSTRUCTION -> failure(Failure.Kind.RUNTIME_UNAVAILABLE, what);
            case ASSERTION, SEGMENTATION_FAULT, STALLED, ENDED, UNKNOWN ->
                failure(
                        Failure.Kind.WORKER_DIED,
                        what,
                        "Measure again; if it fails again, restart the computer or update the device's driver. Until then"
                                + " plans use the bandwidth of its data sheet.");
            case DEVICE_LOST -> failure(Failure.Kind.DEVICE_LOST, what);
            case PROTOCOL, NOT_STARTED -> failure(Failure.Kind.WORKER_DIED, what);
        };
    }

    /** Returns the failure of a start that came to nothing. */
    Failure whileStarting() {
        Failure.Kind kind = switch (cause) {
            case HOST_OUT_OF_MEMORY, JAVA_HEAP_EXHAUSTED -> Failure.Kind.OUT_OF_MEMORY;
            case MISSING_LIBRARY, ILLEGAL_INSTRUCTION, NOT_STARTED -> Failure.Kind.RUNTIME_UNAVAILABLE;
            case DEVICE_LOST -> Failure.Kind.DEVICE_LOST;
            default -> Failure.Kind.WORKER_DIED;
        };
        return failure(kind, "The engine's process could not be used: " + phrase());
    }

    private Failure failure(Failure.Kind kind, String what) {
        return failure(kind, what, cause.remedy);
    }

    private Failure failure(Failure.Kind kind, String what, String remedy) {
        String message = evidence.isEmpty() || cause == Cause.DEVICE_LOST ? what + "." : what + " (" + evidence + ").";
        return new Failure(kind, message, remedy, details.isEmpty() ? Optional.empty() : Optional.of(details));
    }
}
