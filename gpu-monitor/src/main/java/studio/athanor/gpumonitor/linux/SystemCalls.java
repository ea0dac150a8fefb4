package studio.athanor.gpumonitor.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/** Functions of the C library for what Java's files cannot do: requests to drivers, and reading without waiting. */
@SuppressWarnings("restricted") // this class is where native access is granted
final class SystemCalls {

    static final int READ_WRITE = 2;
    static final int READ_WITHOUT_WAITING = 0x800;

    /** What was next to be read was written over ({@code EPIPE}). */
    static final int OVERWRITTEN = -32;

    private static final int CLOCK_MONOTONIC = 1;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERROR = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle open;
    private final MethodHandle ioctl;
    private final MethodHandle read;
    private final MethodHandle close;
    private final MethodHandle time;

    SystemCalls() {
        open = bind("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
        ioctl = bind(
                "ioctl",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                Linker.Option.firstVariadicArg(2));
        read = bind(
                "read",
                FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG),
                Linker.Option.captureCallState("errno"));
        close = bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        time = bind("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    }

    /** Opens a file; negative if it is not there or not permitted. */
    int open(Path path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) open.invokeExact(arena.allocateFrom(path.toString()), flags | CLOSE_ON_EXEC);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    /** Asks a driver; 0 if it answered. */
    int ioctl(int file, long request, MemorySegment argument) {
        try {
            return (int) ioctl.invokeExact(file, request, argument);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    /** Reads into a buffer; 0 at the end of a file, the negative error if nothing could be read. */
    long read(int file, MemorySegment buffer) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long length = (long) read.invokeExact(state, file, buffer, buffer.byteSize());
            return length >= 0 ? length : -(int) ERROR.get(state, 0L);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    void close(int file) {
        try {
            int _ = (int) close.invokeExact(file);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    /** Returns how long the machine has been awake since its start, in microseconds: time in suspend does not count. */
    long awakeMicros() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment now = arena.allocate(JAVA_LONG, 2);
            int _ = (int) time.invokeExact(CLOCK_MONOTONIC, now);
            return now.get(JAVA_LONG, 0) * 1_000_000 + now.get(JAVA_LONG, JAVA_LONG.byteSize()) / 1000;
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    private static MethodHandle bind(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
    }

    /** Native functions throw nothing; only a wrong binding gets here. */
    private static IllegalStateException broken(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("A function of the C library is bound wrongly.", thrown);
    }
}
