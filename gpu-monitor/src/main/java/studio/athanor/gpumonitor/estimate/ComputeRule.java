package studio.athanor.gpumonitor.estimate;

import java.util.List;
import studio.athanor.engines.gguf.GgufTensor;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.gpumonitor.placement.LayerPlan;
import studio.athanor.gpumonitor.placement.Scratch;

/**
 * A rule for the scratch buffers of llama.cpp 0.5.0. They have no closed form: the engine builds its largest graph and asks its
 * allocator. The rule takes the largest of the graph's phases and was fitted to what the engine reports for fifteen model
 * shapes on Vulkan devices and on the processor; it aims to be a little too large. It does not cover a device that lacks an
 * operation of the model, for which the engine splits the graph and takes far more: only a dry run tells that.
 *
 * <p>In the formulas {@code n} is the number of tokens computed at once and every activation has 4 bytes.
 */
final class ComputeRule {

    /** Batches that the engine prepares at once when several accelerators hold the whole model. */
    private static final int PIPELINE_COPIES = 4;

    /** Tokens of a batch for which matrices of the host are computed on an accelerator. */
    private static final int LEAST_COPIED_FOR = 32;

    private static final double LATENT_ROWS = 2.8;
    private static final double UNFUSED_ROWS = 5.5;
    private static final int SCAN_ROWS = 7;
    private static final int KEY_VALUE_STATE_ROWS = 20;

    private final ModelLayout layout;
    private final Hyperparameters model;
    private final ContextSettings settings;
    private final long rowBytes;
    private final long width;
    private final long masks;
    private final long base;
    private final long outputBase;

    ComputeRule(ModelLayout layout, ContextSettings settings) {
        this.layout = layout;
        this.settings = settings;
        model = layout.hyperparameters();
        rowBytes = settings.computedTokens() * Float.BYTES;
        width = rowBytes * model.width;
        masks = masks();
        base = Math.max(Math.max(feedForward(), attention()), state());
        outputBase = Math.max(base, 2 * width + logits());
    }

    /**
     * Returns whether the rule was fitted to such models and settings. It was not where software Vulkan devices lack an
     * operation, so that what they report says nothing of real ones: recurrent states, latent attention, MXFP4, BF16
     * caches and caches of two types.
     */
    Basis basis() {
        boolean states = layout.hasState() || model.latent;
        boolean caches = settings.keyType() == settings.valueType() && settings.keyType() != GgufType.BF16;
        boolean weights = layout.tensors(0).stream().noneMatch(tensor -> tensor.type() == GgufType.MXFP4);
        return !states && caches && weights ? Basis.FITTED : Basis.ASSUMED;
    }

    /** Returns the buffer for logits, which is on the host. */
    long outputBufferBytes() {
        return logits();
    }

    private long logits() {
        return layout.vocabulary() * settings.outputs() * Float.BYTES;
    }

    /** 2 bytes per token and cell for a fused attention; 4 and a copy of 2 for an unfused one. */
    private long masks() {
        if (!layout.attends()) {
            return 0;
        }
        long window = layout.windowLength();
        long cells = settings.cells() + (window > 0 ? settings.windowCells(window) : 0);
        return settings.computedTokens() * cells * (settings.flashAttention() ? 2 : 6);
    }

    /** Gate, up and their product, beside the residual and its norm; for experts, of those in use, and their outputs. */
    private long feedForward() {
        long largest = 0;
        for (int i = 0; i < layout.layerCount() - 1; i++) {
            long inner = 0;
            long experts = 0;
            for (GgufTensor tensor : layout.tensors(i)) {
                String name = tensor.name();
                if (TensorPlaces.isExpert(tensor) && tensor.dimensions().size() == 3 && !name.contains("_down_")) {
                    boolean both = name.contains("gate_up");
                    experts = Math.max(experts, tensor.dimension(1) / (both ? 2 : 1));
                } else if (name.endsWith(".ffn_up.weight") || name.endsWith(".channel_mix_key.weight")) {
                    inner = Math.max(inner, tensor.dimension(1));
                }
            }
            long used = layout.expertsUsed(i);
            long rows = 3 * Math.max(inner, experts * used) + (experts > 0 ? used * model.width : 0);
            largest = Math.max(largest, rows);
        }
        return rowBytes * largest + 2 * width + masks + normedQueries();
    }

