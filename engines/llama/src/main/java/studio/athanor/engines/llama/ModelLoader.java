package studio.athanor.engines.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import studio.athanor.engines.ggml.CpuThreads;
import studio.athanor.engines.ggml.GgmlDevice;
import studio.athanor.engines.ggml.GgmlRuntime;
import studio.athanor.engines.ggml.RuntimeLog;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufFile;
import studio.athanor.engines.gguf.GgufReport;
import studio.athanor.engines.gguf.GgufValidator;
import studio.athanor.engines.llama.libllama.Libllama;
import studio.athanor.engines.llama.libllama.Models;
import studio.athanor.engines.llama.libllama.Structs;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineException.ComputationFailed;
import studio.athanor.engines.spi.EngineException.ModelRejected;
import studio.athanor.engines.spi.EngineException.Unsupported;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.LoadedModel.MemoryUse;
import studio.athanor.engines.spi.OpenRequest;

/** Loads one model: checks the file in Java, then lets the library load it and makes its context. */
final class ModelLoader {

    private static final int LOAD_MODE_NONE = 0;
    private static final int LOAD_MODE_MMAP_AND_LOCK = 3;

    private final GgmlRuntime runtime;
    private final Libllama libllama;
    private final OpenRequest request;
    private final LoadObserver observer;
    private final DeviceNames names;

    ModelLoader(GgmlRuntime runtime, Libllama libllama, OpenRequest request, LoadObserver observer) {
        this.runtime = runtime;
        this.libllama = libllama;
        this.request = request;
        this.observer = observer;
        names = new DeviceNames(request.deviceNames());
    }

    /**
     * Loads the model.
     *
     * @throws EngineException if the file or the options were refused, or the library failed
     * @throws InterruptedException if the thread was interrupted meanwhile; nothing stays loaded
     */
    LoadedNative load() throws EngineException, InterruptedException {
        LoadedNative loaded = load(false);
        try {
            requireAsPlanned(loaded.log());
            return loaded;
        } catch (ComputationFailed e) {
            loaded.model().close();
            throw e;
        }
    }

    /**
     * Goes through a load without allocating weights or caches, and tells what the graphs' scratch would take.
     *
     * @return bytes by device, the host's under {@code CPU}
     */
    Map<String, Long> measureCompute() throws EngineException, InterruptedException {
        LoadedNative measured = load(true);
        measured.model().close();
        Map<String, Long> bytes = new TreeMap<>();
        for (MemoryUse use : MemoryReport.read(measured.log(), names)) {
            if (use.computeBytes() > 0) {
                bytes.merge(hostOr(use.deviceId()), use.computeBytes(), Long::sum);
            }
        }
        return bytes;
    }

    /** Scratch that a driver keeps in host memory counts as the host's. */
    private static String hostOr(String buffer) {
        return buffer.startsWith("CPU") || buffer.endsWith("_Host") ? "CPU" : buffer;
    }

    private LoadedNative load(boolean dry) throws EngineException, InterruptedException {
        LoadLimits.check(request.options(), libllama.models());
        GgufReport report = validated(Path.of(request.modelFile()));
        if (!request.plan().shares().isEmpty()) {
            runtime.loadAccelerators();
        }
        DeviceAssignment devices = DeviceAssignment.of(request.plan(), names, runtime, totalLayers(report.file()));
        libllama.models().initialise();
        try (RuntimeLog.Capture capture = runtime.log().capture()) {
            MemorySegment model = loadWeights(devices, report.file(), dry, capture);
            try {
                observer.progress("context", 0);
                NativeModel loaded = makeContext(model, report, capture);
                observer.progress("context", 1);
                return new LoadedNative(loaded, report, capture.lines());
            } catch (EngineException | InterruptedException | RuntimeException e) {
                libllama.models().free(model);
                throw e;
            }
        }
    }

