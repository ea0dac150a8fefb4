package studio.athanor.engines.gguf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks over all tokens once: none may come twice (the engine asserts on it), byte tokens must name a byte. The engine
 * cuts tokens at a NUL and numbers empty ones, so the same is done before they are compared.
 */
final class VocabularyCheck {

    private static final int BYTE_TYPE = 6;

    private final MetadataRules rules;
    private final String tokenizer;
    private final GgufArray tokens;
    private final @Nullable GgufArray types;

    VocabularyCheck(MetadataRules rules, String tokenizer, GgufArray tokens, @Nullable GgufArray types) {
        this.rules = rules;
        this.tokenizer = tokenizer;
        this.tokens = tokens;
        this.types = types;
    }

    void run() throws GgufException {
        boolean[] isByte = new boolean[tokens.count()];
        if (types != null) {
            types.visit((i, type) -> {
                if (i < isByte.length) {
                    isByte[i] = ((GgufValue.Whole) type).number() == BYTE_TYPE;
                }
                return i < isByte.length;
            });
        }
        long[] hashes = new long[tokens.count()];
        tokens.visitBytes((i, token) -> {
            byte[] name = name(i, token);
            if (isByte[i] || tokenizer.equals("plamo2")) {
                requireByteToken(i, name, isByte[i]);
            }
            hashes[i] = hash(name);
        });
        Set<Long> suspects = repeated(hashes);
        if (!suspects.isEmpty()) {
            requireDifferent(hashes, suspects);
        }
    }

    private void requireDifferent(long[] hashes, Set<Long> suspects) throws GgufException {
        Map<String, Integer> seen = new HashMap<>();
        tokens.visitBytes((i, token) -> {
            if (suspects.contains(hashes[i])) {
                byte[] name = name(i, token);
                // one character per byte: tells tokens apart that are no UTF-8
                Integer earlier = seen.putIfAbsent(new String(name, StandardCharsets.ISO_8859_1), i);
                if (earlier != null) {
                    throw rules.wrong(GgufKeys.TOKENS, TokenizerRules.shown(i, name) + " is also token " + earlier);
                }
            }
        });
    }

    private static Set<Long> repeated(long[] hashes) {
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        Set<Long> repeated = new HashSet<>();
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                repeated.add(sorted[i]);
            }
        }
        return repeated;
    }

    private static long hash(byte[] bytes) {
        long hash = bytes.length;
        for (byte b : bytes) {
            hash = (hash ^ b) * 0x9E37_79B9_7F4A_7C15L;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    private static byte[] name(int index, byte[] token) {
        int end = 0;
        while (end < token.length && token[end] != 0) {
            end++;
        }
        if (end == 0) {
            return ("[EMPTY_" + index + "]").getBytes(StandardCharsets.UTF_8);
        }
        return end == token.length ? token : Arrays.copyOf(token, end);
    }

    private void requireByteToken(int index, byte[] token, boolean declared) throws GgufException {
        boolean looksLikeOne = token.length >= 3 && token[0] == '<' && token[1] == '0' && token[2] == 'x';
        if (!declared && !looksLikeOne) {
            return;
        }
        boolean valid = looksLikeOne && token.length == 6 && isHex(token[3]) && isHex(token[4]) && token[5] == '>';
        // byte-level vocabularies may mark single bytes with this type and never parse them
        if (!valid && (looksLikeOne || !EngineKnowledge.BPE_TOKENIZERS.contains(tokenizer))) {
            throw rules.wrong(
                    GgufKeys.TOKENS, TokenizerRules.shown(index, token) + " is a byte token, must be like \"<0x0A>\"");
        }
    }

    private static boolean isHex(byte b) {
        return Character.digit(b, 16) >= 0;
    }
}
