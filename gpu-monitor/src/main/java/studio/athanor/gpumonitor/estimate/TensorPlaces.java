package studio.athanor.gpumonitor.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.athanor.engines.gguf.GgufTensor;

/**
 * Which part of a model a tensor belongs to, as {@code llm_tensor_info} of llama.cpp 0.5.0 has it: to the input, which is
 * always on the host; to a layer; to the output, which counts as one layer more.
 */
final class TensorPlaces {

    private static final Pattern IN_BLOCK = Pattern.compile("(?:(?:enc|dec)\\.)?blk\\.(\\d{1,4})\\..+");

    /** The routed experts, by the pattern of llama.cpp's {@code --cpu-moe}. */
    static final Pattern EXPERTS = Pattern.compile("\\.ffn_(up|down|gate|gate_up)_(ch|)exps");

    private static final Set<String> INPUT =
            Set.of("token_embd", "position_embd", "token_types", "per_layer_token_embd", "hrm");

    private static final Set<String> UNUSED = Set.of("masked_embd_centroids", "masked_embd_ordering");

    /** Loaded once on every device that has a layer. */
    private static final Set<String> SHARED = Set.of("rope_freqs", "rope_factors_long", "rope_factors_short");

    /** Loaded with the first layer. */
    private static final Set<String> FIRST_LAYER =
            Set.of("token_embd_norm", "per_layer_model_proj", "per_layer_proj_norm", "conv1d");

    /** Architectures whose prediction layers are left in the file. */
    private static final Set<String> SKIPS_PREDICTION = Set.of(
            "exaone-moe",
            "exaone4",
            "deepseek2",
            "deepseek32",
            "deepseek4",
            "dots3note",
            "qwen3next",
            "qwen35",
            "qwen35moe",
            "qwen4exp",
            "step35",
            "bailingmoe2",
            "bailingmoe3",
            "cohere2moe",
            "glm4",
            "glm4moe",
            "glm-dsa",
            "hy_v3",
            "mimo2",
            "mistral4",
            "nemotron_h",
            "nemotron_h_moe");

    /** Architectures without an output matrix. */
    private static final Set<String> NO_OUTPUT = Set.of(
            "bert",
            "jina-bert-v2",
            "jina-bert-v3",
            "nomic-bert",
            "nomic-bert-moe",
            "neo-bert",
            "eurobert",
            "modern-bert",
            "gemma-embedding",
            "t5encoder",
            "wavtokenizer-dec",
            "clip");

    final List<GgufTensor> input = new ArrayList<>();
    final List<List<GgufTensor>> blocks = new ArrayList<>();
    final List<GgufTensor> output = new ArrayList<>();
    final List<GgufTensor> shared = new ArrayList<>();
    private final Hyperparameters model;

    TensorPlaces(Hyperparameters model, List<GgufTensor> tensors) {
        this.model = model;
        for (int i = 0; i < model.blocks; i++) {
            blocks.add(new ArrayList<>());
        }
        boolean ownOutput = false;
        for (GgufTensor tensor : tensors) {
            place(tensor);
            ownOutput |= tensor.name().equals("output.weight");
        }
        if (!ownOutput && !NO_OUTPUT.contains(model.architecture)) {
            input.stream()
                    .filter(tensor -> tensor.name().equals("token_embd.weight"))
                    .forEach(output::add);
        }
    }

    private void place(GgufTensor tensor) {
        Matcher inBlock = IN_BLOCK.matcher(tensor.name());
        if (inBlock.matches()) {
            int block = Integer.parseInt(inBlock.group(1));
            boolean loaded = block < model.trunk || !SKIPS_PREDICTION.contains(model.architecture);
            boolean used = !tensor.name().contains(".cross_attn_rel_b.");
            if (block < model.blocks && loaded && used) {
                blocks.get(block).add(tensor);
            }
            return;
        }
        String name = tensor.name();
        int dot = name.indexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        boolean normOfOutput = stem.equals("token_embd_norm") && model.architecture.startsWith("lfm2");
        if (INPUT.contains(stem)) {
            input.add(tensor);
        } else if (SHARED.contains(stem)) {
            shared.add(tensor);
        } else if (FIRST_LAYER.contains(stem) && !normOfOutput && model.blocks > 0) {
            blocks.getFirst().add(tensor);
        } else if (!UNUSED.contains(stem)) {
            output.add(tensor);
        }
    }

    static boolean isExpert(GgufTensor tensor) {
        return EXPERTS.matcher(tensor.name()).find();
    }
}
