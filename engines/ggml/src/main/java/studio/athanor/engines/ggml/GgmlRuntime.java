package studio.athanor.engines.ggml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;
import studio.athanor.engines.spi.MeasuredBandwidth;

/**
 * llama.cpp's libraries, loaded into this process. A process holds a library once and for good, and its log and list of
 * backends are process-wide: therefore {@link #load} returns the same runtime for the same folder. Thread-safe.
 */
public final class GgmlRuntime {

    /** Mirrors state that the operating system keeps per process: which libraries are loaded. */
    private static final Map<Path, GgmlRuntime> LOADED = new HashMap<>();

    private final RuntimeFolder folder;
    private final NativeLibrary base;
    private final NativeLibrary llama;
    private final RuntimeLog log = new RuntimeLog();
    private final BackendRegistry backends;
    private final Map<String, String> unavailable = new TreeMap<>();
    private boolean acceleratorsLoaded;

    private GgmlRuntime(RuntimeFolder folder) throws RuntimeUnavailable {
        this.folder = folder;
        Arena arena = Arena.global();
        base = NativeLibrary.open(folder.base(), arena);
        NativeLibrary registry = NativeLibrary.open(folder.registry(), arena);
        llama = NativeLibrary.open(folder.llama(), arena);
        captureLog();
        backends = new BackendRegistry(base, registry);
        if (backends.hasCpu()) {
            // built without loadable backends, as the official releases for macOS: all there are were registered
            // already
            acceleratorsLoaded = true;
        } else {
            loadCpuBackend();
        }
    }

    /**
     * Loads the libraries and the CPU backend, or returns them if this process has them already.
     *
     * @throws RuntimeUnavailable if a library cannot be loaded, or another build is loaded already
     */
    public static GgmlRuntime load(RuntimeFolder folder) throws RuntimeUnavailable {
        synchronized (LOADED) {
            GgmlRuntime known = LOADED.get(folder.folder());
            if (known != null) {
                return known;
            }
            if (!LOADED.isEmpty()) {
                throw new RuntimeUnavailable(
                        "llama.cpp's libraries in " + folder.folder() + " cannot be loaded beside those in "
                                + LOADED.keySet().iterator().next() + ": a process holds one build.",
                        "Use one runtime folder for all models of a process.",
                        null);
            }
            GgmlRuntime runtime = new GgmlRuntime(folder);
            LOADED.put(folder.folder(), runtime);
            return runtime;
        }
    }

    /**
     * Returns the runtime of this process.
     *
     * @throws IllegalStateException if none was loaded
     */
    public static GgmlRuntime loaded() {
        synchronized (LOADED) {
            if (LOADED.isEmpty()) {
                throw new IllegalStateException("no runtime is loaded");
            }
            return LOADED.values().iterator().next();
        }
    }

    /**
     * Loads the accelerator backends too (Vulkan, CUDA, Metal, ...). One whose driver is missing is skipped; {@link
     * #unavailableBackends} says why. Takes up to some seconds the first time, as drivers start.
     */
    public synchronized void loadAccelerators() {
        if (acceleratorsLoaded) {
            return;
        }
        acceleratorsLoaded = true;
        for (Path backend : folder.acceleratorBackends()) {
            try (RuntimeLog.Capture capture = log.capture()) {
                if (!backends.load(backend)) {
                    List<String> lines = capture.lines();
                    unavailable.put(
                            String.valueOf(backend.getFileName()),
                            lines.isEmpty() ? "not supported on this machine" : lines.getLast());
                }
            }
        }
    }

    /** Returns the accelerator backends that could not be loaded: file name and reason. */
    public synchronized Map<String, String> unavailableBackends() {
        return Map.copyOf(unavailable);
    }

    /** Returns the devices of the backends that are loaded. */
    public List<GgmlDevice> devices() {
        return backends.devices();
    }

    /** Returns the device of a name, if a loaded backend has it. */
    public Optional<GgmlDevice> device(String id) {
        return devices().stream()
                .filter(device -> device.facts().id().equals(id))
                .findFirst();
    }

    /** Returns the kind of memory that tensors on a device are in, as the library's own pointer. */
    public MemorySegment bufferType(GgmlDevice device) {
        return backends.bufferType(device);
    }