    /** A device that was planned and got nothing is a fault that must not pass in silence. */
    private void requireAsPlanned(List<String> log) throws ComputationFailed {
        Set<String> used = MemoryReport.read(log, names).stream()
                .filter(use -> use.modelBytes() > 0)
                .map(MemoryUse::deviceId)
                .collect(Collectors.toSet());
        List<String> empty = request.plan().shares().stream()
                .map(DevicePlan.Share::deviceId)
                .filter(id -> !id.startsWith("CPU") && !used.contains(id))
                .toList();
        if (!empty.isEmpty() && request.plan().hostTensors().isEmpty()) {
            throw new ComputationFailed(
                    "The plan gives layers to " + String.join(", ", empty) + ", but llama.cpp put nothing there.",
                    "Look at the devices again, and plan anew.",
                    String.join("\n", log.subList(Math.max(0, log.size() - 20), log.size())));
        }
    }

    /** Checks a file before native code sees it. */
    static GgufReport validated(Path file) throws ModelRejected, InterruptedException {
        try {
            return new GgufValidator().validate(file);
        } catch (GgufException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("The load of " + file + " was cancelled.");
            }
            throw rejected(e);
        }
    }

    static ModelRejected rejected(GgufException e) {
        return new ModelRejected(String.valueOf(e.getMessage()), e.remedy(), null);
    }

    /** Counts the output layer as one. */
    private static int totalLayers(GgufFile file) {
        long blocks = file.metadata().whole(file.architectureKey("block_count")).orElse(0);
        return Math.clamp(blocks, 0, 100_000) + 1;
    }

    private MemorySegment loadWeights(DeviceAssignment devices, GgufFile file, boolean dry, RuntimeLog.Capture capture)
            throws EngineException, InterruptedException {
        try (Arena arena = Arena.ofShared()) {
            Progress progress = new Progress(observer, Thread.currentThread());
            MemorySegment params = modelParams(devices, progress, arena);
            if (hasLatentAttention(file)) {
                params.set(JAVA_BOOLEAN, Structs.offset(Structs.MODEL_PARAMS, "use_extra_bufts"), false);
            }
            if (dry) {
                params.set(JAVA_BOOLEAN, Structs.offset(Structs.MODEL_PARAMS, "no_alloc"), true);
                params.set(JAVA_INT, Structs.offset(Structs.MODEL_PARAMS, "load_mode"), LOAD_MODE_NONE);
            }
            MemorySegment model = libllama.models().load(request.modelFile(), params);
            if (model.equals(MemorySegment.NULL)) {
                if (Thread.interrupted() || progress.cancelled) {
                    throw new InterruptedException("The load of " + request.modelFile() + " was cancelled.");
                }
                throw LoadFailures.ofModel(request.modelFile(), capture.lines(), names);
            }
            return model;
        }
    }

    /**
     * On processors with AMX, llama.cpp 0.5.0 copies the three-dimensional matrices of latent attention into a layout that no
     * operation of theirs takes, and stops itself.
     */
    private static boolean hasLatentAttention(GgufFile file) {
        return file.metadata()
                .whole(file.architectureKey("attention.key_length_mla"))
                .isPresent();
    }

    private MemorySegment modelParams(DeviceAssignment devices, Progress progress, Arena arena) {
        MemorySegment params = libllama.models().defaultParams(arena);
        MemorySegment list = arena.allocate(ADDRESS, devices.devices().size() + 1L);
        MemorySegment split = arena.allocate(
                JAVA_FLOAT,
                Math.max(libllama.models().maxDevices(), devices.devices().size()));
        for (int i = 0; i < devices.devices().size(); i++) {
            list.setAtIndex(ADDRESS, i, devices.devices().get(i));
            split.setAtIndex(JAVA_FLOAT, i, devices.layers().get(i));
        }
        params.set(ADDRESS, Structs.offset(Structs.MODEL_PARAMS, "devices"), list);
        params.set(JAVA_INT, Structs.offset(Structs.MODEL_PARAMS, "n_gpu_layers"), devices.offloadedLayers());
        params.set(ADDRESS, Structs.offset(Structs.MODEL_PARAMS, "tensor_split"), split);
        params.set(ADDRESS, Structs.offset(Structs.MODEL_PARAMS, "progress_callback"), progress.callback(arena));
        request.plan()
                .hostTensors()
                .ifPresent(pattern -> params.set(
                        ADDRESS,
                        Structs.offset(Structs.MODEL_PARAMS, "tensor_buft_overrides"),
                        onHost(pattern, arena)));
        if (request.options().memoryLock()) {
            params.set(JAVA_INT, Structs.offset(Structs.MODEL_PARAMS, "load_mode"), LOAD_MODE_MMAP_AND_LOCK);
        }
        return params;
    }

    /** A list of one {@code llama_model_tensor_buft_override}, and the empty one that ends it. */
    private MemorySegment onHost(String pattern, Arena arena) {
        GgmlDevice host = runtime.device("CPU").orElseThrow();
        MemorySegment list = arena.allocate(ADDRESS, 4);
        list.setAtIndex(ADDRESS, 0, arena.allocateFrom(pattern));
        list.setAtIndex(ADDRESS, 1, runtime.bufferType(host));
        return list;
    }

    private NativeModel makeContext(MemorySegment model, GgufReport report, RuntimeLog.Capture capture)
            throws EngineException, InterruptedException {
        LoadOptions options = request.options();
        requireUsable(model, options.embeddings());
        ContextPlan plan = ContextPlan.of(options, libllama.models(), model);
        MemorySegment context;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = libllama.contexts().defaultParams(arena);
            plan.write(params);
            context = libllama.contexts().create(model, params);
        }
        if (context.equals(MemorySegment.NULL)) {
            throw LoadFailures.ofContext(
                    request.modelFile(), plan.contextTokens(), plan.sequences(), capture.lines(), names);
        }
        try {
            new AdapterLoader(runtime, libllama).apply(options.loraAdapters(), model, context, report);
            CpuThreads threads = runtime.startThreads(Math.max(plan.threads(), plan.batchThreads()));
            libllama.contexts().attachThreads(context, threads.handle());
            return new NativeModel(libllama, model, context, threads, plan);
        } catch (EngineException | InterruptedException | RuntimeException e) {
            libllama.contexts().free(context);
            throw e;
        }
    }

    private void requireUsable(MemorySegment model, boolean embeddings) throws Unsupported {
        Models models = libllama.models();
        if (embeddings) {
            return;
        }
        if (models.hasEncoder(model) || !models.hasDecoder(model)) {
            throw new Unsupported(
                    "The model " + request.modelFile() + " is an encoder: it reads texts but does not answer.",
                    "Load it to embed texts, or choose a chat model.",
                    null);
        }
        if (models.isDiffusion(model)) {
            throw new Unsupported(
                    "The model " + request.modelFile() + " is a text-diffusion model, which this engine cannot run.",
                    "Choose a model that writes token by token.",
                    null);
        }
    }

    /**
     * What was loaded.
     *
     * @param log what the library said meanwhile
     */
    record LoadedNative(NativeModel model, GgufReport report, List<String> log) {}

    /** Tells the observer how far the weights are, and the library whether to go on. */
    private static final class Progress {
        private final LoadObserver observer;
        private final Thread loading;
        private volatile boolean cancelled;

        Progress(LoadObserver observer, Thread loading) {
            this.observer = observer;
            this.loading = loading;
        }

        @SuppressWarnings("restricted") // the callback lives as long as the load
        MemorySegment callback(Arena arena) {
            try {
                MethodHandle handle = MethodHandles.lookup()
                        .findVirtual(
                                Progress.class,
                                "onProgress",
                                MethodType.methodType(boolean.class, float.class, MemorySegment.class))
                        .bindTo(this);
                return Linker.nativeLinker()
                        .upcallStub(handle, FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_FLOAT, ADDRESS), arena);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @SuppressWarnings("unused") // called by native code; an exception that left it would end the process
        private boolean onProgress(float done, MemorySegment userData) {
            try {
                observer.progress("weights", done);
            } catch (RuntimeException e) {
                cancelled = true;
            }
            cancelled |= loading.isInterrupted();
            return !cancelled;
        }
    }
}
