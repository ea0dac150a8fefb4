package studio.athanor.engines.ggml;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineException.ComputationFailed;
import studio.athanor.engines.spi.EngineException.OutOfMemory;
import studio.athanor.engines.spi.MeasuredBandwidth;

/**
 * Measures what limits decoding: how fast a device reads weights. It multiplies matrices, which together are larger than
 * caches, with one vector, as every token does.
 */
final class BandwidthProbe {

    /** Several times the caches of the largest cards, and read within a tenth of a second on a slow one. */
    private static final long MOST_BYTES = 512L << 20;

    /** Less would be read from the caches of some cards. */
    private static final long LEAST_BYTES = 128L << 20;

    private static final int SHARE_OF_FREE = 4;

    /** So long that starting and ending a computation do not count. */
    private static final double ROUND_SECONDS = 0.01;

    private static final int MOST_PASSES = 32;
    private static final long MEASURED_NANOS = 1_000_000_000L;
    private static final int WINDOW = 5;
    private static final double NANO = 1e-9;

    private final GraphFunctions functions;
    private final RuntimeLog log;
    private final GgmlDevice device;
    private final MemorySegment backend;

    /** @param backend that computes on the device */
    BandwidthProbe(GraphFunctions functions, RuntimeLog log, GgmlDevice device, MemorySegment backend) {
        this.functions = functions;
        this.log = log;
        this.device = device;
        this.backend = backend;
    }

    /** Measures for about a second. */
    MeasuredBandwidth measure() throws EngineException, InterruptedException {
        try (WeightMatrices weights = allocate()) {
            MemorySegment once = weights.graph(1);
            // the first time, drivers compile their programs and memory is mapped
            var _ = seconds(weights, once);
            int passes = (int) Math.clamp(Math.ceil(ROUND_SECONDS / seconds(weights, once)), 1, MOST_PASSES);
            MemorySegment round = passes == 1 ? once : weights.graph(passes);
            List<Double> rounds = new ArrayList<>();
            long end = System.nanoTime() + MEASURED_NANOS;
            do {
                rounds.add(seconds(weights, round));
            } while (System.nanoTime() < end);
            return new MeasuredBandwidth(
                    weights.bytes() * passes / leastMedian(rounds), weights.bytes(), passes * rounds.size());
        }
    }

    /** Takes less where others allocated since the free memory was told. */
    private WeightMatrices allocate() throws OutOfMemory {
        long free = device.facts().freeBytes().orElse(Long.MAX_VALUE);
        try (RuntimeLog.Capture capture = log.capture()) {
            // more than is free could be had of a driver that moves memory to the host, and would be slow there
            for (long size = Math.clamp(free / SHARE_OF_FREE, LEAST_BYTES, MOST_BYTES);
                    size >= LEAST_BYTES && size <= free;
                    size /= 2) {
                Optional<WeightMatrices> weights = WeightMatrices.allocate(functions, backend, size, MOST_PASSES);
                if (weights.isPresent()) {
                    return weights.get();
                }
            }
            throw new OutOfMemory(
                    "The memory of " + name() + " cannot be measured: it did not give the " + (LEAST_BYTES >> 20)
                            + " MiB that this takes.",
                    "Unload models and close programs that use its memory, then measure again.",
                    String.join("\n", capture.lines()));
        }
    }

    private double seconds(WeightMatrices weights, MemorySegment graph) throws ComputationFailed, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try (RuntimeLog.Capture capture = log.capture()) {
            long begin = System.nanoTime();
            boolean computed = weights.compute(graph);
            long nanos = System.nanoTime() - begin;
            if (!computed) {
                throw new ComputationFailed(
                        "The memory of " + name() + " cannot be measured: the device failed while it computed.",
                        "Measure again; if it fails again, restart the computer or update the device's driver.",
                        String.join("\n", capture.lines()));
            }
            return Math.max(1, nanos) * NANO;
        }
    }

    private String name() {
        return device.facts().id() + " (" + device.facts().description() + ")";
    }

    /**
     * Returns the least median of consecutive rounds: what other programs take now and then does not count, nor does a
     * single round that a timer let seem short.
     */
    static double leastMedian(List<Double> rounds) {
        double least = Double.POSITIVE_INFINITY;
        int size = Math.min(WINDOW, rounds.size());
        for (int first = 0; first + size <= rounds.size(); first++) {
            List<Double> window =
                    rounds.subList(first, first + size).stream().sorted().toList();
            least = Math.min(least, window.get(size / 2));
        }
        return least;
    }
}
