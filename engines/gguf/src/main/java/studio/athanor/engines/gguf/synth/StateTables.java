package studio.athanor.engines.gguf.synth;

import studio.athanor.engines.gguf.synth.HollowModel.Draft;
import studio.athanor.engines.gguf.synth.HollowModel.Family;
import studio.athanor.engines.gguf.synth.HollowModel.Measures;

/** The tensors of architectures that keep a recurrent state in all layers or in some. */
final class StateTables {

    private static final int KERNEL = 4;
    private static final int STATE = 16;
    private static final int GROUPED_STATE = 64;
    private static final int GROUPS = 2;
    private static final int WKV_HEAD = 64;
    private static final int RANK = 32;

    private final Draft draft;
    private final Measures m;
    private final int inner;
    private final int steps;

    StateTables(Draft draft) {
        this.draft = draft;
        m = draft.m;
        inner = 2 * m.width();
        steps = inner / 64;
    }

    void add(Family family) {
        draft.epsilon();
        switch (family) {
            case LFM2 -> shortConvolutions();
            case MAMBA -> selectiveState();
            case MAMBA2 -> groupedState();
            case JAMBA -> jamba();
            case NEMOTRON_H -> nemotron();
            case GRANITE_HYBRID -> granite();
            case QWEN3_NEXT -> gatedDelta();
            case RWKV7 -> keyValueState();
            default -> throw new IllegalArgumentException("not a family with a state: " + family);
        }
    }

    private long queryWidth() {
        return (long) m.heads() * m.headLength();
    }

    private long kvWidth() {
        return (long) m.kvHeads() * m.headLength();
    }

    /** Every so many layers one attends. */
    private void kvHeadsEvery(int period) {
        int[] kvHeads = new int[m.layers()];
        for (int i = period - 1; i < m.layers(); i += period) {
            kvHeads[i] = m.kvHeads();
        }
        draft.numbers("attention.head_count_kv", kvHeads);
    }

    private void shortConvolutions() {
        int cached = 3;
        draft.number("shortconv.l_cache", cached);
        draft.number("attention.head_count", m.heads());
        kvHeadsEvery(3);
        draft.number("feed_forward_length", m.feedForward());
        draft.matrix("token_embd.weight", m.width(), m.vocabulary());
        draft.plain("token_embd_norm.weight", m.width());
        for (int i = 0; i < m.layers(); i++) {
            String block = "blk." + i + ".";
            draft.plain(block + "attn_norm.weight", m.width());
            if (i % 3 == 2) {
                int head = m.width() / m.heads();
                draft.plain(block + "attn_q_norm.weight", head);
                draft.plain(block + "attn_k_norm.weight", head);
                draft.attention(block, m.width(), (long) m.kvHeads() * head, m.width());
            } else {
                draft.plain(block + "shortconv.conv.weight", cached, m.width());
                draft.matrix(block + "shortconv.in_proj.weight", m.width(), 3L * m.width());
                draft.matrix(block + "shortconv.out_proj.weight", m.width(), m.width());
            }
            draft.plain(block + "ffn_norm.weight", m.width());
            draft.gatedFeedForward(block, "", m.feedForward());
        }
    }

    private void stateNumbers(int state, int rank) {
        draft.number("ssm.conv_kernel", KERNEL);
        draft.number("ssm.inner_size", inner);
        draft.number("ssm.state_size", state);
        draft.number("ssm.time_step_rank", rank);
    }

    private void selectiveState() {
        stateNumbers(STATE, RANK);
        draft.number("attention.head_count", 0);
        draft.number("feed_forward_length", 0);
        draft.ends();
        for (int i = 0; i < m.layers(); i++) {
            String block = "blk." + i + ".";
            draft.plain(block + "attn_norm.weight", m.width());
            selectiveBlock(block);
        }
    }

    private void selectiveBlock(String block) {
        draft.matrix(block + "ssm_in.weight", m.width(), 2L * inner);
        draft.plain(block + "ssm_conv1d.weight", KERNEL, inner);
        draft.plain(block + "ssm_conv1d.bias", inner);
        draft.matrix(block + "ssm_x.weight", inner, RANK + 2L * STATE);
        draft.plain(block + "ssm_dt.weight", RANK, inner);
        draft.plain(block + "ssm_dt.bias", inner);
        draft.plain(block + "ssm_a", STATE, inner);
        draft.plain(block + "ssm_d", inner);
        draft.matrix(block + "ssm_out.weight", inner, m.width());
    }

