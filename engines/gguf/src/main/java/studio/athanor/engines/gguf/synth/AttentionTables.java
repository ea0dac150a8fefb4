package studio.athanor.engines.gguf.synth;

import studio.athanor.engines.gguf.synth.HollowModel.Draft;
import studio.athanor.engines.gguf.synth.HollowModel.Family;
import studio.athanor.engines.gguf.synth.HollowModel.Measures;

/** The tensors of architectures that attend in every layer. */
final class AttentionTables {

    private static final int QUERY_RANK = 64;
    private static final int ROPE_LENGTH = 32;

    private final Draft draft;
    private final Measures m;

    AttentionTables(Draft draft) {
        this.draft = draft;
        m = draft.m;
    }

    void add(Family family) {
        draft.epsilon();
        switch (family) {
            case LLAMA -> plainAttention(false);
            case QWEN3 -> plainAttention(true);
            case GEMMA3 -> gemma();
            case GPT_OSS -> gptOss();
            case QWEN3_MOE -> qwenExperts();
            case DEEPSEEK2 -> latent();
            case DECI -> uneven();
            default -> throw new IllegalArgumentException("not an attention family: " + family);
        }
    }

    private void common() {
        draft.attentionNumbers();
        draft.number("attention.head_count_kv", m.kvHeads());
        draft.ends();
    }

    private long queryWidth() {
        return (long) m.heads() * m.headLength();
    }

    private long kvWidth() {
        return (long) m.kvHeads() * m.headLength();
    }

    private void headNorms(String block) {
        draft.plain(block + "attn_q_norm.weight", m.headLength());
        draft.plain(block + "attn_k_norm.weight", m.headLength());
    }

    private void plainAttention(boolean normed) {
        draft.number("feed_forward_length", m.feedForward());
        common();
        if (!normed) {
            draft.plain("rope_freqs.weight", m.headLength() / 2);
        }
        for (int i = 0; i < m.layers(); i++) {
            String block = "blk." + i + ".";
            draft.plain(block + "attn_norm.weight", m.width());
            draft.attention(block, queryWidth(), kvWidth(), queryWidth());
            if (normed) {
                headNorms(block);
            }
            draft.plain(block + "ffn_norm.weight", m.width());
            draft.gatedFeedForward(block, "", m.feedForward());
        }
    }

    private void gemma() {
        draft.number("feed_forward_length", m.feedForward());
        draft.number("attention.sliding_window", m.window());
        common();
        for (int i = 0; i < m.layers(); i++) {
            String block = "blk." + i + ".";
            draft.plain(block + "attn_norm.weight", m.width());
            draft.attention(block, queryWidth(), kvWidth(), queryWidth());
            headNorms(block);
            draft.plain(block + "post_attention_norm.weight", m.width());
            draft.plain(block + "ffn_norm.weight", m.width());
            draft.gatedFeedForward(block, "", m.feedForward());
            draft.plain(block + "post_ffw_norm.weight", m.width());
        }
    }

    private void gptOss() {
        draft.expertNumbers();
        draft.number("feed_forward_length", m.expertFeedForward());
        draft.number("attention.sliding_window", m.window());
        common();
        for (int i = 0; i < m.layers(); i++) {
            String block = "blk." + i + ".";
            draft.plain(block + "attn_norm.weight", m.width());
            draft.plain(block + "post_attention_norm.weight", m.width());
            draft.attention(block, queryWidth(), kvWidth(), queryWidth());
            draft.plain(block + "attn_q.bias", queryWidth());
            draft.plain(block + "attn_k.bias", kvWidth());
            draft.plain(block + "attn_v.bias", kvWidth());
            draft.plain(block + "attn_output.bias", m.width());
            draft.plain(block + "attn_sinks.weight", m.heads());
            draft.experts(block);
            draft.plain(block + "ffn_gate_inp.bias", m.experts());
            draft.plain(block + "ffn_gate_exps.bias", m.expertFeedForward(), m.experts());
            draft.plain(block + "ffn_up_exps.bias", m.expertFeedForward(), m.experts());
            draft.plain(block + "ffn_down_exps.bias", m.width(), m.experts());
        }
    }

