package studio.athanor.cli;

import studio.athanor.engines.spi.EngineException;

/** What the program says to the script that called it. The numbers are stable and listed in {@code athanor help}. */
public final class ExitCode {

    /** All went well. */
    public static final int OK = 0;
    /** Something failed that has no code of its own. */
    public static final int FAILED = 1;
    /** The command line is wrong. */
    public static final int USAGE = 2;
    /** A file or value that was given is wrong. */
    public static final int BAD_INPUT = 3;
    /** A device or the host has not enough memory. */
    public static final int OUT_OF_MEMORY = 4;
    /** The engine's runtime is missing or cannot run here. */
    public static final int RUNTIME_UNAVAILABLE = 5;
    /** The engine's process died, perhaps because its device was lost. */
    public static final int WORKER_DIED = 6;
    /** Interrupted, as shells say it: 128 + SIGINT. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** Returns the code of an engine's failure. */
    public static int of(EngineException failure) {
        return switch (failure.kind()) {
            case MODEL_REJECTED, UNSUPPORTED, INVALID_REQUEST, CONTEXT_FULL -> BAD_INPUT;
            case OUT_OF_MEMORY -> OUT_OF_MEMORY;
            case RUNTIME_UNAVAILABLE -> RUNTIME_UNAVAILABLE;
            case WORKER_DIED, DEVICE_LOST -> WORKER_DIED;
            case COMPUTATION_FAILED -> FAILED;
        };
    }
}
