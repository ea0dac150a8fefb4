package studio.athanor.gpumonitor.nvml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.athanor.gpumonitor.source.SourceException;

/** NVML's functions. A missing one answers as NVML does, with {@link NvmlReturn#FUNCTION_NOT_FOUND}. Thread-safe. */
@SuppressWarnings("restricted") // this class is where native access is granted
final class NvmlLibrary {

    private final SymbolLookup symbols;
    private final Map<NvmlCall, MethodHandle> calls = new EnumMap<>(NvmlCall.class);
    private final @Nullable MethodHandle init;
    private final @Nullable MethodHandle shutdown;
    private final @Nullable MethodHandle driverVersion;
    private final @Nullable MethodHandle count;
    private final @Nullable MethodHandle handle;
    private final @Nullable MethodHandle eventSetCreate;
    private final @Nullable MethodHandle eventSetFree;
    private final @Nullable MethodHandle registerEvents;
    private final @Nullable MethodHandle eventSetWait;

    private NvmlLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
        for (NvmlCall call : NvmlCall.values()) {
            MethodHandle bound = bind(call.symbol(), layouts(call.shape()));
            if (bound != null) {
                calls.put(call, bound);
            }
        }
        init = bind("nvmlInit_v2");
        shutdown = bind("nvmlShutdown");
        driverVersion = bind("nvmlSystemGetDriverVersion", ADDRESS, JAVA_INT);
        count = bind("nvmlDeviceGetCount_v2", ADDRESS);
        handle = bind("nvmlDeviceGetHandleByIndex_v2", JAVA_INT, ADDRESS);
        eventSetCreate = bind("nvmlEventSetCreate", ADDRESS);
        eventSetFree = bind("nvmlEventSetFree", ADDRESS);
        registerEvents = bind("nvmlDeviceRegisterEvents", ADDRESS, JAVA_LONG, ADDRESS);
        eventSetWait = bind("nvmlEventSetWait_v2", ADDRESS, ADDRESS, JAVA_INT);
    }

    /**
     * Loads the first library that is there. It stays loaded as long as this process lives, since the driver may have
     * threads in it.
     *
     * @param names file names for the system's loader, or absolute paths
     * @throws SourceException.NotPresent if none is there
     */
    static NvmlLibrary load(List<String> names) throws SourceException.NotPresent {
        for (String name : names) {
            try {
                return new NvmlLibrary(SymbolLookup.libraryLookup(name, Arena.global()));
            } catch (IllegalArgumentException _) {
                // the next name may do
            }
        }
        throw new SourceException.NotPresent(
                "NVIDIA's management library is not installed (" + String.join(", ", names) + ").");
    }

    int init() {
        try {
            return init == null ? NvmlReturn.FUNCTION_NOT_FOUND : (int) init.invokeExact();
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    void shutdown() {
        try {
            if (shutdown != null) {
                int _ = (int) shutdown.invokeExact();
            }
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    int driverVersion(MemorySegment text) {
        try {
            return driverVersion == null
                    ? NvmlReturn.FUNCTION_NOT_FOUND
                    : (int) driverVersion.invokeExact(text, (int) text.byteSize());
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    int count(MemorySegment out) {
        try {
            return count == null ? NvmlReturn.FUNCTION_NOT_FOUND : (int) count.invokeExact(out);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    int handle(int index, MemorySegment out) {
        try {
            return handle == null ? NvmlReturn.FUNCTION_NOT_FOUND : (int) handle.invokeExact(index, out);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    /** Calls a function of {@link NvmlCall.Shape#OUT}. */
    int call(NvmlCall call, MemorySegment device, MemorySegment out) {
        MethodHandle function = calls.get(call);
        try {
            return function == null ? NvmlReturn.FUNCTION_NOT_FOUND : (int) function.invokeExact(device, out);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    /** Calls a function of {@link NvmlCall.Shape#INDEXED_OUT}. */
    int call(NvmlCall call, MemorySegment device, int index, MemorySegment out) {
        MethodHandle function = calls.get(call);
        try {
            return function == null ? NvmlReturn.FUNCTION_NOT_FOUND : (int) function.invokeExact(device, index, out);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    /** Calls a function of {@link NvmlCall.Shape#TEXT}. */
    int text(NvmlCall call, MemorySegment device, MemorySegment text) {
        MethodHandle function = calls.get(call);
        try {
            return function == null
                    ? NvmlReturn.FUNCTION_NOT_FOUND
                    : (int) function.invokeExact(device, text, (int) text.byteSize());
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    /** Calls a function of {@link NvmlCall.Shape#LIST} or {@link NvmlCall.Shape#TWO_OUT}. */
    int call(NvmlCall call, MemorySegment device, MemorySegment first, MemorySegment second) {
        MethodHandle function = calls.get(call);
        try {
            return function == null ? NvmlReturn.FUNCTION_NOT_FOUND : (int) function.invokeExact(device, first, second);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    int eventSetCreate(MemorySegment out) {
        try {
            return eventSetCreate == null ? NvmlReturn.FUNCTION_NOT_FOUND : (int) eventSetCreate.invokeExact(out);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    void eventSetFree(MemorySegment set) {
        try {
            if (eventSetFree != null) {
                int _ = (int) eventSetFree.invokeExact(set);
            }
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    int registerEvents(MemorySegment device, long types, MemorySegment set) {
        try {
            return registerEvents == null
                    ? NvmlReturn.FUNCTION_NOT_FOUND
                    : (int) registerEvents.invokeExact(device, types, set);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    /** Blocks until an event comes or the time is over. */
    int eventSetWait(MemorySegment set, MemorySegment event, int timeoutMillis) {
        try {
            return eventSetWait == null
                    ? NvmlReturn.FUNCTION_NOT_FOUND
                    : (int) eventSetWait.invokeExact(set, event, timeoutMillis);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    private @Nullable MethodHandle bind(String symbol, MemoryLayout... arguments) {
        return symbols.find(symbol)
                .map(address ->
                        Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(JAVA_INT, arguments)))
                .orElse(null);
    }

    private static MemoryLayout[] layouts(NvmlCall.Shape shape) {
        return switch (shape) {
            case OUT -> new MemoryLayout[] {ADDRESS, ADDRESS};
            case INDEXED_OUT -> new MemoryLayout[] {ADDRESS, JAVA_INT, ADDRESS};
            case TEXT -> new MemoryLayout[] {ADDRESS, ADDRESS, JAVA_INT};
            case LIST, TWO_OUT -> new MemoryLayout[] {ADDRESS, ADDRESS, ADDRESS};
        };
    }

    /** Native functions throw nothing; only a wrong binding gets here. */
    private static IllegalStateException broken(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("A function of NVML is bound wrongly.", thrown);
    }
}
