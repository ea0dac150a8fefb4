package studio.athanor.engines.grammar.gbnf;

import org.jspecify.annotations.Nullable;

/**
 * A place in a grammar, reached by a text that is a sentence or may become one. Follows UTF-8 byte by byte, as tokens of a
 * vocabulary may end within a character. Each place computes where a byte leads once.
 *
 * <p>The states of one grammar belong to one thread at a time.
 */
public final class GbnfState {

    private final GbnfStates states;
    private final GbnfStates.Frame[] tops;
    private final int bits;
    private final int missing;
    private final boolean complete;
    private final int leastBytes;
    private @Nullable GbnfState @Nullable [] next;
    private boolean @Nullable [] known;
    private @Nullable Object attachment;

    GbnfState(GbnfStates states, GbnfStates.Frame[] tops, int bits, int missing) {
        this.states = states;
        this.tops = tops;
        this.bits = bits;
        this.missing = missing;
        complete = missing == 0 && states.isComplete(tops);
        leastBytes = states.leastBytes(tops, missing);
    }

    /** Returns whether the text so far is a sentence. */
    public boolean isComplete() {
        return complete;
    }

    /** Returns how many bytes are missing to the nearest end of a sentence, 0 if this is one. */
    public int leastBytes() {
        return leastBytes;
    }

    /** Returns where one more byte leads, or null if no sentence goes on like that. */
    public @Nullable GbnfState next(byte value) {
        int index = value & 0xFF;
        @Nullable GbnfState[] targets = next;
        boolean[] computed = known;
        if (targets == null || computed == null) {
            targets = new @Nullable GbnfState[256];
            computed = new boolean[256];
            next = targets;
            known = computed;
        }
        if (!computed[index]) {
            targets[index] = states.step(tops, bits, missing, index);
            computed[index] = true;
        }
        return targets[index];
    }

    /** Returns where several bytes lead, or null if no sentence goes on like that. */
    public @Nullable GbnfState next(byte[] bytes) {
        GbnfState state = this;
        for (byte value : bytes) {
            state = state.next(value);
            if (state == null) {
                return null;
            }
        }
        return state;
    }

    /** Returns what a user of the grammar keeps at this place, null if nothing. */
    public @Nullable Object attachment() {
        return attachment;
    }

    /** Keeps something at this place, for as long as the place itself is kept. */
    public void attach(Object value) {
        attachment = value;
    }
}
