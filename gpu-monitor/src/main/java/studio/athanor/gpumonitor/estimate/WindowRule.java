package studio.athanor.gpumonitor.estimate;

import org.jspecify.annotations.Nullable;
import studio.athanor.engines.gguf.GgufException;

/**
 * Which layers of an architecture attend to a sliding window only, as {@code load_arch_hparams} of llama.cpp 0.5.0 sets it.
 *
 * @param period every so many layers one attends to everything; 0 where the file lists the layers
 * @param fullFirst whether that is the first of a period, not the last
 * @param window length where the file gives none; 0 where there is no window then
 * @param fixed whether the file's length does not count
 */
record WindowRule(int period, boolean fullFirst, long window, boolean fixed) {

    private static final WindowRule LISTED = new WindowRule(0, false, 0, false);

    /** Windows by layer. */
    static final class Windows {

        private final boolean[] windowed;
        private final long length;

        private Windows(boolean[] windowed, long length) {
            this.windowed = windowed;
            this.length = length;
        }

        boolean at(int layer) {
            return windowed[layer];
        }

        /** Returns the length of the window, 0 for none. */
        long length() {
            return length;
        }
    }

    static Windows of(Hyperparameters model) throws GgufException {
        WindowRule rule = rule(model);
        boolean[] windowed = new boolean[model.blocks];
        long length = rule == null ? 0 : rule.length(model);
        if (rule == null || length == 0) {
            return new Windows(windowed, 0);
        }
        String pattern = "attention.sliding_window_pattern";
        if (model.isArray(pattern) || rule.period == 0) {
            long[] listed = model.perBlock(pattern, 0);
            for (int i = 0; i < model.blocks; i++) {
                windowed[i] = listed[i] != 0;
            }
        } else {
            long period = model.whole(pattern, rule.period);
            for (int i = 0; i < model.trunk; i++) {
                windowed[i] = period == 0 || (rule.fullFirst ? i % period != 0 : i % period < period - 1);
            }
        }
        return new Windows(windowed, length);
    }

    /** LFM2 is apart: all its attention layers have the window. */
    static Windows ofAll(boolean[] attention, long length) {
        return new Windows(length > 0 ? attention : new boolean[attention.length], length);
    }

    private long length(Hyperparameters model) {
        long given = model.whole("attention.sliding_window", window);
        return fixed && given > 0 ? window : given;
    }

    private static @Nullable WindowRule rule(Hyperparameters model) {
        return switch (model.architecture) {
            case "afmoe", "cohere2", "mellum", "muse-glimmer", "olmo2" -> new WindowRule(4, false, 0, false);
            case "cohere2moe", "laguna" -> new WindowRule(4, true, 0, false);
            case "exaone-moe" -> new WindowRule(4, false, 128, false);
            case "exaone4" -> model.trunk == 64 ? new WindowRule(4, false, 4096, false) : null;
            case "gemma2" -> new WindowRule(2, false, 4096, false);
            case "gemma3" -> new WindowRule(6, false, 0, false);
            case "gemma3n" -> new WindowRule(5, false, 0, false);
            case "gpt-oss" -> new WindowRule(2, false, 0, false);
            case "llama4" -> new WindowRule(4, false, 8192, true);
            case "plamo3" -> new WindowRule(8, false, 0, false);
            case "smallthinker" -> model.has("attention.sliding_window") ? new WindowRule(4, true, 4096, true) : null;
            case "gemma4", "granite_swa", "maple", "mimo2", "spark2_5", "step35", "dots3note" -> LISTED;
            default -> null;
        };
    }
}
