package studio.athanor.engines.ggml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;

/**
 * Threads of the CPU backend that stay alive between computations. Without them the backend starts new ones for every
 * token. Whoever creates them attaches them to a context, and closes them after it.
 */
@SuppressWarnings("restricted") // links functions that the backend hands out by address
public final class CpuThreads implements AutoCloseable {

    /** {@code ggml_threadpool_params} of {@code ggml.h}. */
    static final StructLayout PARAMS = MemoryLayout.structLayout(
            MemoryLayout.sequenceLayout(512, JAVA_BOOLEAN).withName("cpumask"),
            JAVA_INT.withName("n_threads"),
            JAVA_INT.withName("prio"),
            JAVA_INT.withName("poll"),
            JAVA_BOOLEAN.withName("strict_cpu"),
            JAVA_BOOLEAN.withName("paused"),
            MemoryLayout.paddingLayout(2));

    private final MemorySegment handle;
    private final MethodHandle free;
    private boolean closed;

    private CpuThreads(MemorySegment handle, MethodHandle free) {
        this.handle = handle;
        this.free = free;
    }

    static CpuThreads start(NativeLibrary base, MemorySegment create, MemorySegment free, int count)
            throws RuntimeUnavailable {
        MethodHandle initialise = base.function("ggml_threadpool_params_init", null, ADDRESS, JAVA_INT);
        Linker linker = Linker.nativeLinker();
        MethodHandle newPool = linker.downcallHandle(create, FunctionDescriptor.of(ADDRESS, ADDRESS));
        MethodHandle freePool = linker.downcallHandle(free, FunctionDescriptor.ofVoid(ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = arena.allocate(PARAMS);
            initialise.invokeExact(params, count);
            return new CpuThreads((MemorySegment) newPool.invokeExact(params), freePool);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Returns ggml's own pointer. */
    public MemorySegment handle() {
        return handle;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            free.invokeExact(handle);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }
}
