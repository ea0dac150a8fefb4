package studio.athanor.engines.llama;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.grammar.gbnf.GbnfState;

/**
 * A vocabulary as a tree of bytes, laid out depth first. A grammar that allows no token beginning with some bytes is asked about
 * none of them twice. Control tokens and tokens without bytes are not in it. Immutable.
 */
final class TokenTrie {

    private static final int NO_TOKEN = -1;

    /** Byte on the way to each node. */
    private byte[] labels = new byte[1 << 16];

    private short[] depths = new short[1 << 16];

    /** First node after each node's subtree. */
    private int[] ends = new int[1 << 16];

    /** First token that ends at each node; further ones are chained. */
    private int[] tokens = new int[1 << 16];

    private final int[] sameBytes;
    private final int vocabularySize;
    private int size;
    private int deepest;

    TokenTrie(Tokenizer tokenizer) {
        vocabularySize = tokenizer.size();
        sameBytes = new int[vocabularySize];
        Arrays.fill(sameBytes, NO_TOKEN);
        Integer[] sorted = sorted(tokenizer);
        int[] path = new int[1 << 12];
        byte[] previous = new byte[0];
        for (int token : sorted) {
            byte[] bytes = tokenizer.bytes(token);
            int common = Arrays.mismatch(previous, bytes);
            if (common < 0) {
                int node = path[bytes.length];
                sameBytes[token] = tokens[node];
                tokens[node] = token;
                continue;
            }
            close(path, common + 1, previous.length);
            for (int depth = common + 1; depth <= bytes.length; depth++) {
                path[depth] = add(bytes[depth - 1], depth);
            }
            tokens[path[bytes.length]] = token;
            previous = bytes;
        }
        close(path, 1, previous.length);
    }

    /**
     * Finds the tokens that a place in a grammar allows, and adds some that are allowed anyway.
     *
     * @param mostBytes how far the end of the grammar may be after a token
     */
    TokenSet allowed(GbnfState start, int mostBytes, int[] others) {
        int[] allowed = new int[vocabularySize];
        int count = 0;
        int farthestEnd = 0;
        for (int token : others) {
            allowed[count++] = token;
        }
        @Nullable GbnfState[] path = new @Nullable GbnfState[deepest + 1];
        path[0] = start;
        int node = 0;
        while (node < size) {
            int depth = depths[node];
            GbnfState before = path[depth - 1];
            GbnfState state = before == null ? null : before.next(labels[node]);
            if (state == null) {
                node = ends[node];
                continue;
            }
            path[depth] = state;
            if (tokens[node] != NO_TOKEN && state.leastBytes() <= mostBytes) {
                farthestEnd = Math.max(farthestEnd, state.leastBytes());
                for (int token = tokens[node]; token != NO_TOKEN; token = sameBytes[token]) {
                    allowed[count++] = token;
                }
            }
            node++;
        }
        return new TokenSet(allowed, count, vocabularySize, farthestEnd);
    }

    private static Integer[] sorted(Tokenizer tokenizer) {
        Integer[] all = new Integer[tokenizer.size()];
        int count = 0;
        for (int token = 0; token < all.length; token++) {
            int length = tokenizer.bytes(token).length;
            if (length > 0 && length < 1 << 12 && !tokenizer.isControl(token) && !tokenizer.isEnd(token)) {
                all[count++] = token;
            }
        }
        Integer[] sorted = Arrays.copyOf(all, count);
        Arrays.sort(sorted, (a, b) -> Arrays.compareUnsigned(tokenizer.bytes(a), tokenizer.bytes(b)));
        return sorted;
    }

    private int add(byte label, int depth) {
        if (size == labels.length) {
            labels = Arrays.copyOf(labels, size * 2);
            depths = Arrays.copyOf(depths, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            tokens = Arrays.copyOf(tokens, size * 2);
        }
        labels[size] = label;
        depths[size] = (short) depth;
        tokens[size] = NO_TOKEN;
        deepest = Math.max(deepest, depth);
        return size++;
    }

    private void close(int[] path, int from, int to) {
        for (int depth = from; depth <= to; depth++) {
            ends[path[depth]] = size;
        }
    }
}
