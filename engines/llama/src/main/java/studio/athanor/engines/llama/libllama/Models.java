package studio.athanor.engines.llama.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import studio.athanor.engines.ggml.NativeCall;
import studio.athanor.engines.ggml.NativeLibrary;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;

/** Loading models and asking about them. */
public final class Models {

    private final MethodHandle backendInit;
    private final MethodHandle defaultParams;
    private final MethodHandle load;
    private final MethodHandle free;
    private final MethodHandle vocabulary;
    private final MethodHandle trainedContext;
    private final MethodHandle embeddingSize;
    private final MethodHandle slidingWindow;
    private final MethodHandle size;
    private final MethodHandle parameters;
    private final MethodHandle description;
    private final MethodHandle metadata;
    private final MethodHandle chatTemplate;
    private final MethodHandle hasEncoder;
    private final MethodHandle hasDecoder;
    private final MethodHandle isRecurrent;
    private final MethodHandle isHybrid;
    private final MethodHandle isDiffusion;
    private final MethodHandle maxDevices;
    private final MethodHandle maxSequences;

    Models(NativeLibrary library) throws RuntimeUnavailable {
        backendInit = library.function("llama_backend_init", null);
        defaultParams = library.function("llama_model_default_params", Structs.MODEL_PARAMS);
        load = library.function("llama_model_load_from_file", ADDRESS, ADDRESS, Structs.MODEL_PARAMS);
        free = library.function("llama_model_free", null, ADDRESS);
        vocabulary = library.function("llama_model_get_vocab", ADDRESS, ADDRESS);
        trainedContext = library.function("llama_model_n_ctx_train", JAVA_INT, ADDRESS);
        embeddingSize = library.function("llama_model_n_embd_out", JAVA_INT, ADDRESS);
        slidingWindow = library.function("llama_model_n_swa", JAVA_INT, ADDRESS);
        size = library.function("llama_model_size", JAVA_LONG, ADDRESS);
        parameters = library.function("llama_model_n_params", JAVA_LONG, ADDRESS);
        description = library.function("llama_model_desc", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
        metadata = library.function("llama_model_meta_val_str", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
        chatTemplate = library.function("llama_model_chat_template", ADDRESS, ADDRESS, ADDRESS);
        hasEncoder = library.function("llama_model_has_encoder", JAVA_BOOLEAN, ADDRESS);
        hasDecoder = library.function("llama_model_has_decoder", JAVA_BOOLEAN, ADDRESS);
        isRecurrent = library.function("llama_model_is_recurrent", JAVA_BOOLEAN, ADDRESS);
        isHybrid = library.function("llama_model_is_hybrid", JAVA_BOOLEAN, ADDRESS);
        isDiffusion = library.function("llama_model_is_diffusion", JAVA_BOOLEAN, ADDRESS);
        maxDevices = library.function("llama_max_devices", JAVA_LONG);
        maxSequences = library.function("llama_max_parallel_sequences", JAVA_LONG);
    }

    /** Prepares the library; needed once per process, harmless when repeated. */
    public void initialise() {
        try {
            backendInit.invokeExact();
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Returns the library's default {@link Structs#MODEL_PARAMS}. */
    public MemorySegment defaultParams(SegmentAllocator allocator) {
        try {
            return (MemorySegment) defaultParams.invokeExact(allocator);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Loads a model; null pointer if that failed, with the reason in the log. */
    public MemorySegment load(String file, MemorySegment params) {
        try (Arena arena = Arena.ofConfined()) {
            return (MemorySegment) load.invokeExact(arena.allocateFrom(file), params);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public void free(MemorySegment model) {
        try {
            free.invokeExact(model);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public MemorySegment vocabulary(MemorySegment model) {
        return NativeCall.pointer(vocabulary, model);
    }

    public int trainedContext(MemorySegment model) {
        return NativeCall.number(trainedContext, model);
    }

    public int embeddingSize(MemorySegment model) {
        return NativeCall.number(embeddingSize, model);
    }

    /** Returns how many positions sliding-window layers look back, 0 if the model has none. */
    public int slidingWindow(MemorySegment model) {
        return NativeCall.number(slidingWindow, model);
    }

    public long size(MemorySegment model) {
        return NativeCall.longNumber(size, model);
    }

    public long parameters(MemorySegment model) {
        return NativeCall.longNumber(parameters, model);
    }

    public boolean hasEncoder(MemorySegment model) {
        return NativeCall.truth(hasEncoder, model);
    }

    public boolean hasDecoder(MemorySegment model) {
        return NativeCall.truth(hasDecoder, model);
    }

    public boolean isRecurrent(MemorySegment model) {
        return NativeCall.truth(isRecurrent, model);
    }

    public boolean isHybrid(MemorySegment model) {
        return NativeCall.truth(isHybrid, model);
    }

    public boolean isDiffusion(MemorySegment model) {
        return NativeCall.truth(isDiffusion, model);
    }

    public String description(MemorySegment model) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(256);
            int length = (int) description.invokeExact(model, buffer, buffer.byteSize());
            return length < 0 ? "" : buffer.getString(0);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Returns a metadata value as text; arrays cannot be read this way. */
    public Optional<String> metadata(MemorySegment model, String key) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(key);
            MemorySegment buffer = arena.allocate(1024);
            int length = (int) metadata.invokeExact(model, name, buffer, buffer.byteSize());
            if (length >= buffer.byteSize()) {
                buffer = arena.allocate(length + 1L);
                length = (int) metadata.invokeExact(model, name, buffer, buffer.byteSize());
            }
            return length < 0 ? Optional.empty() : Optional.of(buffer.getString(0));
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public Optional<String> chatTemplate(MemorySegment model) {
        try {
            MemorySegment text = (MemorySegment) chatTemplate.invokeExact(model, MemorySegment.NULL);
            return text.equals(MemorySegment.NULL) ? Optional.empty() : Optional.of(NativeCall.string(text));
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Returns the most devices a tensor split can name. */
    public int maxDevices() {
        try {
            return Math.toIntExact((long) maxDevices.invokeExact());
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Returns the most sequences a context can hold. */
    public int maxSequences() {
        try {
            return Math.toIntExact((long) maxSequences.invokeExact());
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }
}
