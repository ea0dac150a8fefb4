package studio.athanor.engines.llama.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import studio.athanor.engines.ggml.NativeCall;
import studio.athanor.engines.ggml.NativeLibrary;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;

/** What contexts remember: the KV cache, or a recurrent state. Ranges are half open; a negative end is open. */
public final class Memories {

    private final MethodHandle clear;
    private final MethodHandle remove;
    private final MethodHandle copy;
    private final MethodHandle shift;
    private final MethodHandle first;
    private final MethodHandle canShift;

    Memories(NativeLibrary library) throws RuntimeUnavailable {
        clear = library.function("llama_memory_clear", null, ADDRESS, JAVA_BOOLEAN);
        remove = library.function("llama_memory_seq_rm", JAVA_BOOLEAN, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
        copy = library.function("llama_memory_seq_cp", null, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
        shift = library.function("llama_memory_seq_add", null, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
        first = library.function("llama_memory_seq_pos_min", JAVA_INT, ADDRESS, JAVA_INT);
        canShift = library.function("llama_memory_can_shift", JAVA_BOOLEAN, ADDRESS);
    }

    /** Forgets everything. */
    public void clear(MemorySegment memory) {
        try {
            clear.invokeExact(memory, false);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Forgets positions of a sequence; false if this memory cannot forget just a part. */
    public boolean remove(MemorySegment memory, int sequence, int from, int to) {
        try {
            return (boolean) remove.invokeExact(memory, sequence, from, to);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Lets another sequence remember what one does. */
    public void copy(MemorySegment memory, int source, int target, int from, int to) {
        try {
            copy.invokeExact(memory, source, target, from, to);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Moves positions of a sequence by a distance. */
    public void shift(MemorySegment memory, int sequence, int from, int to, int distance) {
        try {
            shift.invokeExact(memory, sequence, from, to, distance);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Returns the first position that is remembered in full, -1 if none. */
    public int first(MemorySegment memory, int sequence) {
        try {
            return (int) first.invokeExact(memory, sequence);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public boolean canShift(MemorySegment memory) {
        try {
            return (boolean) canShift.invokeExact(memory);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }
}
