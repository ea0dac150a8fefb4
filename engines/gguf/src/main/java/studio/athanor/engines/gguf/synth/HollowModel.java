package studio.athanor.engines.gguf.synth;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import studio.athanor.engines.gguf.GgufArray;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.GgufValue;
import studio.athanor.engines.gguf.GgufWriter;

/**
 * A model of any architecture and size whose header is true and whose weights are a hole of zeros. llama.cpp loads it and
 * allocates what it would for a trained one; its answers mean nothing. The tensors are those that llama.cpp 0.5.0 asks for.
 */
public final class HollowModel {

    /** An architecture, with the kind of memory that is particular about it. */
    public enum Family {
        /** Attention with grouped heads. */
        LLAMA("llama"),
        /** Heads as long as the file says, not as the width gives. */
        QWEN3("qwen3"),
        /** Five of six layers see a window. */
        GEMMA3("gemma3"),
        /** Every other layer sees a window; experts with biases. */
        GPT_OSS("gpt-oss"),
        /** Experts in every layer. */
        QWEN3_MOE("qwen3moe"),
        /** Latent attention, and experts after the first layer. */
        DEEPSEEK2("deepseek2"),
        /** Layers with heads of their own number, or none. */
        DECI("deci"),
        /** Short convolutions between attention layers. */
        LFM2("lfm2"),
        /** A state in place of attention. */
        MAMBA("mamba"),
        /** A state in place of attention, in groups. */
        MAMBA2("mamba2"),
        /** Attention in some layers, a state in the others. */
        JAMBA("jamba"),
        /** A state, attention or a feed-forward network per layer. */
        NEMOTRON_H("nemotron_h"),
        /** A state or attention, then a feed-forward network. */
        GRANITE_HYBRID("granitehybrid"),
        /** Gated linear attention in three of four layers, experts in all. */
        QWEN3_NEXT("qwen3next"),
        /** A state per head of the key-value kind. */
        RWKV7("rwkv7");

        private final String architecture;

        Family(String architecture) {
            this.architecture = architecture;
        }

        /** Returns the value of {@code general.architecture}. */
        public String architecture() {
            return architecture;
        }
    }

    /**
     * The measures of a model. What a family has no use for is ignored.
     *
     * @param layers blocks
     * @param width the embedding length
     * @param heads attention heads
     * @param kvHeads heads of keys and values
     * @param headLength length of one head
     * @param feedForward inner width of the feed-forward layers
     * @param experts per layer
     * @param expertsUsed per token
     * @param expertFeedForward inner width of one expert
     * @param window length of the sliding window
     * @param contextLength tokens
     * @param vocabulary tokens, at least 259
     * @param tied whether the output is the token embedding
     * @param type how matrices are stored
     */
    public record Measures(
            int layers,
            int width,
            int heads,
            int kvHeads,
            int headLength,
            int feedForward,
            int experts,
            int expertsUsed,
            int expertFeedForward,
            int window,
            int contextLength,
            int vocabulary,
            boolean tied,
            GgufType type) {}

    private final Family family;
    private final Measures measures;

    /** Creates a model that exists on no disk yet. */
    public HollowModel(Family family, Measures measures) {
        this.family = family;
        this.measures = measures;
    }

    /** Writes the model; the file has its full size and takes little room on most file systems. */
    public void write(Path target) throws IOException {
        try {
            writer().writeHollow(target);
        } catch (GgufException e) {
            throw new IllegalStateException("a hollow model copies nothing from other files", e);
        }
    }

    /** Returns a writer that holds the model, to change or add to before it is written. */
    public GgufWriter writer() {
        Draft draft = new Draft(family.architecture, measures);
        draft.general();
        switch (family) {
            case LLAMA, QWEN3, GEMMA3, GPT_OSS, QWEN3_MOE, DEEPSEEK2, DECI -> new AttentionTables(draft).add(family);
            case LFM2, MAMBA, MAMBA2, JAMBA, NEMOTRON_H, GRANITE_HYBRID, QWEN3_NEXT, RWKV7 ->
                new StateTables(draft).add(family);
        }
        return draft.writer;
    }

    /** A header in the making. */
    static final class Draft {

        final GgufWriter writer = new GgufWriter();
        final Measures m;
        private final String architecture;

        private Draft(String architecture, Measures measures) {
            this.architecture = architecture;
            m = measures;
        }

