package studio.athanor.engines.ggml;

import java.lang.foreign.MemorySegment;

/** What every binding needs around a call. */
@SuppressWarnings("restricted") // reads what native code points at
public final class NativeCall {

    private NativeCall() {}

    /**
     * Turns what a method handle may throw into something unchecked. Native functions throw nothing; only a wrong binding
     * gets here.
     */
    public static IllegalStateException broken(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("A native function is bound wrongly.", thrown);
    }

    /** Reads a C string, the empty string for a null pointer. */
    public static String string(MemorySegment pointer) {
        return pointer.equals(MemorySegment.NULL)
                ? ""
                : pointer.reinterpret(Long.MAX_VALUE).getString(0);
    }
}
