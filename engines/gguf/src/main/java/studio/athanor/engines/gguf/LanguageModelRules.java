package studio.athanor.engines.gguf;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** What the shape of a language model must fulfil for the engine to load it without an assertion. */
final class LanguageModelRules {

    private static final List<String> WIDTHS = List.of(
            "embedding_length_out",
            "attention.value_length",
            "attention.key_length_swa",
            "attention.value_length_swa",
            "attention.key_length_mla",
            "attention.value_length_mla",
            "rope.dimension_count_swa",
            "attention.sliding_window_size");

    private static final List<String> REALS = List.of(
            "rope.freq_base",
            "rope.freq_base_swa",
            "rope.scaling.factor",
            "rope.scaling.attn_factor",
            "rope.scale_linear",
            "attention.max_alibi_bias",
            "attention.clamp_kqv",
            "attn_logit_softcapping",
            "final_logit_softcapping");

    private static final List<String> EPSILONS =
            List.of("attention.layer_norm_epsilon", "attention.layer_norm_rms_epsilon", "attention.group_norm_epsilon");

    private static final Set<String> WHOLE_HEAD_ROTATED = Set.of("llama", "deci", "falcon", "llama-embed");
    private static final Set<String> DRAFTS = Set.of("eagle3", "dflash", "gemma4-assistant");
    private static final Set<String> OTHER_WIDTH = Set.of("wavtokenizer-dec", "falcon-h1", "pockettts", "qwen3tts");

    private final MetadataRules rules;
    private final List<GgufTensor> tensors;
    private final String architecture;

    LanguageModelRules(MetadataRules rules, List<GgufTensor> tensors) {
        this.rules = rules;
        this.tensors = tensors;
        this.architecture = rules.file().architecture();
    }

    private String key(String name) {
        return architecture + "." + name;
    }

    void check() throws GgufException {
        boolean vocabularyOnly = tensors.isEmpty();
        if (vocabularyOnly && !rules.has(key(GgufKeys.BLOCK_COUNT))) {
            return;
        }
        rules.requiredNumber(key(GgufKeys.CONTEXT_LENGTH), 1, Integer.MAX_VALUE);
        long width = rules.requiredNumber(key(GgufKeys.EMBEDDING_LENGTH), 1, GgufLimits.MAX_WIDTH);
        int layers = (int) rules.requiredNumber(key(GgufKeys.BLOCK_COUNT), 1, GgufLimits.MAX_LAYERS);
        var _ = rules.number(key("nextn_predict_layers"), 0, layers);
        var _ = rules.number(key(GgufKeys.VOCABULARY_SIZE), 1, GgufLimits.MAX_VOCABULARY);
        var _ = rules.number(key(GgufKeys.POOLING_TYPE), 0, 4);
        var _ = rules.flag(key("attention.causal"));
        var _ = rules.perLayer(key(GgufKeys.FEED_FORWARD_LENGTH), layers, 0, GgufLimits.MAX_WIDTH);
        checkHeads(layers, width);
        checkExperts(layers);
        checkNumbers();
        if (!DRAFTS.contains(architecture)) {
            checkEmbedding(width);
        }
    }

    private void checkNumbers() throws GgufException {
        for (String name : WIDTHS) {
            var _ = rules.number(key(name), 0, GgufLimits.MAX_WIDTH);
        }
        for (String name : REALS) {
            var _ = rules.real(key(name));
        }
        for (String name : EPSILONS) {
            double epsilon = rules.real(key(name)).orElse(0);
            if (epsilon < 0 || epsilon > 1) {
                throw rules.wrong(key(name), epsilon + ", must be from 0 to 1");
            }
        }
        var _ = rules.number(key("rope.scaling.original_context_length"), 0, Integer.MAX_VALUE);
        var _ = rules.flag(key("rope.scaling.finetuned"));
        var _ = rules.array(key("classifier.output_labels"), GgufValueType.STRING);
        String scaling = rules.text(key("rope.scaling.type")).orElse("linear");
        if (!EngineKnowledge.ROPE_SCALINGS.contains(scaling)) {
            throw rules.wrong(
                    key("rope.scaling.type"), Printable.quoted(scaling) + ", must be none, linear, yarn or longrope");
        }
    }

