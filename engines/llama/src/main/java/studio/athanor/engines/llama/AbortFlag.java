package studio.athanor.engines.llama;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * A flag that native code asks between the steps of a computation. The C library's {@code strlen} serves as the callback: over
 * the two bytes {@code flag, 0} it returns 0 or 1, and asking costs nanoseconds, where an upcall into Java for each of some
 * thousand steps per token would be felt. Raised and lowered from any thread.
 */
final class AbortFlag {

    private static final VarHandle BYTE = JAVA_BYTE.varHandle();

    /** May be raised by a late cancellation after everything else was freed. */
    private final MemorySegment bytes = Arena.ofAuto().allocate(8);

    private final Optional<MemorySegment> callback =
            Linker.nativeLinker().defaultLookup().find("strlen");

    void raise() {
        BYTE.setVolatile(bytes, 0L, (byte) 1);
    }

    void lower() {
        BYTE.setVolatile(bytes, 0L, (byte) 0);
    }

    boolean raised() {
        return (byte) BYTE.getVolatile(bytes, 0L) != 0;
    }

    /** Returns the function to call with {@link #argument}; absent where the C library does not show it. */
    Optional<MemorySegment> callback() {
        return callback;
    }

    MemorySegment argument() {
        return bytes;
    }
}