    /**
     * Starts threads for computing on the CPU.
     *
     * @throws RuntimeUnavailable if the CPU backend offers none
     */
    public CpuThreads startThreads(int count) throws RuntimeUnavailable {
        MemorySegment create = backends.cpuFunction("ggml_threadpool_new");
        MemorySegment free = backends.cpuFunction("ggml_threadpool_free");
        if (create.equals(MemorySegment.NULL) || free.equals(MemorySegment.NULL)) {
            throw new RuntimeUnavailable(
                    "The CPU backend in " + folder.folder() + " offers no threads.",
                    "Use the libraries of llama.cpp 0.5.x.",
                    null);
        }
        return CpuThreads.start(base, create, free, count);
    }

    /**
     * Measures how fast a device reads weights. Blocks for a second or two.
     *
     * @param cpuThreads how many compute if it is the CPU
     * @throws EngineException if the device cannot be used, has too little free memory, or failed
     * @throws InterruptedException if interrupted
     */
    public MeasuredBandwidth measureBandwidth(GgmlDevice device, int cpuThreads)
            throws EngineException, InterruptedException {
        GraphFunctions functions = new GraphFunctions(base);
        MemorySegment backend = functions.backend(device);
        if (backend.equals(MemorySegment.NULL)) {
            throw new RuntimeUnavailable(
                    "The device " + device.facts().id() + " (" + device.facts().description() + ") cannot be used.",
                    "Look for the devices again; if it is listed still, update its driver.",
                    String.join("\n", log.lines()));
        }
        try {
            BandwidthProbe probe = new BandwidthProbe(functions, log, device, backend);
            if (device.facts().kind() != EngineDevice.Kind.CPU) {
                return probe.measure();
            }
            try (CpuThreads threads = startThreads(cpuThreads)) {
                backends.computeWith(backend, threads, cpuThreads);
                return probe.measure();
            }
        } finally {
            functions.freeBackend(backend);
        }
    }

    /** Returns the library that the llama engine binds. */
    public NativeLibrary llama() {
        return llama;
    }

    /** Returns where the libraries were loaded from. */
    public RuntimeFolder folder() {
        return folder;
    }

    /** Returns what native code logged. */
    public RuntimeLog log() {
        return log;
    }

    private void loadCpuBackend() throws RuntimeUnavailable {
        List<String> reasons = new ArrayList<>();
        Optional<Path> best = Optional.empty();
        int bestScore = 0;
        for (Path candidate : folder.cpuBackends()) {
            int score = score(candidate, reasons);
            if (score > bestScore) {
                bestScore = score;
                best = Optional.of(candidate);
            }
        }
        if (best.isEmpty() || !backends.load(best.get())) {
            throw new RuntimeUnavailable(
                    "None of the CPU backends in " + folder.folder() + " runs on this processor.",
                    "Use a llama.cpp build for this processor; builds without variants need a recent one.",
                    Stream.concat(reasons.stream(), log.lines().stream()).collect(Collectors.joining("\n")));
        }
    }

    /** A backend built without variants has no score function and counts as the baseline. */
    private static int score(Path backend, List<String> reasons) {
        try (Arena arena = Arena.ofConfined()) {
            NativeLibrary library = NativeLibrary.open(backend, arena);
            if (library.symbol("ggml_backend_score").isEmpty()) {
                return 1;
            }
            MethodHandle score = library.function("ggml_backend_score", JAVA_INT);
            return (int) score.invokeExact();
        } catch (RuntimeUnavailable e) {
            reasons.add(String.valueOf(e.getMessage()));
            return 0;
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    @SuppressWarnings("restricted") // the callback lives as long as the libraries: for good
    private void captureLog() throws RuntimeUnavailable {
        MethodHandle receive;
        try {
            receive = MethodHandles.lookup()
                    .findVirtual(
                            GgmlRuntime.class,
                            "onLog",
                            MethodType.methodType(void.class, int.class, MemorySegment.class, MemorySegment.class))
                    .bindTo(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        MemorySegment callback = Linker.nativeLinker()
                .upcallStub(receive, FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS), Arena.global());
        MethodHandle set = llama.function("llama_log_set", null, ADDRESS, ADDRESS);
        try {
            set.invokeExact(callback, MemorySegment.NULL);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    @SuppressWarnings("unused") // called by native code; an exception that left it would end the process
    private void onLog(int level, MemorySegment text, MemorySegment userData) {
        try {
            log.append(level, NativeCall.string(text));
        } catch (RuntimeException e) {
            log.append(level, "(a log line that is not UTF-8)\n");
        }
    }
}
