package studio.athanor.gpumonitor.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import studio.athanor.engines.gguf.GgufException;

/**
 * Which layer caches what, as {@code llama_model::create_memory} and the memory classes of llama.cpp 0.5.0 do it for each
 * architecture.
 */
final class CacheRules {

    private static final Set<String> NO_MEMORY = Set.of(
            "bert",
            "jina-bert-v2",
            "jina-bert-v3",
            "nomic-bert",
            "nomic-bert-moe",
            "neo-bert",
            "eurobert",
            "wavtokenizer-dec",
            "modern-bert",
            "gemma-embedding",
            "dream",
            "llada",
            "llada-moe",
            "rnd1",
            "t5encoder",
            "clip");

    private static final Set<String> RECURRENT = Set.of("arwkv7", "mamba", "mamba2", "rwkv6", "rwkv6qwen2", "rwkv7");

    private static final Set<String> RECURRENT_WITHOUT_KV_HEADS = Set.of(
            "jamba",
            "granitehybrid",
            "plamo2",
            "lfm2",
            "lfm2moe",
            "kimi-linear",
            "kimi-k3",
            "bailingmoe3",
            "nemotron_h",
            "nemotron_h_moe");

    private static final Set<String> RECURRENT_BUT_EVERY_NTH =
            Set.of("qwen3next", "qwen35", "qwen35moe", "qwen4exp", "minimax-01");

    /** Architectures with caches of their own kind, or with layers that are not those of the file. */
    private static final Set<String> UNKNOWN_RULES = Set.of(
            "deepseek4",
            "dflash",
            "dots3note",
            "eagle3",
            "gemma4-assistant",
            "glm-dsa",
            "graniteswitch",
            "hrm_text",
            "hy_v4",
            "nanbeige",
            "pockettts",
            "qwen3tts",
            "t5");

    private final Hyperparameters model;
    private final boolean[] recurrent;
    private final WindowRule.Windows windows;

    /** Length of the sliding window, 0 for none. */
    final long window;

    CacheRules(Hyperparameters model) throws GgufException {
        this.model = model;
        recurrent = recurrentLayers();
        boolean shortConvolution = model.architecture.equals("lfm2");
        windows = shortConvolution
                ? WindowRule.ofAll(attention(), model.whole("attention.sliding_window", 0))
                : WindowRule.of(model);
        window = windows.length();
    }

    boolean known() {
        return !UNKNOWN_RULES.contains(model.architecture);
    }

    List<LayerCache> layers() throws GgufException {
        List<LayerCache> caches = new ArrayList<>(model.blocks);
        long[] indexed = indexedLayers();
        for (int i = 0; i < model.blocks; i++) {
            LayerCache cache = attends(i) ? attentionCache(i) : LayerCache.NONE;
            if (indexed[i] > 0 && attends(i)) {
                boolean keysOnly = model.latent || model.architecture.equals("qwen4exp");
                cache = cache.withIndex(indexed[i], keysOnly ? 0 : model.valueLength);
            }
            if (keepsState(i)) {
                cache = cache.withState(convolutionElements(), stateElements());
            }
            caches.add(cache);
        }
        return caches;
    }

    private LayerCache attentionCache(int layer) {
        boolean windowed = windows.at(layer);
        long heads = model.kvHeads[layer];
        long keys = (windowed ? model.windowKeyLength : model.keyLength) * heads;
        long values = (windowed ? model.windowValueLength : model.valueLength) * heads;
        return new LayerCache(true, keys, model.latent ? 0 : values, windowed, 0, 0, 0, 0);
    }

    /** Returns the widest V row, which an unfused attention gives to all layers. */
    long widestValues() {
        long widest = 0;
        for (int i = 0; i < model.blocks; i++) {
            long length = windows.at(i) ? model.windowValueLength : model.valueLength;
            widest = Math.max(widest, length * model.kvHeads[i]);
        }
        return widest;
    }

    private boolean attends(int layer) {
        if (NO_MEMORY.contains(model.architecture) || RECURRENT.contains(model.architecture)) {
            return false;
        }
        return switch (model.architecture) {
            case "falcon-h1" -> true;
            case "nemotron_h", "nemotron_h_moe" -> !recurrent[layer] && model.feedForward[layer] == 0;
            case "gemma3n" -> layer < 20;
            case "gemma4" -> layer < model.blocks - model.whole("attention.shared_kv_layers", 0);
            case "jamba", "granitehybrid", "plamo2", "lfm2", "lfm2moe", "kimi-linear", "kimi-k3", "bailingmoe3" ->
                !recurrent[layer];
            default -> layer < model.trunk && !recurrent[layer];
        };
    }

