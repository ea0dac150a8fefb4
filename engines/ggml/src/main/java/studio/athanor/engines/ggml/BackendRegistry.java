package studio.athanor.engines.ggml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;

/** Binds ggml's registry of backends and devices ({@code ggml-backend.h}). */
final class BackendRegistry {

    /** {@code ggml_backend_dev_props}, with its capabilities as the flags they are. */
    private static final StructLayout PROPS = MemoryLayout.structLayout(
            ADDRESS.withName("name"),
            ADDRESS.withName("description"),
            JAVA_LONG.withName("memory_free"),
            JAVA_LONG.withName("memory_total"),
            JAVA_INT.withName("type"),
            MemoryLayout.paddingLayout(4),
            ADDRESS.withName("device_id"),
            MemoryLayout.sequenceLayout(8, JAVA_BOOLEAN).withName("caps"));

    private static final long DEVICE_ID = PROPS.byteOffset(MemoryLayout.PathElement.groupElement("device_id"));

    private final MethodHandle load;
    private final MethodHandle deviceCount;
    private final MethodHandle deviceGet;
    private final MethodHandle deviceName;
    private final MethodHandle deviceDescription;
    private final MethodHandle deviceMemory;
    private final MethodHandle deviceType;
    private final MethodHandle deviceProps;
    private final MethodHandle deviceBufferType;
    private final MethodHandle registryByName;
    private final MethodHandle procAddress;

    BackendRegistry(NativeLibrary base, NativeLibrary registry) throws RuntimeUnavailable {
        load = registry.function("ggml_backend_load", ADDRESS, ADDRESS);
        deviceCount = registry.function("ggml_backend_dev_count", JAVA_LONG);
        deviceGet = registry.function("ggml_backend_dev_get", ADDRESS, JAVA_LONG);
        deviceName = base.function("ggml_backend_dev_name", ADDRESS, ADDRESS);
        deviceDescription = base.function("ggml_backend_dev_description", ADDRESS, ADDRESS);
        deviceMemory = base.function("ggml_backend_dev_memory", null, ADDRESS, ADDRESS, ADDRESS);
        deviceType = base.function("ggml_backend_dev_type", JAVA_INT, ADDRESS);
        deviceProps = base.function("ggml_backend_dev_get_props", null, ADDRESS, ADDRESS);
        deviceBufferType = base.function("ggml_backend_dev_buffer_type", ADDRESS, ADDRESS);
        registryByName = registry.function("ggml_backend_reg_by_name", ADDRESS, ADDRESS);
        procAddress = base.function("ggml_backend_reg_get_proc_address", ADDRESS, ADDRESS, ADDRESS);
    }

    /** Loads a backend and registers its devices; false if it cannot be used here, with the reason in the log. */
    boolean load(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment registered = (MemorySegment) load.invokeExact(arena.allocateFrom(file.toString()));
            return !registered.equals(MemorySegment.NULL);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    List<GgmlDevice> devices() {
        try {
            long count = (long) deviceCount.invokeExact();
            List<GgmlDevice> devices = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                devices.add(device((MemorySegment) deviceGet.invokeExact(i)));
            }
            return devices;
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Tells whether there is a CPU backend: one that was loaded, or one that was built into the library. */
    boolean hasCpu() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment cpu = (MemorySegment) registryByName.invokeExact(arena.allocateFrom("CPU"));
            return !cpu.equals(MemorySegment.NULL);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Returns a function that the CPU backend offers by name, a null pointer if it has none. */
    MemorySegment cpuFunction(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment cpu = (MemorySegment) registryByName.invokeExact(arena.allocateFrom("CPU"));
            return (MemorySegment) procAddress.invokeExact(cpu, arena.allocateFrom(name));
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Lets a backend of the CPU compute with some threads. */
    @SuppressWarnings("restricted") // links functions that the backend hands out by address
    void computeWith(MemorySegment backend, CpuThreads threads, int count) throws RuntimeUnavailable {
        MemorySegment setCount = cpuFunction("ggml_backend_set_n_threads");
        MemorySegment setThreads = cpuFunction("ggml_backend_cpu_set_threadpool");
        if (setCount.equals(MemorySegment.NULL) || setThreads.equals(MemorySegment.NULL)) {
            throw new RuntimeUnavailable(
                    "The CPU backend cannot be given threads.", "Use the libraries of llama.cpp 0.5.x.", null);
        }
        Linker linker = Linker.nativeLinker();
        MethodHandle countOf = linker.downcallHandle(setCount, FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
        MethodHandle threadsOf = linker.downcallHandle(setThreads, FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
        try {
            countOf.invokeExact(backend, count);
            threadsOf.invokeExact(backend, threads.handle());
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Returns the kind of memory that tensors on a device are in. */
    MemorySegment bufferType(GgmlDevice device) {
        try {
            return (MemorySegment) deviceBufferType.invokeExact(device.handle());
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    private GgmlDevice device(MemorySegment handle) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment free = arena.allocate(JAVA_LONG);
            MemorySegment total = arena.allocate(JAVA_LONG);
            deviceMemory.invokeExact(handle, free, total);
            long totalBytes = total.get(JAVA_LONG, 0);
            MemorySegment props = arena.allocate(PROPS);
            deviceProps.invokeExact(handle, props);
            MemorySegment busId = props.get(ADDRESS, DEVICE_ID);
            EngineDevice facts = new EngineDevice(
                    NativeCall.string((MemorySegment) deviceName.invokeExact(handle)),
                    NativeCall.string((MemorySegment) deviceDescription.invokeExact(handle)),
                    kind((int) deviceType.invokeExact(handle)),
                    totalBytes > 0 ? OptionalLong.of(free.get(JAVA_LONG, 0)) : OptionalLong.empty(),
                    totalBytes > 0 ? OptionalLong.of(totalBytes) : OptionalLong.empty(),
                    busId.equals(MemorySegment.NULL) ? Optional.empty() : Optional.of(NativeCall.string(busId)));
            return new GgmlDevice(facts, handle);
        }
    }

    private static EngineDevice.Kind kind(int type) {
        return switch (type) {
            case 0 -> EngineDevice.Kind.CPU;
            case 1 -> EngineDevice.Kind.GPU;
            case 2 -> EngineDevice.Kind.INTEGRATED_GPU;
            default -> EngineDevice.Kind.ACCELERATOR;
        };
    }
}