    private void groupedNumbers() {
        stateNumbers(GROUPED_STATE, steps);
        draft.number("ssm.group_count", GROUPS);
    }

    private void groupedBlock(String block) {
        long convolved = inner + 2L * GROUPS * GROUPED_STATE;
        draft.matrix(block + "ssm_in.weight", m.width(), inner + convolved + steps);
        draft.plain(block + "ssm_conv1d.weight", KERNEL, convolved);
        draft.plain(block + "ssm_conv1d.bias", convolved);
        draft.plain(block + "ssm_dt.bias", steps);
        draft.plain(block + "ssm_a", 1, steps);
        draft.plain(block + "ssm_d", 1, steps);
        draft.plain(block + "ssm_norm.weight", inner / GROUPS, GROUPS);
        draft.matrix(block + "ssm_out.weight", inner, m.width());
    }

    private void groupedState() {
        groupedNumbers();
        draft.number("attention.head_count", 0);
        draft.number("feed_forward_length", 0);
        draft.ends();
        for (int i = 0; i < m.layers(); i++) {
            String block = "blk." + i + ".";
            draft.plain(block + "attn_norm.weight", m.width());
            groupedBlock(block);
        }
    }

    private void jamba() {
        stateNumbers(STATE, RANK);
        draft.number("attention.head_count", m.heads());
        kvHeadsEvery(4);
        draft.number("feed_forward_length", m.feedForward());
        draft.ends();
        for (int i = 0; i < m.layers(); i++) {
            String block = "blk." + i + ".";
            draft.plain(block + "attn_norm.weight", m.width());
            if (i % 4 == 3) {
                draft.attention(block, m.width(), (long) m.width() / m.heads() * m.kvHeads(), m.width());
            } else {
                selectiveBlock(block);
                draft.plain(block + "ssm_dt_norm.weight", RANK);
                draft.plain(block + "ssm_b_norm.weight", STATE);
                draft.plain(block + "ssm_c_norm.weight", STATE);
            }
            draft.plain(block + "ffn_norm.weight", m.width());
            draft.gatedFeedForward(block, "", m.feedForward());
        }
    }

    /** In turn a state, attention and a feed-forward network. */
    private void nemotron() {
        int[] kvHeads = new int[m.layers()];
        int[] feedForward = new int[m.layers()];
        for (int i = 0; i < m.layers(); i++) {
            kvHeads[i] = i % 3 == 1 ? m.kvHeads() : 0;
            feedForward[i] = i % 3 == 2 ? m.feedForward() : 0;
        }
        groupedNumbers();
        draft.attentionNumbers();
        draft.numbers("attention.head_count_kv", kvHeads);
        draft.numbers("feed_forward_length", feedForward);
        draft.real("attention.layer_norm_epsilon", 1e-5f);
        draft.ends();
        for (int i = 0; i < m.layers(); i++) {
            String block = "blk." + i + ".";
            draft.plain(block + "attn_norm.weight", m.width());
            switch (i % 3) {
                case 0 -> groupedBlock(block);
                case 1 -> draft.attention(block, queryWidth(), kvWidth(), queryWidth());
                default -> {
                    draft.matrix(block + "ffn_up.weight", m.width(), m.feedForward());
                    draft.matrix(block + "ffn_down.weight", m.feedForward(), m.width());
                }
            }
        }
    }

    private void granite() {
        groupedNumbers();
        draft.attentionNumbers();
        kvHeadsEvery(4);
        draft.number("feed_forward_length", m.feedForward());
        draft.ends();
        for (int i = 0; i < m.layers(); i++) {
            String block = "blk." + i + ".";
            draft.plain(block + "attn_norm.weight", m.width());
            if (i % 4 == 3) {
                draft.attention(block, queryWidth(), kvWidth(), queryWidth());
            } else {
                groupedBlock(block);
            }
            draft.plain(block + "ffn_norm.weight", m.width());
            draft.gatedFeedForward(block, "", m.feedForward());
        }
    }

