package studio.athanor.engines.llama.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import studio.athanor.engines.ggml.NativeCall;
import studio.athanor.engines.ggml.NativeLibrary;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;

/** Low-rank adapters. They are freed with their model. */
public final class Adapters {

    private final MethodHandle load;
    private final MethodHandle apply;

    Adapters(NativeLibrary library) throws RuntimeUnavailable {
        load = library.function("llama_adapter_lora_init", ADDRESS, ADDRESS, ADDRESS);
        apply = library.function("llama_set_adapters_lora", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    }

    /** Loads an adapter; null pointer if that failed, with the reason in the log. */
    public MemorySegment load(MemorySegment model, String file) {
        try (Arena arena = Arena.ofConfined()) {
            return (MemorySegment) load.invokeExact(model, arena.allocateFrom(file));
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Applies adapters to everything a context computes; 0 if that worked. */
    public int apply(MemorySegment context, List<MemorySegment> adapters, float[] scales) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointers = arena.allocate(ADDRESS, Math.max(1, adapters.size()));
            for (int i = 0; i < adapters.size(); i++) {
                pointers.setAtIndex(ADDRESS, i, adapters.get(i));
            }
            MemorySegment factors = arena.allocateFrom(JAVA_FLOAT, scales);
            return (int) apply.invokeExact(context, pointers, (long) adapters.size(), factors);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }
}
