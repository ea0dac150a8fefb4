package studio.athanor.engines.ggml;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Matrices in a device's memory, shaped and quantised as those of a model, and the graphs that multiply each of them with one
 * vector. Confined to one thread; whoever makes it closes it before the backend.
 */
final class WeightMatrices implements AutoCloseable {

    /** {@code GGML_TYPE_Q8_0}: what models are kept in, and cheap to unpack, so that reading is what takes the time. */
    private static final int WEIGHT_TYPE = 8;

    /** {@code GGML_TYPE_F32}. */
    private static final int VECTOR_TYPE = 0;

    private static final long COLUMNS = 4096;
    private static final long ROWS = 8192;

    /** Neither zeros nor extreme values, in every type. */
    private static final byte FILLING = 0x11;

    private final GraphFunctions functions;
    private final MemorySegment backend;
    private final MemorySegment context;
    private final MemorySegment buffer;
    private final int matrices;
    private final List<MemorySegment> products;
    private final int mostPasses;

    private WeightMatrices(
            GraphFunctions functions,
            MemorySegment backend,
            MemorySegment context,
            MemorySegment buffer,
            int matrices,
            List<MemorySegment> products,
            int mostPasses) {
        this.functions = functions;
        this.backend = backend;
        this.context = context;
        this.buffer = buffer;
        this.matrices = matrices;
        this.products = products;
        this.mostPasses = mostPasses;
    }

    /**
     * Allocates as many matrices as some bytes hold, at least one.
     *
     * @param mostPasses how often one graph may read them
     * @return nothing if the device has too little memory
     */
    static Optional<WeightMatrices> allocate(
            GraphFunctions functions, MemorySegment backend, long bytes, int mostPasses) {
        int matrices = (int) Math.max(1, bytes / matrixBytes(functions));
        int nodes = matrices * mostPasses;
        // two graphs: one pass, and several; a node is a tensor, and each graph counts the matrices among its leaves
        int capacity = nodes + matrices + 1;
        MemorySegment context = functions.context(capacity, 2, capacity);
        MemorySegment vector = functions.matrix(context, VECTOR_TYPE, COLUMNS, 1);
        List<MemorySegment> weights = new ArrayList<>();
        for (int i = 0; i < matrices; i++) {
            weights.add(functions.matrix(context, WEIGHT_TYPE, COLUMNS, ROWS));
        }
        List<MemorySegment> products = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            products.add(functions.product(context, weights.get(i % matrices), vector));
        }
        MemorySegment buffer = functions.allocate(context, backend);
        if (buffer.equals(MemorySegment.NULL)) {
            functions.freeContext(context);
            return Optional.empty();
        }
        functions.fill(buffer, FILLING);
        return Optional.of(new WeightMatrices(functions, backend, context, buffer, matrices, products, mostPasses));
    }

    private static long matrixBytes(GraphFunctions functions) {
        return ROWS * functions.rowBytes(WEIGHT_TYPE, COLUMNS);
    }

    /** Returns the bytes of all matrices. */
    long bytes() {
        return matrices * matrixBytes(functions);
    }

    /** Makes a graph that reads all matrices some times over. At most two can be made. */
    MemorySegment graph(int passes) {
        return functions.graph(
                context,
                matrices * mostPasses + matrices + 1,
                products.subList(0, matrices * Math.min(passes, mostPasses)));
    }

    /** Computes a graph and waits for its end; false if the device failed. */
    boolean compute(MemorySegment graph) {
        return functions.compute(backend, graph);
    }

    @Override
    public void close() {
        functions.freeBuffer(buffer);
        functions.freeContext(context);
    }
}
