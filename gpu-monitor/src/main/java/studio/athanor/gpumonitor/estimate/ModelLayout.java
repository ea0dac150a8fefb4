package studio.athanor.gpumonitor.estimate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufFile;
import studio.athanor.engines.gguf.GgufTensor;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.gpumonitor.placement.LayerDemand;
import studio.athanor.gpumonitor.placement.ModelDemand;

/**
 * What a model file's header says about the size of its layers. Made in the time that reading the header takes, whatever the
 * file's size; holds no open file. Layers are counted as llama.cpp counts them: the blocks, then one more for the output.
 */
public final class ModelLayout {

    /** As many blocks as llama.cpp 0.5.0 takes. */
    static final int MOST_BLOCKS = 512;

    private static final long STATE_BYTES = Float.BYTES;

    private final Hyperparameters model;
    private final TensorPlaces places;
    private final List<LayerCache> caches;
    private final long window;
    private final long widestValues;
    private final boolean known;
    private final double[] activeExperts;
    private final Map<String, Stretch> stretches = new HashMap<>();
    private final long trainedContext;

    /** Where a tensor's bytes are: which file, and from where to where. */
    record Stretch(int file, long from, long to) {}

    private ModelLayout(List<GgufFile> files) throws GgufException {
        GgufFile first = files.getFirst();
        model = new Hyperparameters(first);
        List<GgufTensor> tensors = new ArrayList<>();
        for (int f = 0; f < files.size(); f++) {
            for (GgufTensor tensor : files.get(f).tensors()) {
                long from = files.get(f).dataStart() + tensor.offset();
                stretches.put(tensor.name(), new Stretch(f, from, from + tensor.byteSize()));
                tensors.add(tensor);
            }
        }
        places = new TensorPlaces(model, tensors);
        CacheRules rules = new CacheRules(model);
        caches = rules.layers();
        window = rules.window;
        widestValues = rules.widestValues();
        known = rules.known();
        activeExperts = activeExperts();
        trainedContext = model.whole("context_length", 0);
    }

    /**
     * Reads the header of a model in one file.
     *
     * @throws GgufException if it cannot be read or breaks the format
     */
    public static ModelLayout read(Path file) throws GgufException {
        return of(List.of(GgufFile.read(file)));
    }

    /**
     * Lays out a model from its header, or those of its parts, the first one first.
     *
     * @throws GgufException if a list in the header cannot be read any more
     */
    public static ModelLayout of(List<GgufFile> parts) throws GgufException {
        return new ModelLayout(parts);
    }

    private double[] activeExperts() throws GgufException {
        double experts = model.whole("expert_count", 0);
        long[] used = model.perBlock("expert_used_count", 0);
        double[] active = new double[model.blocks];
        for (int i = 0; i < active.length; i++) {
            active[i] = experts > 0 && used[i] > 0 ? Math.min(1, used[i] / experts) : 1;
        }
        return active;
    }

    /** Returns {@code general.architecture}. */
    public String architecture() {
        return model.architecture;
    }

    /** Returns the number of layers, the output layer counting as one. */
    public int layerCount() {
        return model.blocks + 1;
    }

    /** Returns the context the model was trained for in tokens, 0 if the file does not say. */
    public long trainedContextTokens() {
        return trainedContext;
    }

    /** Returns how the cache's size is found for this architecture. */
    public Basis cacheBasis() {
        return known ? Basis.EXACT : Basis.ASSUMED;
    }

    /** Returns the size of all tensors in bytes. */
    public long tensorBytes() {
        return stretches.values().stream()
                .mapToLong(stretch -> stretch.to() - stretch.from())
                .sum();
    }

    /** Returns whether any layer has routed experts. */
    public boolean hasExperts() {
        return places.blocks.stream().flatMap(List::stream).anyMatch(TensorPlaces::isExpert);
    }

    /** Returns the bytes of a layer's tensors; of the output layer with the token embeddings where it uses those too. */
    public long weightBytes(int layer) {
        return tensors(layer).stream().mapToLong(GgufTensor::byteSize).sum();
    }

    /** Returns the bytes of a layer's routed experts. */
    public long expertBytes(int layer) {
        return tensors(layer).stream()
                .filter(TensorPlaces::isExpert)
                .mapToLong(GgufTensor::byteSize)
                .sum();
    }

    /** Returns the bytes that are on the host whatever the plan: the token embeddings. */
    public long inputBytes() {
        return places.input.stream().mapToLong(GgufTensor::byteSize).sum();
    }