    private void qwenExperts() {
        draft.expertNumbers();
        draft.number("feed_forward_length", m.feedForward());
        common();
        for (int i = 0; i < m.layers(); i++) {
            String block = "blk." + i + ".";
            draft.plain(block + "attn_norm.weight", m.width());
            draft.attention(block, queryWidth(), kvWidth(), queryWidth());
            headNorms(block);
            draft.plain(block + "ffn_norm.weight", m.width());
            draft.experts(block);
        }
    }

    /** DeepSeek's latent attention: keys and values come from one compressed row, of {@code headLength} elements. */
    private void latent() {
        int rank = m.headLength() - ROPE_LENGTH;
        int headWithoutRope = 64;
        int valueLength = 64;
        draft.expertNumbers();
        draft.number("feed_forward_length", m.feedForward());
        draft.number("leading_dense_block_count", 1);
        draft.number("expert_shared_count", 1);
        draft.real("expert_weights_scale", 1f);
        draft.number("attention.head_count", m.heads());
        draft.number("attention.head_count_kv", 1);
        draft.number("attention.q_lora_rank", QUERY_RANK);
        draft.number("attention.kv_lora_rank", rank);
        draft.number("attention.key_length", m.headLength());
        draft.number("attention.value_length", rank);
        draft.number("attention.key_length_mla", headWithoutRope + ROPE_LENGTH);
        draft.number("attention.value_length_mla", valueLength);
        draft.number("rope.dimension_count", ROPE_LENGTH);
        draft.ends();
        for (int i = 0; i < m.layers(); i++) {
            String block = "blk." + i + ".";
            draft.plain(block + "attn_norm.weight", m.width());
            draft.plain(block + "attn_q_a_norm.weight", QUERY_RANK);
            draft.plain(block + "attn_kv_a_norm.weight", rank);
            draft.matrix(block + "attn_q_a.weight", m.width(), QUERY_RANK);
            draft.matrix(block + "attn_q_b.weight", QUERY_RANK, (long) m.heads() * (headWithoutRope + ROPE_LENGTH));
            draft.matrix(block + "attn_kv_a_mqa.weight", m.width(), m.headLength());
            draft.matrix(block + "attn_k_b.weight", headWithoutRope, rank, m.heads());
            draft.matrix(block + "attn_v_b.weight", rank, valueLength, m.heads());
            draft.matrix(block + "attn_output.weight", (long) m.heads() * valueLength, m.width());
            draft.plain(block + "ffn_norm.weight", m.width());
            if (i == 0) {
                draft.gatedFeedForward(block, "", m.feedForward());
            } else {
                draft.experts(block);
                draft.gatedFeedForward(block, "_shexp", m.expertFeedForward());
            }
        }
    }

    /** Every third layer has no attention; the others have more and more key-value heads up to {@code kvHeads}. */
    private void uneven() {
        int[] heads = new int[m.layers()];
        int[] kvHeads = new int[m.layers()];
        int[] feedForward = new int[m.layers()];
        for (int i = 0; i < m.layers(); i++) {
            boolean attends = i % 3 != 2;
            heads[i] = attends ? m.heads() : 0;
            kvHeads[i] = attends ? Math.max(1, m.kvHeads() >> i % 2) : 0;
            feedForward[i] = m.feedForward() / (1 + i % 2);
        }
        draft.numbers("attention.head_count", heads);
        draft.numbers("attention.head_count_kv", kvHeads);
        draft.numbers("feed_forward_length", feedForward);
        draft.number("attention.key_length", m.headLength());
        draft.number("attention.value_length", m.headLength());
        draft.number("rope.dimension_count", m.headLength());
        draft.ends();
        for (int i = 0; i < m.layers(); i++) {
            String block = "blk." + i + ".";
            if (heads[i] > 0) {
                draft.plain(block + "attn_norm.weight", m.width());
                draft.attention(block, queryWidth(), (long) kvHeads[i] * m.headLength(), queryWidth());
            }
            draft.plain(block + "ffn_norm.weight", m.width());
            draft.gatedFeedForward(block, "", feedForward[i]);
        }
    }
}
