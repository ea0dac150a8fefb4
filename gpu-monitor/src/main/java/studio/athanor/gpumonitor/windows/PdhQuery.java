package studio.athanor.gpumonitor.windows;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects performance counters through PDH. Counters are added by their English names, since the others are translated.
 * Confined to one thread.
 */
@SuppressWarnings("restricted") // calls pdh.dll
final class PdhQuery implements AutoCloseable {

    private static final int FORMAT_DOUBLE = 0x200;
    private static final int FORMAT_NO_CAP_100 = 0x8000;
    private static final int MORE_DATA = 0x800007D2;
    private static final int ITEM_SIZE = 24;

    private final Arena arena = Arena.ofConfined();
    private final Map<String, MemorySegment> counters = new LinkedHashMap<>();
    private final MethodHandle collect;
    private final MethodHandle formatted;
    private final MethodHandle close;
    private final MemorySegment query;

    /** Opens a query of counters; those that this Windows lacks are left out. */
    PdhQuery(Iterable<String> paths) {
        SymbolLookup library = SymbolLookup.libraryLookup("pdh.dll", Arena.global());
        MethodHandle open = bind(library, "PdhOpenQueryW", ADDRESS, JAVA_LONG, ADDRESS);
        MethodHandle add = bind(library, "PdhAddEnglishCounterW", ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
        collect = bind(library, "PdhCollectQueryData", ADDRESS);
        formatted = bind(library, "PdhGetFormattedCounterArrayW", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
        close = bind(library, "PdhCloseQuery", ADDRESS);
        try {
            MemorySegment out = arena.allocate(ADDRESS);
            int code = (int) open.invokeExact(MemorySegment.NULL, 0L, out);
            if (code != 0) {
                throw new IllegalStateException("PDH opens no query (0x" + Integer.toHexString(code) + ").");
            }
            query = out.get(ADDRESS, 0);
            for (String path : paths) {
                MemorySegment name = arena.allocateFrom(path, StandardCharsets.UTF_16LE);
                if ((int) add.invokeExact(query, name, 0L, out) == 0) {
                    counters.put(path, out.get(ADDRESS, 0));
                }
            }
            int _ = (int) collect.invokeExact(query);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    GpuCounters collect() {
        try (Arena call = Arena.ofConfined()) {
            int _ = (int) collect.invokeExact(query);
            Map<String, Map<String, Double>> values = new HashMap<>();
            for (Map.Entry<String, MemorySegment> each : counters.entrySet()) {
                values.put(each.getKey(), instances(each.getValue(), call));
            }
            return new GpuCounters(values);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    @Override
    public void close() {
        try {
            int _ = (int) close.invokeExact(query);
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
        arena.close();
    }

    private Map<String, Double> instances(MemorySegment counter, Arena call) throws Throwable {
        MemorySegment size = call.allocate(JAVA_INT);
        MemorySegment count = call.allocate(JAVA_INT);
        int format = FORMAT_DOUBLE | FORMAT_NO_CAP_100;
        int code = (int) formatted.invokeExact(counter, format, size, count, MemorySegment.NULL);
        if (code != MORE_DATA) {
            return Map.of();
        }
        MemorySegment items = call.allocate(Integer.toUnsignedLong(size.get(JAVA_INT, 0)), 8);
        if ((int) formatted.invokeExact(counter, format, size, count, items) != 0) {
            return Map.of();
        }
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < count.get(JAVA_INT, 0); i++) {
            MemorySegment item = items.asSlice((long) i * ITEM_SIZE, ITEM_SIZE);
            String name = item.get(ADDRESS, 0).reinterpret(2048).getString(0, StandardCharsets.UTF_16LE);
            if (item.get(JAVA_INT, 8) <= 1) {
                values.merge(name, item.get(JAVA_DOUBLE, 16), Double::sum);
            }
        }
        return values;
    }

    private static MethodHandle bind(SymbolLookup library, String name, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private static IllegalStateException broken(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof IllegalStateException known) {
            return known;
        }
        return new IllegalStateException("A function of PDH is bound wrongly.", thrown);
    }
}