    private void gatedDelta() {
        int keyHeads = 2;
        int valueHeads = 4;
        int length = 64;
        long keys = (long) length * keyHeads;
        long values = (long) length * valueHeads;
        draft.number("ssm.conv_kernel", KERNEL);
        draft.number("ssm.inner_size", values);
        draft.number("ssm.state_size", length);
        draft.number("ssm.time_step_rank", valueHeads);
        draft.number("ssm.group_count", keyHeads);
        draft.attentionNumbers();
        draft.number("attention.head_count_kv", m.kvHeads());
        draft.expertNumbers();
        draft.number("expert_shared_feed_forward_length", m.expertFeedForward());
        draft.number("feed_forward_length", m.feedForward());
        draft.ends();
        for (int i = 0; i < m.layers(); i++) {
            String block = "blk." + i + ".";
            draft.plain(block + "attn_norm.weight", m.width());
            draft.plain(block + "post_attention_norm.weight", m.width());
            if (i % 4 == 3) {
                draft.attention(block, 2 * queryWidth(), kvWidth(), queryWidth());
                draft.plain(block + "attn_q_norm.weight", m.headLength());
                draft.plain(block + "attn_k_norm.weight", m.headLength());
            } else {
                draft.matrix(block + "attn_qkv.weight", m.width(), 2 * keys + values);
                draft.matrix(block + "attn_gate.weight", m.width(), values);
                draft.plain(block + "ssm_conv1d.weight", KERNEL, 2 * keys + values);
                draft.plain(block + "ssm_dt.bias", valueHeads);
                draft.plain(block + "ssm_a", valueHeads);
                draft.matrix(block + "ssm_ba.weight", m.width(), 2L * valueHeads);
                draft.plain(block + "ssm_norm.weight", length);
                draft.matrix(block + "ssm_out.weight", values, m.width());
            }
            draft.experts(block);
            draft.plain(block + "ffn_gate_inp_shexp.weight", m.width());
            draft.gatedFeedForward(block, "_shexp", m.expertFeedForward());
        }
    }

    private void keyValueState() {
        draft.real("attention.layer_norm_epsilon", 1e-5f);
        draft.number("wkv.head_size", WKV_HEAD);
        draft.number("attention.head_count", 0);
        draft.number("feed_forward_length", m.feedForward());
        draft.number("attention.decay_lora_rank", RANK);
        draft.number("attention.iclr_lora_rank", RANK);
        draft.number("attention.value_residual_mix_lora_rank", RANK);
        draft.number("attention.gate_lora_rank", RANK);
        draft.matrix("token_embd.weight", m.width(), m.vocabulary());
        draft.plain("token_embd_norm.weight", m.width());
        draft.plain("token_embd_norm.bias", m.width());
        draft.plain("output_norm.weight", m.width());
        draft.plain("output_norm.bias", m.width());
        draft.matrix("output.weight", m.width(), m.vocabulary());
        for (int i = 0; i < m.layers(); i++) {
            keyValueBlock("blk." + i + ".");
        }
    }

    private void keyValueBlock(String block) {
        for (String norm : new String[] {"attn_norm", "attn_norm_2", "time_mix_ln"}) {
            draft.plain(block + norm + ".weight", m.width());
            draft.plain(block + norm + ".bias", m.width());
        }
        for (String mix : new String[] {"w", "a", "v"}) {
            draft.plain(block + "time_mix_" + mix + "0.weight", m.width());
            draft.plain(block + "time_mix_" + mix + "1.weight", m.width(), RANK);
            draft.plain(block + "time_mix_" + mix + "2.weight", RANK, m.width());
        }
        draft.plain(block + "time_mix_g1.weight", m.width(), RANK);
        draft.plain(block + "time_mix_g2.weight", RANK, m.width());
        draft.plain(block + "time_mix_lerp_fused.weight", m.width(), 1, 1, 6);
        for (String vector : new String[] {"k_k", "k_a", "r_k"}) {
            draft.plain(block + "time_mix_" + vector + ".weight", m.width());
        }
        for (String matrix : new String[] {"key", "value", "receptance", "output"}) {
            draft.matrix(block + "time_mix_" + matrix + ".weight", m.width(), m.width());
        }
        draft.plain(block + "channel_mix_lerp_k.weight", m.width(), 1, 1);
        draft.matrix(block + "channel_mix_key.weight", m.width(), m.feedForward());
        draft.matrix(block + "channel_mix_value.weight", m.feedForward(), m.width());
    }
}
