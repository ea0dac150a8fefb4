package studio.athanor.engines.llama;

import org.jspecify.annotations.Nullable;

/**
 * One sequence of the context: what it remembers, and whose answer it computes. Used by the scheduler's thread alone.
 *
 * <p>{@code tokens} is what the sequence holds or is to hold; the first {@code evaluated} of them are in the context's memory.
 */
final class Sequence {

    final int id;
    final IntSequence tokens = new IntSequence();
    int evaluated;

    @Nullable
    Generation generation;

    /** Whose beginning is waited for, because it is being computed already; null if nobody's. */
    @Nullable
    Sequence donor;

    int sharedTokens;

    /** Whether a donor's beginning was just taken over. */
    boolean justAdopted;

    /** Whether a part in the middle was dropped. */
    boolean shifted;

    long lastUsed;

    /** Index of this sequence's output in the batch, -1 if it has none. */
    int output = -1;

    /** How many of its tokens are in the batch. */
    int batched;

    Sequence(int id) {
        this.id = id;
    }

    boolean idle() {
        return generation == null;
    }

    int remaining() {
        return tokens.size() - evaluated;
    }
}
