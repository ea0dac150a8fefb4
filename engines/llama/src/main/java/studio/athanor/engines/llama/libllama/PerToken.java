package studio.athanor.engines.llama.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import studio.athanor.engines.ggml.GgmlRuntime;
import studio.athanor.engines.ggml.NativeCall;
import studio.athanor.engines.ggml.NativeLibrary;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;

/**
 * The calls that every token needs. A process holds one build of the library for good, so its functions are constants, which
 * the virtual machine compiles into plain calls; calls through handles in fields cost several times as much, the more so as
 * each comes after a computation that has emptied the processor's caches.
 */
public final class PerToken {

    private static final MethodHandle DECODE = link("llama_decode", JAVA_INT, ADDRESS, Structs.BATCH);
    private static final MethodHandle LOGITS = link("llama_get_logits_ith", ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle APPLY = link("llama_sampler_apply", null, ADDRESS, ADDRESS);

    private PerToken() {}

    private static MethodHandle link(
            String name,
            java.lang.foreign.@org.jspecify.annotations.Nullable MemoryLayout result,
            java.lang.foreign.MemoryLayout... arguments) {
        NativeLibrary library = GgmlRuntime.loaded().llama();
        try {
            return library.function(name, result, arguments);
        } catch (RuntimeUnavailable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Computes a batch; 0 if that worked. */
    public static int decode(MemorySegment context, MemorySegment batch) {
        try {
            return (int) DECODE.invokeExact(context, batch);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Returns the logits of the i-th token of the last batch, a null pointer if none were asked for. */
    public static MemorySegment logits(MemorySegment context, int index) {
        try {
            return (MemorySegment) LOGITS.invokeExact(context, index);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Lets a sampler work on a {@link Structs#TOKEN_DATA_ARRAY}. */
    public static void apply(MemorySegment sampler, MemorySegment candidates) {
        try {
            APPLY.invokeExact(sampler, candidates);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }
}
