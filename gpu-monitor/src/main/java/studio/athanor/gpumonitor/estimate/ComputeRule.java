package studio.athanor.gpumonitor.estimate;

import java.util.Arrays;

/**
 * A rule for the scratch buffers of llama.cpp 0.5.0, which have no closed form: the engine builds its largest graph and asks
 * its allocator.
 */
final class ComputeRule {

    private final ModelLayout layout;
    private final Hyperparameters model;
    private final ContextSettings settings;

    ComputeRule(ModelLayout layout, ContextSettings settings) {
        this.layout = layout;
        model = layout.hyperparameters();
        this.settings = settings;
    }

    /** Returns the host's buffer for logits. */
    long outputBufferBytes() {
        return layout.vocabulary() * settings.outputs() * Float.BYTES;
    }

    long deviceBytes(boolean output) {
        long tokens = settings.computedTokens();
        long widest =
                Math.max(model.width, Arrays.stream(model.feedForward).max().orElse(0));
        long activations = Float.BYTES * tokens * (2 * model.width + 2 * widest);
        return output ? activations + Float.BYTES * layout.vocabulary() * settings.outputs() : activations;
    }

    long hostBytes() {
        return Float.BYTES * settings.computedTokens() * model.width * 2;
    }
}