        private void general() {
            ByteLevelVocabulary vocabulary = ByteLevelVocabulary.ofSize(m.vocabulary());
            writer.put("general.architecture", GgufValue.text(architecture))
                    .put("general.type", GgufValue.text("model"))
                    .put("general.name", GgufValue.text("Hollow " + architecture))
                    .put("tokenizer.ggml.model", GgufValue.text("gpt2"))
                    .put("tokenizer.ggml.pre", GgufValue.text("gpt-2"))
                    .put("tokenizer.ggml.tokens", GgufArray.ofTexts(vocabulary.tokens()))
                    .put("tokenizer.ggml.token_type", GgufArray.ofInts(vocabulary.tokenTypes()))
                    .put("tokenizer.ggml.merges", GgufArray.ofTexts(vocabulary.merges()))
                    .put("tokenizer.ggml.bos_token_id", GgufValue.u32(vocabulary.idOf("<|endoftext|>")))
                    .put("tokenizer.ggml.eos_token_id", GgufValue.u32(vocabulary.idOf("<|im_end|>")))
                    .put("tokenizer.ggml.add_bos_token", GgufValue.flag(false));
            number("context_length", m.contextLength());
            number("embedding_length", m.width());
            number("block_count", m.layers());
        }

        void number(String key, long value) {
            writer.put(architecture + "." + key, GgufValue.u32(value));
        }

        void real(String key, float value) {
            writer.put(architecture + "." + key, GgufValue.f32(value));
        }

        void numbers(String key, int... values) {
            writer.put(architecture + "." + key, GgufArray.ofInts(values));
        }

        void same(String key, int value) {
            int[] values = new int[m.layers()];
            Arrays.fill(values, value);
            numbers(key, values);
        }

        /** Adds a tensor in the model's type, or in F32 if its rows do not fill that type's blocks. */
        void matrix(String name, long... lengths) {
            boolean fits = lengths[0] % m.type().blockElements() == 0;
            add(name, fits ? m.type() : GgufType.F32, lengths);
        }

        /** Adds a tensor that files always have as F32: norms, biases, states. */
        void plain(String name, long... lengths) {
            add(name, GgufType.F32, lengths);
        }

        private void add(String name, GgufType type, long... lengths) {
            List<Long> dimensions = Arrays.stream(lengths).boxed().toList();
            writer.add(name, type, dimensions, Draft::refuse);
        }

        private static void refuse(OutputStream out) throws IOException {
            throw new IOException("a hollow model has no weights to write");
        }

        void ends() {
            matrix("token_embd.weight", m.width(), m.vocabulary());
            plain("output_norm.weight", m.width());
            if (!m.tied()) {
                matrix("output.weight", m.width(), m.vocabulary());
            }
        }

        void attention(String block, long queryWidth, long kvWidth, long outputWidth) {
            matrix(block + "attn_q.weight", m.width(), queryWidth);
            matrix(block + "attn_k.weight", m.width(), kvWidth);
            matrix(block + "attn_v.weight", m.width(), kvWidth);
            matrix(block + "attn_output.weight", outputWidth, m.width());
        }

        void gatedFeedForward(String block, String suffix, long inner) {
            matrix(block + "ffn_gate" + suffix + ".weight", m.width(), inner);
            matrix(block + "ffn_up" + suffix + ".weight", m.width(), inner);
            matrix(block + "ffn_down" + suffix + ".weight", inner, m.width());
        }

        void experts(String block) {
            plain(block + "ffn_gate_inp.weight", m.width(), m.experts());
            matrix(block + "ffn_gate_exps.weight", m.width(), m.expertFeedForward(), m.experts());
            matrix(block + "ffn_up_exps.weight", m.width(), m.expertFeedForward(), m.experts());
            matrix(block + "ffn_down_exps.weight", m.expertFeedForward(), m.width(), m.experts());
        }

        void expertNumbers() {
            number("expert_count", m.experts());
            number("expert_used_count", m.expertsUsed());
            number("expert_feed_forward_length", m.expertFeedForward());
        }

        void attentionNumbers() {
            number("attention.head_count", m.heads());
            number("attention.key_length", m.headLength());
            number("attention.value_length", m.headLength());
            number("rope.dimension_count", m.headLength());
        }

        void epsilon() {
            real("attention.layer_norm_rms_epsilon", 1e-5f);
        }
    }
}
