package studio.athanor.gpumonitor.windows;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;

/** Lists the adapters. Interfaces are called through their tables of functions, in the order of {@code dxgi.h}. */
@SuppressWarnings("restricted") // calls dxgi.dll
final class Dxgi {

    /** {@code IID_IDXGIFactory1}, as it lies in memory. */
    private static final byte[] FACTORY_1 = {
        0x78,
        (byte) 0xae,
        0x0a,
        0x77,
        0x6f,
        (byte) 0xf2,
        (byte) 0xba,
        0x4d,
        (byte) 0xa8,
        0x29,
        0x25,
        0x3c,
        (byte) 0x83,
        (byte) 0xd1,
        (byte) 0xb3,
        (byte) 0x87
    };

    private static final int RELEASE = 2;
    private static final int ENUM_ADAPTERS_1 = 12;
    private static final int GET_DESC_1 = 10;
    private static final int MOST_ADAPTERS = 64;

    private Dxgi() {}

    /** Returns the adapters; none if DXGI answers with an error. */
    static List<DxgiAdapter> adapters() {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup library = SymbolLookup.libraryLookup("dxgi.dll", Arena.global());
            MemorySegment iid = arena.allocateFrom(JAVA_BYTE, FACTORY_1);
            MemorySegment out = arena.allocate(ADDRESS);
            int code = (int) Linker.nativeLinker()
                    .downcallHandle(
                            library.findOrThrow("CreateDXGIFactory1"),
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS))
                    .invokeExact(iid, out);
            if (code < 0) {
                return List.of();
            }
            MemorySegment factory = out.get(ADDRESS, 0);
            try {
                return adapters(factory, arena);
            } finally {
                release(factory);
            }
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable thrown) {
            throw new IllegalStateException("A function of DXGI is bound wrongly.", thrown);
        }
    }

    private static List<DxgiAdapter> adapters(MemorySegment factory, Arena arena) throws Throwable {
        List<DxgiAdapter> adapters = new ArrayList<>();
        MemorySegment out = arena.allocate(ADDRESS);
        MemorySegment description = arena.allocate(DxgiAdapter.DESCRIPTION_SIZE, 8);
        for (int i = 0; i < MOST_ADAPTERS; i++) {
            int code = (int) Linker.nativeLinker()
                    .downcallHandle(
                            function(factory, ENUM_ADAPTERS_1),
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS))
                    .invokeExact(factory, i, out);
            if (code < 0) {
                break;
            }
            MemorySegment adapter = out.get(ADDRESS, 0);
            int described = (int) Linker.nativeLinker()
                    .downcallHandle(function(adapter, GET_DESC_1), FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS))
                    .invokeExact(adapter, description);
            if (described >= 0) {
                adapters.add(DxgiAdapter.read(description));
            }
            release(adapter);
        }
        return adapters;
    }

    private static void release(MemorySegment object) throws Throwable {
        int _ = (int) Linker.nativeLinker()
                .downcallHandle(function(object, RELEASE), FunctionDescriptor.of(JAVA_INT, ADDRESS))
                .invokeExact(object);
    }

    private static MemorySegment function(MemorySegment object, int position) {
        MemorySegment table = object.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
        return table.reinterpret((position + 1) * ADDRESS.byteSize()).getAtIndex(ADDRESS, position);
    }
}