    private void checkHeads(int layers, long width) throws GgufException {
        boolean needed = EngineKnowledge.needsHeads(architecture);
        String headKey = key(GgufKeys.HEAD_COUNT);
        String kvKey = key(GgufKeys.HEAD_COUNT_KV);
        long[] heads = rules.perLayer(headKey, layers, needed ? 1 : 0, GgufLimits.MAX_WIDTH);
        long[] kvHeads = rules.perLayer(kvKey, layers, needed ? 1 : 0, GgufLimits.MAX_WIDTH);
        OptionalLong keyLength = rules.number(key(GgufKeys.KEY_LENGTH), 1, GgufLimits.MAX_WIDTH);
        if (heads.length == 0) {
            if (needed && !tensors.isEmpty()) {
                throw rules.missing(headKey);
            }
            return;
        }
        if (needed && Arrays.stream(heads).allMatch(h -> h == 0)) {
            throw rules.wrong(headKey, "0 for every layer");
        }
        for (int i = 0; i < Math.min(heads.length, kvHeads.length); i++) {
            if (heads[i] > 0 && kvHeads[i] > 0 && heads[i] % kvHeads[i] != 0) {
                throw rules.wrong(kvKey, kvHeads[i] + ", must divide the " + heads[i] + " heads");
            }
        }
        boolean sameEverywhere = !(rules.file().metadata().get(headKey).orElse(null) instanceof GgufArray);
        if (sameEverywhere && heads[0] > 0) {
            checkHeadWidth(headKey, heads[0], width, keyLength);
        }
    }

    private void checkHeadWidth(String headKey, long heads, long width, OptionalLong keyLength) throws GgufException {
        boolean wholeHead = WHOLE_HEAD_ROTATED.contains(architecture);
        if (keyLength.isEmpty() && (heads > width || (wholeHead && width % heads != 0))) {
            throw rules.wrong(headKey, heads + ", must divide the embedding length " + width);
        }
        long headWidth = keyLength.orElse(width / heads);
        String ropeKey = key(GgufKeys.ROPE_DIMENSIONS);
        long rotated = rules.number(ropeKey, 0, GgufLimits.MAX_WIDTH).orElse(0);
        if (wholeHead && rotated > 0 && rotated != headWidth) {
            throw rules.wrong(ropeKey, rotated + ", must be the head width " + headWidth);
        }
        if (rotated > headWidth || rotated % 2 != 0) {
            throw rules.wrong(ropeKey, rotated + ", must be even and at most the head width " + headWidth);
        }
    }

    private void checkExperts(int layers) throws GgufException {
        String usedKey = key(GgufKeys.EXPERT_USED_COUNT);
        String groupKey = key("expert_group_count");
        String groupUsedKey = key("expert_group_used_count");
        long experts = rules.number(key(GgufKeys.EXPERT_COUNT), 0, GgufLimits.MAX_EXPERTS)
                .orElse(0);
        long used = Arrays.stream(rules.perLayer(usedKey, layers, 0, GgufLimits.MAX_EXPERTS))
                .max()
                .orElse(0);
        long groups = rules.number(groupKey, 0, GgufLimits.MAX_EXPERTS).orElse(0);
        long groupsUsed = rules.number(groupUsedKey, 0, GgufLimits.MAX_EXPERTS).orElse(0);
        if (experts <= 1 && architecture.startsWith("hunyuan")) {
            return;
        }
        if (used > experts || (experts > 0 && used == 0)) {
            throw rules.wrong(usedKey, used + ", must be from 1 to the " + experts + " experts");
        }
        if (groups > 0 && (groups >= experts || (groups > 1 && experts % groups != 0))) {
            throw rules.wrong(groupKey, groups + ", must divide the " + experts + " experts");
        }
        if (groups > 1 && (groupsUsed == 0 || groupsUsed >= groups)) {
            throw rules.wrong(groupUsedKey, groupsUsed + ", must be from 1 to less than the " + groups + " groups");
        }
    }

    private void checkEmbedding(long width) throws GgufException {
        GgufTensor embedding = tensors.stream()
                .filter(t -> t.name().equals("token_embd.weight"))
                .findFirst()
                .orElse(null);
        if (embedding == null) {
            return;
        }
        String field = Refusals.tensor(embedding.name());
        if (!OTHER_WIDTH.contains(architecture) && embedding.dimension(0) != width) {
            throw rules.refusals()
                    .inconsistent(
                            field,
                            "shape " + embedding.shape() + ", but " + key(GgufKeys.EMBEDDING_LENGTH) + " is " + width);
        }
        GgufArray tokens = rules.file().metadata().array(GgufKeys.TOKENS).orElse(null);
        if (tokens != null && embedding.dimension(1) != tokens.count()) {
            throw rules.refusals()
                    .inconsistent(
                            field,
                            "shape " + embedding.shape() + ", but the vocabulary has " + tokens.count() + " tokens");
        }
    }
}