    private long queries() {
        long heads = 0;
        for (long count : model.heads) {
            heads = Math.max(heads, count);
        }
        return rowBytes * heads * model.keyLength;
    }

    /** Where heads are normed, queries stay beside the rest. */
    private long normedQueries() {
        boolean normed =
                layout.tensors(0).stream().anyMatch(t -> t.name().endsWith(".attn_q_norm.weight")) || layout.hasState();
        return normed && layout.attends() ? 2 * queries() : 0;
    }

    private long attention() {
        if (!layout.attends()) {
            return 0;
        }
        if (model.latent) {
            return Math.round(LATENT_ROWS * queries()) + masks + scores();
        }
        if (settings.flashAttention()) {
            return 2 * width + 3 * queries() + masks;
        }
        return scores() + Math.round(UNFUSED_ROWS * Math.max(width, queries())) + masks;
    }

    private long scores() {
        return settings.flashAttention() ? 0 : queries() / Math.max(1, model.keyLength) * settings.cells();
    }

    private long state() {
        if (!layout.hasState()) {
            return 0;
        }
        long inner = rowBytes * model.whole("ssm.inner_size", 0);
        long states = layout.largestStateBytes() * settings.sequences();
        long keyValue = model.whole("wkv.head_size", 0) > 0 ? KEY_VALUE_STATE_ROWS * width : 0;
        return Math.max(SCAN_ROWS * inner, keyValue) + 3 * states + 2 * width + masks;
    }

    private long pipelineBytes(boolean first) {
        return (PIPELINE_COPIES - 1) * masks + PIPELINE_COPIES * width * (first ? 1 : 2);
    }

    /**
     * For a large batch, the largest matrix of layers on the host and a layer's cache are copied to the first accelerator: the
     * engine's scheduler gives such operations to the first backend that wants them.
     */
    private long copiedBytes() {
        if (settings.computedTokens() < LEAST_COPIED_FOR) {
            return 0;
        }
        long largest = 0;
        long cache = 0;
        for (int i = 0; i < layout.layerCount() - 1; i++) {
            largest = Math.max(largest, largest(layout.tensors(i)));
            cache = Math.max(cache, layout.cacheBytes(i, settings));
        }
        return largest + cache;
    }

    private static long largest(List<GgufTensor> tensors) {
        return tensors.stream().mapToLong(GgufTensor::byteSize).max().orElse(0);
    }

    /**
     * Where attention models drop the rows that nobody asked for, before the feed-forward of the last layer, only the others come
     * to a device that has the output layer alone: their norm and their logits are left.
     */
    private long outputAlone(int copies) {
        if (layout.hasState() || model.latent) {
            return outputBase;
        }
        return Math.min(outputBase, logits() + (copies + 1L) * settings.outputs() * model.width * Float.BYTES);
    }

    Scratch alone() {
        return new Scratch(base, outputBase, outputAlone(1), 0, 2 * width + masks);
    }

    Scratch pipelined() {
        long more = pipelineBytes(false);
        return new Scratch(
                base + more, outputBase + more, outputAlone(PIPELINE_COPIES), 0, 2 * width + PIPELINE_COPIES * masks);
    }

    Scratch mixed() {
        return new Scratch(base, outputBase, outputAlone(1), copiedBytes(), outputBase + 2 * width);
    }

    /** Returns what an accelerator of a plan reserves. */
    long deviceBytes(LayerPlan plan, boolean first, boolean output, int layers) {
        if (isMixed(plan)) {
            return mixed().of(first, output, layers);
        }
        if (output && layers == 1) {
            return outputAlone(plan.shares().size() > 1 ? PIPELINE_COPIES : 1);
        }
        long phase = output ? outputBase : base;
        return plan.shares().size() > 1 ? phase + pipelineBytes(first) : phase;
    }

    /** Returns what the host reserves for a plan. */
    long hostBytes(LayerPlan plan) {
        if (plan.shares().isEmpty()) {
            return outputBase + 2 * width;
        }
        if (isMixed(plan)) {
            return 3 * width + masks;
        }
        return 2 * width + (plan.shares().size() > 1 ? PIPELINE_COPIES : 1) * masks;
    }

    private boolean isMixed(LayerPlan plan) {
        return plan.layers() < layout.layerCount() || !plan.expertsOnHost().isEmpty();
    }
}
