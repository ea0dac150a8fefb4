package studio.athanor.engines.llama.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import studio.athanor.engines.ggml.NativeCall;
import studio.athanor.engines.ggml.NativeLibrary;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;

/** Computing. A context belongs to one thread at a time. */
public final class Contexts {

    private final MethodHandle defaultParams;
    private final MethodHandle create;
    private final MethodHandle free;
    private final MethodHandle batchSize;
    private final MethodHandle microBatchSize;
    private final MethodHandle poolingType;
    private final MethodHandle memory;
    private final MethodHandle encode;
    private final MethodHandle decode;
    private final MethodHandle synchronize;
    private final MethodHandle setAbort;
    private final MethodHandle attachThreads;
    private final MethodHandle sequenceEmbedding;

    Contexts(NativeLibrary library) throws RuntimeUnavailable {
        defaultParams = library.function("llama_context_default_params", Structs.CONTEXT_PARAMS);
        create = library.function("llama_init_from_model", ADDRESS, ADDRESS, Structs.CONTEXT_PARAMS);
        free = library.function("llama_free", null, ADDRESS);
        batchSize = library.function("llama_n_batch", JAVA_INT, ADDRESS);
        microBatchSize = library.function("llama_n_ubatch", JAVA_INT, ADDRESS);
        poolingType = library.function("llama_pooling_type", JAVA_INT, ADDRESS);
        memory = library.function("llama_get_memory", ADDRESS, ADDRESS);
        encode = library.function("llama_encode", JAVA_INT, ADDRESS, Structs.BATCH);
        decode = library.function("llama_decode", JAVA_INT, ADDRESS, Structs.BATCH);
        synchronize = library.function("llama_synchronize", null, ADDRESS);
        setAbort = library.function("llama_set_abort_callback", null, ADDRESS, ADDRESS, ADDRESS);
        attachThreads = library.function("llama_attach_threadpool", null, ADDRESS, ADDRESS, ADDRESS);
        sequenceEmbedding = library.function("llama_get_embeddings_seq", ADDRESS, ADDRESS, JAVA_INT);
    }

    /** Returns the library's default {@link Structs#CONTEXT_PARAMS}. */
    public MemorySegment defaultParams(SegmentAllocator allocator) {
        try {
            return (MemorySegment) defaultParams.invokeExact(allocator);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Creates a context; null pointer if that failed, with the reason in the log. */
    public MemorySegment create(MemorySegment model, MemorySegment params) {
        try {
            return (MemorySegment) create.invokeExact(model, params);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public void free(MemorySegment context) {
        try {
            free.invokeExact(context);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public int batchSize(MemorySegment context) {
        return NativeCall.number(batchSize, context);
    }

    public int microBatchSize(MemorySegment context) {
        return NativeCall.number(microBatchSize, context);
    }

    public int poolingType(MemorySegment context) {
        return NativeCall.number(poolingType, context);
    }

    /** Returns what the context remembers, a null pointer if it remembers nothing. */
    public MemorySegment memory(MemorySegment context) {
        return NativeCall.pointer(memory, context);
    }

    public int encode(MemorySegment context, MemorySegment batch) {
        try {
            return (int) encode.invokeExact(context, batch);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public int decode(MemorySegment context, MemorySegment batch) {
        try {
            return (int) decode.invokeExact(context, batch);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Waits until everything that was submitted is computed. */
    public void synchronize(MemorySegment context) {
        try {
            synchronize.invokeExact(context);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Lets a context compute on threads that stay alive. */
    public void attachThreads(MemorySegment context, MemorySegment threads) {
        try {
            attachThreads.invokeExact(context, threads, threads);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Sets a function that is asked between the steps of a computation on the CPU whether to stop. */
    public void setAbort(MemorySegment context, MemorySegment function, MemorySegment argument) {
        try {
            setAbort.invokeExact(context, function, argument);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Returns the pooled embedding of a sequence, a null pointer if there is none. */
    public MemorySegment sequenceEmbedding(MemorySegment context, int sequence) {
        try {
            return (MemorySegment) sequenceEmbedding.invokeExact(context, sequence);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }
}
