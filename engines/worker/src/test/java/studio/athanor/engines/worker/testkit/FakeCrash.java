package studio.athanor.engines.worker.testkit;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/** Ways a native engine ends its process or keeps it busy for ever. */
final class FakeCrash {

    private FakeCrash() {}

    static void abort() {
        call("abort", FunctionDescriptor.ofVoid());
    }

    static void segfault() {
        call("strlen", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS), MemorySegment.ofAddress(8));
    }

    /** Waits in native code, which no interrupt reaches. */
    static void hang() {
        call("sleep", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT), 3600);
    }

    static void fillHeap() {
        List<byte[]> kept = new ArrayList<>();
        while (kept.size() < Integer.MAX_VALUE) {
            kept.add(new byte[16 << 20]);
        }
    }

    @SuppressWarnings("restricted") // to crash like native code, native code must be called
    private static void call(String function, FunctionDescriptor type, Object... arguments) {
        Linker linker = Linker.nativeLinker();
        MethodHandle handle =
                linker.downcallHandle(linker.defaultLookup().find(function).orElseThrow(), type);
        try {
            var _ = handle.invokeWithArguments(arguments);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