    private boolean keepsState(int layer) {
        if (layer >= model.trunk || !recurrent[layer]) {
            return false;
        }
        boolean nemotron = model.architecture.startsWith("nemotron_h");
        return !nemotron || model.feedForward[layer] == 0;
    }

    private boolean[] attention() {
        boolean[] attention = new boolean[model.blocks];
        for (int i = 0; i < model.blocks; i++) {
            attention[i] = !recurrent[i];
        }
        return attention;
    }

    private boolean[] recurrentLayers() throws GgufException {
        boolean[] layers = new boolean[model.blocks];
        boolean every = RECURRENT.contains(model.architecture) || model.architecture.equals("falcon-h1");
        boolean nth = RECURRENT_BUT_EVERY_NTH.contains(model.architecture);
        boolean listed = nth && model.has("attention.recurrent_layers");
        long[] list = model.perBlock("attention.recurrent_layers", 0);
        long interval = model.whole("full_attention_interval", model.architecture.equals("minimax-01") ? 8 : 4);
        for (int i = 0; i < model.trunk; i++) {
            if (listed) {
                layers[i] = list[i] != 0;
            } else if (nth) {
                layers[i] = interval == 0 || (i + 1) % interval != 0;
            } else if (RECURRENT_WITHOUT_KV_HEADS.contains(model.architecture)) {
                boolean nemotron = model.architecture.startsWith("nemotron_h");
                layers[i] = model.kvHeads[i] == 0 && (!nemotron || model.feedForward[i] == 0);
            } else {
                layers[i] = every;
            }
        }
        return layers;
    }

    /** Returns the width of the indexer's keys by layer, 0 for a layer without. */
    private long[] indexedLayers() throws GgufException {
        long[] widths = new long[model.blocks];
        long width = model.whole("attention.indexer.key_length", 0);
        long firstSparse = model.whole("leading_dense_block_count", 0);
        long[] full = model.perBlock("attention.indexer.types", 1);
        for (int i = 0; i < model.trunk; i++) {
            boolean indexed = switch (model.architecture) {
                case "deepseek32", "qwen4exp" -> true;
                case "glm-dsa", "hy_v4", "dots3note" -> full[i] != 0;
                case "minimax-m3" -> i >= firstSparse;
                default -> false;
            };
            widths[i] = indexed ? width : 0;
        }
        return widths;
    }

    /** {@code llama_hparams::n_embd_r}. */
    private long convolutionElements() {
        if (model.whole("wkv.head_size", 0) != 0) {
            return model.whole("token_shift_count", 2) * model.width;
        }
        long shortConvolution = model.whole("shortconv.l_cache", 0);
        if (shortConvolution != 0) {
            return model.width * (shortConvolution - 1);
        }
        long kernel = model.whole("ssm.conv_kernel", 0);
        long delta = model.whole("kda.head_dim", 0);
        if (delta != 0) {
            return 3 * (kernel > 0 ? kernel - 1 : 3) * model.heads[0] * delta;
        }
        boolean grouped = !model.architecture.equals("mamba") && !model.architecture.equals("jamba");
        long groups = grouped ? model.whole("ssm.group_count", 0) : 0;
        return kernel > 0
                ? (kernel - 1) * (model.whole("ssm.inner_size", 0) + 2 * groups * model.whole("ssm.state_size", 0))
                : 0;
    }

    /** {@code llama_hparams::n_embd_s}. */
    private long stateElements() {
        long heads = model.blocks > 0 ? model.heads[0] : 0;
        long wkv = model.whole("wkv.head_size", 0);
        if (wkv != 0) {
            return model.width * wkv;
        }
        long delta = model.whole("kda.head_dim", 0);
        if (delta != 0) {
            return delta * delta * heads;
        }
        if (model.architecture.equals("minimax-01")) {
            return model.keyLength * model.keyLength * heads;
        }
        return model.whole("ssm.state_size", 0) * model.whole("ssm.inner_size", 0);
    }
}
