package studio.athanor.gpumonitor.nvml;

/** Return codes of {@code nvml.h}. */
final class NvmlReturn {

    static final int SUCCESS = 0;
    static final int UNINITIALIZED = 1;
    static final int INVALID_ARGUMENT = 2;
    static final int NOT_SUPPORTED = 3;
    static final int NO_PERMISSION = 4;
    static final int INSUFFICIENT_SIZE = 7;
    static final int DRIVER_NOT_LOADED = 9;
    static final int TIMEOUT = 10;
    static final int FUNCTION_NOT_FOUND = 13;
    static final int GPU_IS_LOST = 15;
    static final int RESET_REQUIRED = 16;
    static final int VERSION_MISMATCH = 18;
    static final int ARGUMENT_VERSION_MISMATCH = 25;
    static final int GPU_NOT_FOUND = 28;

    private NvmlReturn() {}

    /** Tells whether the driver refuses the card rather than what is asked of it. */
    static boolean isRefusal(int code) {
        return switch (code) {
            case SUCCESS,
                    NOT_SUPPORTED,
                    NO_PERMISSION,
                    INSUFFICIENT_SIZE,
                    TIMEOUT,
                    FUNCTION_NOT_FOUND,
                    GPU_IS_LOST,
                    RESET_REQUIRED,
                    ARGUMENT_VERSION_MISMATCH -> false;
            default -> true;
        };
    }

    /** Tells whether the same call to the same card will give the same answer for as long as the driver is loaded. */
    static boolean isForGood(int code) {
        return switch (code) {
            case INVALID_ARGUMENT, NOT_SUPPORTED, NO_PERMISSION, FUNCTION_NOT_FOUND, ARGUMENT_VERSION_MISMATCH -> true;
            default -> false;
        };
    }
}
