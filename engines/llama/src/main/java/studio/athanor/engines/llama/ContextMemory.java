package studio.athanor.engines.llama;

import java.lang.foreign.MemorySegment;
import studio.athanor.engines.llama.libllama.Memories;

/**
 * What the context remembers of its sequences, and what can be kept of it.
 *
 * <p>A KV cache can forget its end and lend its beginning. A sliding-window cache remembers only the last positions, so its
 * beginning is of use only as long as the window behind it is whole. A recurrent state can do neither: it goes on or is
 * dropped.
 */
final class ContextMemory {

    private final Memories memories;
    private final MemorySegment memory;
    private final boolean recurrent;
    private final int window;
    private final boolean lends;
    private final boolean apart;

    /**
     * @param recurrent whether the model has a recurrent state
     * @param window length of the sliding window, 0 for none
     * @param lends whether one of several sequences can take over another's beginning
     * @param apart whether each sequence has a buffer of its own, whose cells must lie in the order of its tokens
     */
    ContextMemory(
            Memories memories, MemorySegment memory, boolean recurrent, int window, boolean lends, boolean apart) {
        this.memories = memories;
        this.memory = memory;
        this.recurrent = recurrent;
        this.window = window;
        this.lends = lends;
        this.apart = apart;
    }

    /** Returns how much of the beginning of a sequence's memory can be kept: the length asked for, or nothing. */
    int keepable(Sequence sequence, int length) {
        if (length == 0 || length > sequence.evaluated || (apart && (recurrent || window > 0))) {
            return 0;
        }
        if (recurrent) {
            return length == sequence.evaluated ? length : 0;
        }
        if (window > 0 && length < sequence.evaluated) {
            int first = memories.first(memory, sequence.id);
            return first >= 0 && first <= Math.max(0, length - window - 1) ? length : 0;
        }
        return length;
    }

    /** Tells whether another sequence can take over the beginning of one. */
    boolean canLend(Sequence source, int length) {
        return lends && length > 0 && keepable(source, length) == length;
    }

    /** Tells whether beginnings can be lent at all, before it is known what is in memory. */
    boolean lends() {
        return lends && !recurrent && window == 0;
    }

    /** Forgets everything from a length on; everything at all if this memory cannot forget a part. */
    void truncate(Sequence sequence, int length) {
        if (length < sequence.evaluated || length == 0) {
            boolean partly = length > 0 && memories.remove(memory, sequence.id, length, -1);
            if (!partly) {
                memories.remove(memory, sequence.id, -1, -1);
                sequence.evaluated = 0;
                return;
            }
        }
        sequence.evaluated = Math.min(sequence.evaluated, length);
    }

    /** Forgets what a computation that failed or was stopped may have left behind the evaluated tokens. */
    void rollBack(Sequence sequence) {
        if (sequence.evaluated == 0 || !memories.remove(memory, sequence.id, sequence.evaluated, -1)) {
            memories.remove(memory, sequence.id, -1, -1);
            sequence.evaluated = 0;
        }
    }

    /** Lets a sequence that remembers nothing take over the beginning of another. Buffers are copied whole only. */
    void lend(Sequence source, Sequence target, int length) {
        memories.remove(memory, target.id, -1, -1);
        if (apart) {
            memories.copy(memory, source.id, target.id, -1, -1);
            memories.remove(memory, target.id, length, -1);
        } else {
            memories.copy(memory, source.id, target.id, 0, length);
        }
        target.evaluated = length;
    }

    boolean canShift() {
        return !recurrent && memories.canShift(memory);
    }

    /** Drops a range of a sequence and moves what is behind it forward. */
    boolean shift(Sequence sequence, int from, int to) {
        if (!memories.remove(memory, sequence.id, from, to)) {
            return false;
        }
        memories.shift(memory, sequence.id, to, -1, from - to);
        return true;
    }
}
