package studio.athanor.gpumonitor.estimate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import studio.athanor.engines.gguf.GgufTensor;
import studio.athanor.gpumonitor.placement.HostBudget;
import studio.athanor.gpumonitor.placement.LayerPlan;

/**
 * The bytes that a model will take under a plan, per device, and how each number was found.
 *
 * @param devices the accelerators in the plan's order, then the host as {@link HostBudget#ID}
 * @param hostResidentBytes the part of the host's weights that has to be in memory: the tensors themselves, without the
 *     stretches of the file between them that are mapped along
 */
public record MemoryEstimate(List<DeviceMemory> devices, long hostResidentBytes) {

    /** Copies the list. */
    public MemoryEstimate {
        devices = List.copyOf(devices);
    }

    /**
     * What one device will hold.
     *
     * @param deviceId of an accelerator, or {@link HostBudget#ID}
     * @param weightBytes as the engine will report them; on the host this includes what is only mapped
     * @param cacheBytes KV cache and recurrent state
     * @param computeBytes scratch
     * @param weightBasis how the weights were found
     * @param cacheBasis how the cache was found
     * @param computeBasis how the scratch was found
     */
    public record DeviceMemory(
            String deviceId,
            long weightBytes,
            long cacheBytes,
            long computeBytes,
            Basis weightBasis,
            Basis cacheBasis,
            Basis computeBasis) {

        /** Returns all of it. */
        public long bytes() {
            return weightBytes + cacheBytes + computeBytes;
        }
    }

    /**
     * Estimates a plan.
     *
     * @param processor which layouts the engine copies matrices to if the plan has no accelerator
     * @param measuredCompute scratch by device id, of a dry run of the engine; empty if there was none
     */
    public static MemoryEstimate of(
            ModelLayout layout,
            ContextSettings settings,
            LayerPlan plan,
            HostProcessor processor,
            Map<String, Long> measuredCompute) {
        if (plan.layers() > layout.layerCount()) {
            throw new IllegalArgumentException(
                    "a plan for " + plan.layers() + " layers of a model that has " + layout.layerCount());
        }
        return new Summation(layout, settings, plan, processor, measuredCompute).estimate();
    }

    /** Returns what a device will hold. */
    public Optional<DeviceMemory> device(String deviceId) {
        return devices.stream().filter(d -> d.deviceId().equals(deviceId)).findFirst();
    }

    private static final class Summation {

        private final ModelLayout layout;
        private final ContextSettings settings;
        private final LayerPlan plan;
        private final HostProcessor alone;
        private final Map<String, Long> measured;
        private final ComputeRule rule;

        Summation(
                ModelLayout layout,
                ContextSettings settings,
                LayerPlan plan,
                HostProcessor processor,
                Map<String, Long> measured) {
            this.layout = layout;
            this.settings = settings;
            this.plan = plan;
            this.alone = processor;
            this.measured = measured;
            rule = new ComputeRule(layout, settings);
        }

        MemoryEstimate estimate() {
            List<DeviceMemory> devices = new ArrayList<>();
            int first = layout.layerCount() - plan.layers();
            int start = first;
            for (LayerPlan.Share share : plan.shares()) {
                devices.add(accelerator(share.deviceId(), start, start + share.layers()));
                start += share.layers();
            }
            List<GgufTensor> onHost = hostTensors(first);
            devices.add(host(first, onHost));
            return new MemoryEstimate(
                    devices, onHost.stream().mapToLong(GgufTensor::byteSize).sum());
        }

        private DeviceMemory accelerator(String id, int start, int end) {
            BufferRule buffers = BufferRule.ofDevice(id);
            long weights = 0;
            long cache = 0;
            for (int layer = start; layer < end; layer++) {
                boolean expertsAway = plan.expertsOnHost().contains(layer);
                for (GgufTensor tensor : layout.tensors(layer)) {
                    boolean away = expertsAway && TensorPlaces.isExpert(tensor);
                    boolean here = !away && buffers.keeps(tensor, layout.hyperparameters());
                    weights += here ? buffers.bytes(tensor) : 0;
                }
                for (long size : layout.cacheTensors(layer, settings)) {
                    cache += buffers.bytes(size);
                }
            }
            if (start < layout.layerCount() - 1) {
                weights += layout.sharedTensors().stream()
                        .mapToLong(buffers::bytes)
                        .sum();
            }
            boolean output = end == layout.layerCount();
            boolean firstDevice = id.equals(plan.shares().getFirst().deviceId());
            return memory(id, weights, cache, rule.deviceBytes(plan, firstDevice, output, end - start));
        }

        private DeviceMemory memory(String id, long weights, long cache, long computeByRule) {
            Long compute = measured.get(id);
            return new DeviceMemory(
                    id,
                    weights,
                    cache,
                    compute == null ? computeByRule : compute,
                    Basis.EXACT,
                    layout.cacheBasis(),
                    compute == null ? rule.basis() : Basis.MEASURED);
        }

        private List<GgufTensor> hostTensors(int first) {
            List<GgufTensor> tensors = new ArrayList<>(layout.inputTensors());
            for (int layer = 0; layer < first; layer++) {
                tensors.addAll(layout.tensors(layer));
            }
            for (int layer : plan.expertsOnHost()) {
                if (layer >= first) {
                    layout.tensors(layer).stream()
                            .filter(TensorPlaces::isExpert)
                            .forEach(tensors::add);
                }
            }
            if (first > 0) {
                tensors.addAll(layout.sharedTensors());
            }
            int start = first;
            for (LayerPlan.Share share : plan.shares()) {
                BufferRule buffers = BufferRule.ofDevice(share.deviceId());
                for (int layer = start; layer < start + share.layers(); layer++) {
                    layout.tensors(layer).stream()
                            .filter(tensor -> !buffers.keeps(tensor, layout.hyperparameters()))
                            .forEach(tensors::add);
                }
                start += share.layers();
            }
            return tensors.stream().distinct().toList();
        }

        /**
         * With an accelerator the host's tensors stay in the mapped file. Without one, some types are copied into another
         * layout, and a token embedding that is the output too is then there twice.
         */
        private DeviceMemory host(int first, List<GgufTensor> tensors) {
            HostProcessor processor = plan.shares().isEmpty() ? alone : HostProcessor.PLAIN;
            List<GgufTensor> mapped = new ArrayList<>();
            long copied = 0;
            for (GgufTensor tensor : tensors) {
                boolean input = layout.inputTensors().contains(tensor);
                boolean output = layout.tensors(layout.layerCount() - 1).contains(tensor);
                OptionalLong copy = processor.copiedBytes(tensor);
                boolean repacked = copy.isPresent() && (!input || output);
                copied += repacked ? copy.getAsLong() : 0;
                if (!repacked || input) {
                    mapped.add(tensor);
                }
            }
            long cache = 0;
            for (int layer = 0; layer < first; layer++) {
                for (long size : layout.cacheTensors(layer, settings)) {
                    cache += BufferRule.HOST.bytes(size);
                }
            }
            return memory(HostBudget.ID, copied + span(mapped), cache, rule.hostBytes(plan) + rule.outputBufferBytes());
        }

        /** The stretch of each file from the first of the tensors to the last. */
        private long span(List<GgufTensor> tensors) {
            Map<Integer, long[]> spans = new HashMap<>();
            for (GgufTensor tensor : tensors) {
                ModelLayout.Stretch stretch = layout.stretch(tensor);
                spans.merge(stretch.file(), new long[] {stretch.from(), stretch.to()}, (a, b) ->
                        new long[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
            }
            return spans.values().stream().mapToLong(span -> span[1] - span[0]).sum();
        }
    }
}
