package studio.athanor.engines.llama;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import studio.athanor.engines.ggml.GgmlRuntime;
import studio.athanor.engines.ggml.RuntimeLog;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufReport;
import studio.athanor.engines.gguf.GgufValidator;
import studio.athanor.engines.llama.libllama.Libllama;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineException.ModelRejected;
import studio.athanor.engines.spi.EngineException.Unsupported;
import studio.athanor.engines.spi.LoadOptions.LoraAdapter;

/** Loads low-rank adapters, which are freed with their model, and applies them to its context. */
final class AdapterLoader {

    private final GgmlRuntime runtime;
    private final Libllama libllama;

    AdapterLoader(GgmlRuntime runtime, Libllama libllama) {
        this.runtime = runtime;
        this.libllama = libllama;
    }

    /**
     * Applies adapters to all that a context computes.
     *
     * @param report on the model's file
     * @throws EngineException if one is not an adapter for this model, or the library refused them
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    void apply(List<LoraAdapter> adapters, MemorySegment model, MemorySegment context, GgufReport report)
            throws EngineException, InterruptedException {
        if (adapters.isEmpty()) {
            return;
        }
        List<MemorySegment> loaded = new ArrayList<>();
        float[] scales = new float[adapters.size()];
        for (LoraAdapter adapter : adapters) {
            scales[loaded.size()] = adapter.scale();
            loaded.add(load(adapter, model, report));
        }
        try (RuntimeLog.Capture capture = runtime.log().capture()) {
            int result = libllama.adapters().apply(context, loaded, scales);
            if (result != 0) {
                throw new Unsupported(
                        "llama.cpp does not apply the adapters " + files(adapters) + " together (code " + result + ").",
                        "Load the model with fewer of them.",
                        String.join("\n", capture.lines()));
            }
        }
    }

    private MemorySegment load(LoraAdapter adapter, MemorySegment model, GgufReport report)
            throws EngineException, InterruptedException {
        try (RuntimeLog.Capture capture = runtime.log().capture()) {
            requireFits(adapter, report);
            MemorySegment handle = libllama.adapters().load(model, adapter.file());
            if (handle.equals(MemorySegment.NULL)) {
                throw LoadFailures.ofAdapter(adapter.file(), capture.lines());
            }
            return handle;
        }
    }

    private static void requireFits(LoraAdapter adapter, GgufReport model) throws ModelRejected, InterruptedException {
        try {
            new GgufValidator().requireFits(ModelLoader.validated(Path.of(adapter.file())), model);
        } catch (GgufException e) {
            throw ModelLoader.rejected(e);
        }
    }

    private static String files(List<LoraAdapter> adapters) {
        return adapters.stream().map(LoraAdapter::file).collect(Collectors.joining(", "));
    }
}