    /** Returns the bytes of a layer's cache: K and V cells, or recurrent state, for all sequences. */
    public long cacheBytes(int layer, ContextSettings settings) {
        return cacheTensors(layer, settings).stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Returns what computing one token reads of a layer: its active weights, and the cache of a sequence that has filled half
     * its context. An expert's share is that of the experts in use.
     */
    public long readBytes(int layer, ContextSettings settings) {
        long experts = expertBytes(layer);
        return weightBytes(layer) - experts + expertReadBytes(layer) + cacheReadBytes(layer, settings);
    }

    /** Returns what one token reads of a layer's routed experts. */
    public long expertReadBytes(int layer) {
        return layer < model.blocks ? Math.round(expertBytes(layer) * activeExperts[layer]) : 0;
    }

    private long cacheReadBytes(int layer, ContextSettings settings) {
        if (layer >= model.blocks) {
            return 0;
        }
        LayerCache cache = caches.get(layer);
        long tokens = settings.contextTokens() / 2;
        long seen = cache.windowed() ? Math.min(tokens, window) : tokens;
        return row(settings.keyType(), cache.keyWidth()) * seen
                + row(settings.valueType(), cache.valueWidth()) * seen
                + row(settings.keyType(), cache.indexKeyWidth()) * tokens
                + (cache.convolutionElements() + cache.stateElements()) * STATE_BYTES;
    }

    List<GgufTensor> tensors(int layer) {
        return layer < model.blocks ? places.blocks.get(layer) : places.output;
    }

    List<GgufTensor> inputTensors() {
        return places.input;
    }

    /** Tensors that every device with a block has a copy of. */
    List<GgufTensor> sharedTensors() {
        return places.shared;
    }

    Stretch stretch(GgufTensor tensor) {
        Stretch stretch = stretches.get(tensor.name());
        if (stretch == null) {
            throw new IllegalArgumentException("not a tensor of this model: " + tensor.name());
        }
        return stretch;
    }

    /** Returns the sizes of the tensors that the engine allocates for a layer's cache. */
    List<Long> cacheTensors(int layer, ContextSettings settings) {
        if (layer >= model.blocks) {
            return List.of();
        }
        LayerCache cache = caches.get(layer);
        List<Long> sizes = new ArrayList<>();
        long cells = cache.windowed() ? settings.windowCells(window) : settings.cells();
        long all = cells * settings.streams();
        if (cache.keyWidth() > 0) {
            sizes.add(row(settings.keyType(), cache.keyWidth()) * all);
        }
        boolean keepsValues = cache.attends() && !model.latent;
        long width = settings.flashAttention() || !keepsValues ? cache.valueWidth() : widestValues;
        if (width > 0) {
            sizes.add(row(settings.valueType(), width) * all);
        }
        if (cache.indexKeyWidth() > 0) {
            sizes.add(row(settings.keyType(), cache.indexKeyWidth()) * settings.cells() * settings.streams());
        }
        if (cache.indexValueWidth() > 0) {
            sizes.add(row(settings.valueType(), cache.indexValueWidth()) * settings.cells() * settings.streams());
        }
        if (cache.convolutionElements() > 0) {
            sizes.add(cache.convolutionElements() * settings.sequences() * STATE_BYTES);
        }
        if (cache.stateElements() > 0) {
            sizes.add(cache.stateElements() * settings.sequences() * STATE_BYTES);
        }
        return sizes;
    }

    private static long row(GgufType type, long elements) {
        return Math.ceilDiv(elements, type.blockElements()) * type.blockBytes();
    }

    Hyperparameters hyperparameters() {
        return model;
    }

    /** Returns the rows of the token embeddings, which is the number of logits. */
    long vocabulary() {
        return places.input.stream()
                .filter(tensor -> tensor.name().equals("token_embd.weight"))
                .mapToLong(tensor -> tensor.dimension(1))
                .findFirst()
                .orElse(0);
    }

    boolean attends() {
        return caches.stream().anyMatch(LayerCache::attends);
    }

    /** Returns the length of the sliding window, 0 for none. */
    long windowLength() {
        return window;
    }

    long expertsUsed(int layer) {
        return Math.round(activeExperts[layer] * Math.max(1, model.whole("expert_count", 0)));
    }

    /** Returns the largest recurrent state of one layer and sequence. */
    long largestStateBytes() {
        return caches.stream()
                .mapToLong(cache -> (cache.convolutionElements() + cache.stateElements()) * STATE_BYTES)
                .max()
                .orElse(0);
    }

    boolean hasState() {
        return caches.stream().anyMatch(cache -> cache.stateElements() + cache.convolutionElements() > 0);
    }

    /** Returns what a placement has to know of the model at these settings, on devices with these ids. */
    public ModelDemand demand(String name, ContextSettings settings, Collection<String> deviceIds) {
        Set<BufferRule> rules = deviceIds.stream().map(BufferRule::ofDevice).collect(Collectors.toSet());
        BufferRule rule = rules.size() == 1 ? rules.iterator().next() : BufferRule.UNKNOWN;
        List<LayerDemand> layers = new ArrayList<>();
        for (int i = 0; i < layerCount(); i++) {
            long weights = tensors(i).stream().mapToLong(rule::bytes).sum();
            long experts = tensors(i).stream()
                    .filter(TensorPlaces::isExpert)
                    .mapToLong(rule::bytes)
                    .sum();
            long cache =
                    cacheTensors(i, settings).stream().mapToLong(rule::bytes).sum();
            layers.add(new LayerDemand(
                    weights, cache, readBytes(i, settings), experts, Math.min(expertReadBytes(i), experts)));
        }
        ComputeRule compute = new ComputeRule(this, settings);
        long shared = places.shared.stream().mapToLong(rule::bytes).sum();
        return new ModelDemand(
                name,
                layers,
                inputBytes() + compute.outputBufferBytes(),
                compute.alone().plus(shared),
                compute.pipelined().plus(shared),
                compute.mixed().plus(shared),
                Map.of());
    }
}
