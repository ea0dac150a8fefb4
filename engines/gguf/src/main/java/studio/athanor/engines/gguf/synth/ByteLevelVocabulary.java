package studio.athanor.engines.gguf.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A byte-level BPE vocabulary of any size, in the style of GPT-2: the 256 bytes, then pieces of one to four letters that
 * follow from merges, ordered so that frequent English letters come first, then the special tokens. Any text has
 * tokens, and English words have about as few as with a real vocabulary of this size.
 *
 * @param tokens all tokens by id
 * @param merges pairs of tokens with a space between, by rank
 */
record ByteLevelVocabulary(List<String> tokens, List<String> merges) {

    static final List<String> SPECIAL = List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>");

    private static final int BYTES = 256;
    private static final int NORMAL = 1;
    private static final int CONTROL = 3;
    private static final String LETTERS = "etaoinshrdlcumwfgypbvkjxqz";
    private static final String SPACE = symbol(' ');

    static int smallest() {
        return BYTES + SPECIAL.size();
    }

    /** Returns the id of a special token. */
    int idOf(String special) {
        return tokens.size() - SPECIAL.size() + SPECIAL.indexOf(special);
    }

    static ByteLevelVocabulary ofSize(int size) {
        int pieces = size - smallest();
        if (pieces < 0) {
            throw new IllegalArgumentException("a vocabulary has at least " + smallest() + " tokens");
        }
        List<String> tokens = new ArrayList<>(size);
        for (int b = 0; b < BYTES; b++) {
            tokens.add(symbol(b));
        }
        List<String> merges = new ArrayList<>(pieces);
        new Pieces(tokens, merges, pieces).addAll();
        if (merges.size() < pieces) {
            throw new IllegalArgumentException(
                    "a vocabulary has at most " + (tokens.size() + SPECIAL.size()) + " tokens");
        }
        tokens.addAll(SPECIAL);
        return new ByteLevelVocabulary(List.copyOf(tokens), List.copyOf(merges));
    }

    /** Returns the token types by id: 1 for ordinary tokens, 3 for special ones. */
    int[] tokenTypes() {
        int[] types = new int[tokens.size()];
        Arrays.fill(types, NORMAL);
        Arrays.fill(types, types.length - SPECIAL.size(), types.length, CONTROL);
        return types;
    }

    /** Returns the character that stands for a byte: itself if printable, otherwise one from U+0100 on, as in GPT-2. */
    static String symbol(int b) {
        if (isPrintable(b)) {
            return Character.toString(b);
        }
        int shift = 0;
        for (int i = 0; i < b; i++) {
            if (!isPrintable(i)) {
                shift++;
            }
        }
        return Character.toString(0x100 + shift);
    }

    private static boolean isPrintable(int b) {
        return (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || (b >= 0xAE && b <= 0xFF);
    }

    /** Adds merges level by level; every piece follows from exactly one pair, so none comes twice. */
    private static final class Pieces {

        private final List<String> tokens;
        private final List<String> merges;
        private final int wanted;
        private final List<String> pairs = new ArrayList<>();

        private Pieces(List<String> tokens, List<String> merges, int wanted) {
            this.tokens = tokens;
            this.merges = merges;
            this.wanted = wanted;
        }

        private void addAll() {
            List<String> letters = LETTERS.chars().mapToObj(Character::toString).toList();
            List<String> capitals =
                    letters.stream().map(l -> l.toUpperCase(Locale.ROOT)).toList();
            cross(letters, letters, pairs);
            for (String letter : letters) {
                add(SPACE, letter);
            }
            for (String capital : capitals) {
                add(SPACE, capital);
            }
            cross(capitals, letters, new ArrayList<>());
            List<String> spacedPairs = new ArrayList<>();
            for (String pair : pairs) {
                if (add(SPACE, pair)) {
                    spacedPairs.add(SPACE + pair);
                }
            }
            List<String> spacedTriples = new ArrayList<>();
            cross(pairs, letters, new ArrayList<>());
            cross(spacedPairs, letters, spacedTriples);
            cross(spacedPairs, pairs, new ArrayList<>());
            cross(pairs, pairs, new ArrayList<>());
        }

        private void cross(List<String> left, List<String> right, List<String> made) {
            for (int sum = 0; sum < left.size() + right.size() - 1; sum++) {
                for (int i = Math.max(0, sum - right.size() + 1); i <= Math.min(sum, left.size() - 1); i++) {
                    if (add(left.get(i), right.get(sum - i))) {
                        made.add(left.get(i) + right.get(sum - i));
                    }
                }
            }
        }

        private boolean add(String left, String right) {
            if (merges.size() >= wanted) {
                return false;
            }
            merges.add(left + " " + right);
            tokens.add(left + right);
            return true;
        }
    }
}
