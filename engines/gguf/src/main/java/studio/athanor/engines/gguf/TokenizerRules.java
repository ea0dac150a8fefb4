package studio.athanor.engines.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a vocabulary must fulfil: array types and lengths, special tokens inside it, well-formed byte tokens. */
final class TokenizerRules {

    /** Ids that steer generation; out of range, the model could not start or stop. */
    private static final List<String> STEERING_IDS = List.of("bos_token_id", "eos_token_id", "eot_token_id");

    private static final List<String> OTHER_IDS = List.of(
            "eom_token_id",
            "unknown_token_id",
            "seperator_token_id",
            "padding_token_id",
            "cls_token_id",
            "mask_token_id",
            "fim_pre_token_id",
            "fim_suf_token_id",
            "fim_mid_token_id",
            "fim_pad_token_id",
            "fim_rep_token_id",
            "fim_sep_token_id",
            "prefix_token_id",
            "suffix_token_id",
            "middle_token_id");

    private static final List<String> FLAGS = List.of(
            "add_bos_token",
            "add_eos_token",
            "add_sep_token",
            "add_space_prefix",
            "remove_extra_whitespaces",
            "normalizer.lowercase",
            "normalizer.strip_accents");

    private static final String PREFIX = "tokenizer.ggml.";
    private static final String CHARSMAP = PREFIX + "precompiled_charsmap";
    private static final Set<String> WITHOUT_DEFAULT_BOS = Set.of("t5", "rwkv", "gemma4");

    private final MetadataRules rules;

    TokenizerRules(MetadataRules rules) {
        this.rules = rules;
    }

    void check() throws GgufException {
        String model = rules.text(GgufKeys.TOKENIZER).orElseThrow(() -> rules.missing(GgufKeys.TOKENIZER));
        if (!EngineKnowledge.TOKENIZERS.contains(model)) {
            throw rules.refusals()
                    .unsupported(
                            Refusals.key(GgufKeys.TOKENIZER),
                            Printable.quoted(model) + " is not a tokenizer of " + EngineKnowledge.ENGINE);
        }
        if (model.equals("none") || model.equals("no_vocab")) {
            return;
        }
        checkPreTokenizer(model);
        GgufArray tokens =
                rules.array(GgufKeys.TOKENS, GgufValueType.STRING).orElseThrow(() -> rules.missing(GgufKeys.TOKENS));
        if (tokens.count() < 1 || tokens.count() > GgufLimits.MAX_VOCABULARY) {
            throw rules.wrong(
                    GgufKeys.TOKENS, tokens.count() + " tokens, must be from 1 to " + GgufLimits.MAX_VOCABULARY);
        }
        if (tokens.byteLength() > GgufLimits.MAX_VOCABULARY_BYTES) {
            throw rules.refusals()
                    .tooLarge(
                            Refusals.key(GgufKeys.TOKENS),
                            "token bytes",
                            tokens.byteLength(),
                            GgufLimits.MAX_VOCABULARY_BYTES);
        }
        requireLength(
                GgufKeys.SCORES,
                rules.array(GgufKeys.SCORES, GgufValueType.FLOAT32, GgufValueType.INT32)
                        .orElse(null),
                tokens.count());
        GgufArray types = rules.array(GgufKeys.TOKEN_TYPES, GgufValueType.INT32).orElse(null);
        requireLength(GgufKeys.TOKEN_TYPES, types, tokens.count());
        new VocabularyCheck(rules, model, tokens, types).run();
        checkSpecialTokens(model, tokens.count());
        checkCharsmap();
        var _ = rules.array(PREFIX + "suppress_tokens", GgufValueType.INT32);
        var _ = rules.number(PREFIX + "token_type_count", 0, GgufLimits.MAX_VOCABULARY);
    }

    private void checkPreTokenizer(String model) throws GgufException {
        String name = rules.text(GgufKeys.PRE_TOKENIZER).orElse("");
        if (!EngineKnowledge.BPE_TOKENIZERS.contains(model)) {
            if (model.equals("gemma4")) {
                requireMerges();
            }
            return;
        }
        if (!name.isEmpty() && !EngineKnowledge.knowsPreTokenizer(name)) {
            throw rules.refusals()
                    .unsupported(
                            Refusals.key(GgufKeys.PRE_TOKENIZER),
                            Printable.quoted(name) + " is not a pre-tokenizer of " + EngineKnowledge.ENGINE);
        }
        if (name.isEmpty()) {
            rules.warn(GgufKeys.PRE_TOKENIZER, "missing; text may be split wrongly, which makes answers worse");
        }
        if (!name.equals("kimi-k2")) {
            requireMerges();
        }
    }

    private void requireMerges() throws GgufException {
        if (rules.array(GgufKeys.MERGES, GgufValueType.STRING).isEmpty()) {
            throw rules.missing(GgufKeys.MERGES);
        }
    }

    private void requireLength(String key, @Nullable GgufArray array, int tokens) throws GgufException {
        if (array == null) {
            return;
        }
        if (array.count() < tokens) {
            throw rules.wrong(key, array.count() + " elements for " + tokens + " tokens");
        }
        if (array.count() > tokens) {
            rules.warn(key, array.count() + " elements for " + tokens + " tokens");
        }
    }

    private void checkSpecialTokens(String model, int tokens) throws GgufException {
        for (String name : STEERING_IDS) {
            var _ = rules.number(PREFIX + name, 0, tokens - 1L);
        }
        for (String name : OTHER_IDS) {
            OptionalLong id = rules.number(PREFIX + name, 0, 0xFFFF_FFFFL);
            if (id.isPresent() && id.getAsLong() >= tokens) {
                rules.warn(PREFIX + name, id.getAsLong() + " is outside the vocabulary and will be ignored");
            }
        }
        for (String name : FLAGS) {
            var _ = rules.flag(PREFIX + name);
        }
        boolean addsBos = rules.flag(PREFIX + "add_bos_token").orElse(false);
        if (addsBos && !rules.has(PREFIX + "bos_token_id") && WITHOUT_DEFAULT_BOS.contains(model)) {
            throw rules.wrong(PREFIX + "add_bos_token", "true, but there is no " + PREFIX + "bos_token_id");
        }
    }

    /** The engine reads a size from the map's first four bytes and checks it in 32 bits. */
    private void checkCharsmap() throws GgufException {
        GgufArray map =
                rules.array(CHARSMAP, GgufValueType.UINT8, GgufValueType.INT8).orElse(null);
        if (map == null) {
            return;
        }
        if (map.count() <= Integer.BYTES) {
            throw rules.wrong(CHARSMAP, map.count() + " bytes, must be more than 4");
        }
        byte[] head = new byte[Integer.BYTES];
        map.visit((i, element) -> {
            head[i] = (byte) ((GgufValue.Whole) element).number();
            return i + 1 < head.length;
        });
        long size = Integer.toUnsignedLong(
                ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt());
        if (size + Integer.BYTES >= map.count()) {
            throw rules.wrong(CHARSMAP, "its table of " + size + " bytes exceeds the map of " + map.count());
        }
    }

    /** Formats a token for a message. */
    static String shown(int index, byte[] token) {
        return String.format(
                Locale.ROOT, "token %d %s", index, Printable.quoted(new String(token, StandardCharsets.UTF_8)));
    }
}
