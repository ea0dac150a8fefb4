package studio.athanor.engines.ggml;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

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

    /** Asks an object for a number. */
    public static int number(MethodHandle getter, MemorySegment object) {
        try {
            return (int) getter.invokeExact(object);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    /** Asks an object for a long number. */
    public static long longNumber(MethodHandle getter, MemorySegment object) {
        try {
            return (long) getter.invokeExact(object);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    /** Asks an object whether something is true of it. */
    public static boolean truth(MethodHandle getter, MemorySegment object) {
        try {
            return (boolean) getter.invokeExact(object);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    /** Asks an object for a part of it. */
    public static MemorySegment pointer(MethodHandle getter, MemorySegment object) {
        try {
            return (MemorySegment) getter.invokeExact(object);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    /** Reads a C string, the empty string for a null pointer. */
    public static String string(MemorySegment pointer) {
        return pointer.equals(MemorySegment.NULL)
                ? ""
                : pointer.reinterpret(Long.MAX_VALUE).getString(0);
    }
}
