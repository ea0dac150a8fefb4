package studio.athanor.engines.ggml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;

/** Binds what it takes to compute a graph of tensors on one device ({@code ggml.h}, {@code ggml-backend.h}). */
final class GraphFunctions {

    /** {@code ggml_init_params}, which is passed by value. */
    private static final StructLayout INIT_PARAMS = MemoryLayout.structLayout(
            JAVA_LONG.withName("mem_size"),
            ADDRESS.withName("mem_buffer"),
            JAVA_BOOLEAN.withName("no_alloc"),
            MemoryLayout.paddingLayout(7));

    private static final int SUCCESS = 0;

    private final MethodHandle init;
    private final MethodHandle free;
    private final MethodHandle tensorOverhead;
    private final MethodHandle graphOverhead;
    private final MethodHandle newTensor2d;
    private final MethodHandle mulMat;
    private final MethodHandle newGraph;
    private final MethodHandle expand;
    private final MethodHandle rowSize;
    private final MethodHandle backendInit;
    private final MethodHandle backendFree;
    private final MethodHandle allocate;
    private final MethodHandle bufferClear;
    private final MethodHandle bufferFree;
    private final MethodHandle compute;

    GraphFunctions(NativeLibrary base) throws RuntimeUnavailable {
        init = base.function("ggml_init", ADDRESS, INIT_PARAMS);
        free = base.function("ggml_free", null, ADDRESS);
        tensorOverhead = base.function("ggml_tensor_overhead", JAVA_LONG);
        graphOverhead = base.function("ggml_graph_overhead_custom", JAVA_LONG, JAVA_LONG, JAVA_BOOLEAN);
        newTensor2d = base.function("ggml_new_tensor_2d", ADDRESS, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_LONG);
        mulMat = base.function("ggml_mul_mat", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        newGraph = base.function("ggml_new_graph_custom", ADDRESS, ADDRESS, JAVA_LONG, JAVA_BOOLEAN);
        expand = base.function("ggml_build_forward_expand", null, ADDRESS, ADDRESS);
        rowSize = base.function("ggml_row_size", JAVA_LONG, JAVA_INT, JAVA_LONG);
        backendInit = base.function("ggml_backend_dev_init", ADDRESS, ADDRESS, ADDRESS);
        backendFree = base.function("ggml_backend_free", null, ADDRESS);
        allocate = base.function("ggml_backend_alloc_ctx_tensors", ADDRESS, ADDRESS, ADDRESS);
        bufferClear = base.function("ggml_backend_buffer_clear", null, ADDRESS, JAVA_BYTE);
        bufferFree = base.function("ggml_backend_buffer_free", null, ADDRESS);
        compute = base.function("ggml_backend_graph_compute", JAVA_INT, ADDRESS, ADDRESS);
    }

    /** Makes a context that describes tensors without allocating them. */
    MemorySegment context(int tensors, int graphs, int nodesPerGraph) {
        try (Arena arena = Arena.ofConfined()) {
            long bytes = tensors * (long) tensorOverhead.invokeExact()
                    + graphs * (long) graphOverhead.invokeExact((long) nodesPerGraph, false);
            MemorySegment params = arena.allocate(INIT_PARAMS);
            params.set(JAVA_LONG, 0, bytes);
            params.set(JAVA_BOOLEAN, INIT_PARAMS.byteOffset(MemoryLayout.PathElement.groupElement("no_alloc")), true);
            return (MemorySegment) init.invokeExact(params);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    void freeContext(MemorySegment context) {
        try {
            free.invokeExact(context);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Describes a matrix; a vector is one with a single row. */
    MemorySegment matrix(MemorySegment context, int type, long columns, long rows) {
        try {
            return (MemorySegment) newTensor2d.invokeExact(context, type, columns, rows);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Describes the product of a matrix with a vector. */
    MemorySegment product(MemorySegment context, MemorySegment matrix, MemorySegment vector) {
        try {
            return (MemorySegment) mulMat.invokeExact(context, matrix, vector);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Makes a graph that computes some nodes, in their order. */
    MemorySegment graph(MemorySegment context, int capacity, Iterable<MemorySegment> nodes) {
        try {
            MemorySegment graph = (MemorySegment) newGraph.invokeExact(context, (long) capacity, false);
            for (MemorySegment node : nodes) {
                expand.invokeExact(graph, node);
            }
            return graph;
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Returns the bytes of a row. */
    long rowBytes(int type, long columns) {
        try {
            return (long) rowSize.invokeExact(type, columns);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Starts computing on a device; a null pointer if it cannot be used. */
    MemorySegment backend(GgmlDevice device) {
        try {
            return (MemorySegment) backendInit.invokeExact(device.handle(), MemorySegment.NULL);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    void freeBackend(MemorySegment backend) {
        try {
            backendFree.invokeExact(backend);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Allocates all tensors of a context in the device's memory; a null pointer if there is too little. */
    MemorySegment allocate(MemorySegment context, MemorySegment backend) {
        try {
            return (MemorySegment) allocate.invokeExact(context, backend);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    void fill(MemorySegment buffer, byte value) {
        try {
            bufferClear.invokeExact(buffer, value);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    void freeBuffer(MemorySegment buffer) {
        try {
            bufferFree.invokeExact(buffer);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Computes a graph and waits for its end; false if the device failed. */
    boolean compute(MemorySegment backend, MemorySegment graph) {
        try {
            return (int) compute.invokeExact(backend, graph) == SUCCESS;
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }
}
