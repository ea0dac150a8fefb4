package studio.athanor.engines.llama;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some tokens of a vocabulary, kept as a list or as bits, whichever is smaller. Immutable. */
final class TokenSet {

    private final int size;
    private final int farthestEnd;
    private final int @Nullable [] list;
    private final long @Nullable [] bits;

    /**
     * Takes the first entries of an array.
     *
     * @param farthestEnd how far, after the worst of them, the end of the grammar is, in bytes
     */
    TokenSet(int[] tokens, int size, int vocabularySize, int farthestEnd) {
        this.size = size;
        this.farthestEnd = farthestEnd;
        if (size <= vocabularySize / 32) {
            list = Arrays.copyOf(tokens, size);
            bits = null;
        } else {
            list = null;
            bits = new long[(vocabularySize + 63) / 64];
            for (int i = 0; i < size; i++) {
                bits[tokens[i] >> 6] |= 1L << tokens[i];
            }
        }
    }

    int size() {
        return size;
    }

    int farthestEnd() {
        return farthestEnd;
    }

    int byteSize() {
        return list != null ? list.length * 4 : bits != null ? bits.length * 8 : 0;
    }

    /** Writes the tokens into an array that has room for the vocabulary; returns how many there are. */
    int copyTo(int[] target) {
        if (list != null) {
            System.arraycopy(list, 0, target, 0, size);
        } else if (bits != null) {
            int at = 0;
            for (int word = 0; word < bits.length; word++) {
                for (long rest = bits[word]; rest != 0; rest &= rest - 1) {
                    target[at++] = (word << 6) + Long.numberOfTrailingZeros(rest);
                }
            }
        }
        return size;
    }
}
