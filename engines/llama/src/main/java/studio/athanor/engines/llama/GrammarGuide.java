package studio.athanor.engines.llama;

import org.jspecify.annotations.Nullable;
import studio.athanor.engines.grammar.gbnf.GbnfState;

/**
 * Keeps one answer to a grammar. The tokens that a place of the grammar allows are found once and kept at the place, so that
 * a place reached again, in this answer or another, costs nothing. Belongs to one thread.
 */
final class GrammarGuide {

    private static final int[] NO_TOKENS = new int[0];

    private final TokenTrie trie;
    private final Tokenizer tokenizer;
    private final Budget budget;
    private GbnfState state;

    /**
     * @param start where the answer begins
     * @param budget of what is kept at the grammar's places
     */
    GrammarGuide(GbnfState start, Budget budget, TokenTrie trie, Tokenizer tokenizer) {
        state = start;
        this.budget = budget;
        this.trie = trie;
        this.tokenizer = tokenizer;
    }

    /**
     * Tells whether the answer may go on with a token.
     *
     * @param tokensLeft how many tokens the answer may still have, this one included
     */
    boolean allows(int token, int tokensLeft) {
        if (tokenizer.isEnd(token)) {
            return state.isComplete();
        }
        GbnfState next = after(token);
        return next != null && next.leastBytes() <= mostBytesAfter(tokensLeft);
    }

    /** Returns the tokens that the answer may go on with. */
    TokenSet allowed(int tokensLeft) {
        TokenSet all = allowed();
        int most = mostBytesAfter(tokensLeft);
        return all.farthestEnd() <= most ? all : trie.allowed(state, most, ends());
    }

    private TokenSet allowed() {
        if (state.attachment() instanceof TokenSet known) {
            return known;
        }
        TokenSet allowed = trie.allowed(state, Integer.MAX_VALUE, ends());
        if (budget.take(allowed.byteSize())) {
            state.attach(allowed);
        }
        return allowed;
    }

    /**
     * An answer that runs out of tokens is steered to the nearest end, which takes one token per byte at worst; one that
     * cannot make it any more goes on freely.
     */
    private int mostBytesAfter(int tokensLeft) {
        return state.leastBytes() > tokensLeft ? Integer.MAX_VALUE : tokensLeft - 1;
    }

    private int[] ends() {
        return state.isComplete() ? tokenizer.ends() : NO_TOKENS;
    }

    /** Goes on with a token that is allowed. */
    void accept(int token) {
        GbnfState next = tokenizer.isEnd(token) ? null : after(token);
        if (next != null) {
            state = next;
        }
    }

    private @Nullable GbnfState after(int token) {
        if (tokenizer.isControl(token)) {
            return null;
        }
        byte[] bytes = tokenizer.bytes(token);
        return bytes.length == 0 ? null : state.next(bytes);
    }

    /** Bounds what is kept for one grammar. */
    static final class Budget {
        private long left;

        Budget(long bytes) {
            left = bytes;
        }

        boolean take(int bytes) {
            if (bytes > left) {
                return false;
            }
            left -= bytes;
            return true;
        }
    }
}
