package studio.athanor.engines.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;

/** What one step of the scheduler computes, as a policy chooses it. */
final class StepBatch {

    private final StepPolicy policy;
    private final DecodeBatch batch;

    /**
     * @param capacity most tokens submitted at once
     * @param arena must live as long as this
     */
    StepBatch(StepPolicy policy, int capacity, Arena arena) {
        this.policy = policy;
        batch = new DecodeBatch(arena, capacity);
    }

    int size() {
        return batch.size();
    }

    int room() {
        return batch.room();
    }

    MemorySegment struct() {
        return batch.struct();
    }

    /** Collects what is computed next. */
    void fill(List<Sequence> active) {
        batch.clear();
        for (Sequence sequence : active) {
            sequence.output = -1;
            sequence.batched = 0;
        }
        policy.fill(this, active);
        for (Sequence sequence : active) {
            if (sequence.justAdopted) {
                sequence.justAdopted = false;
                Objects.requireNonNull(sequence.generation).reused(sequence.evaluated);
            }
        }
    }

    /** Takes to account that the step was computed, and how long it took. */
    void computed(long nanos) {
        policy.finish();
        policy.measured(batch.size(), nanos);
    }

    /** Takes to account that the step could not be computed. */
    void failed() {
        policy.finish();
    }

    /** Adds tokens that a sequence has yet to compute, and returns how many: no more than are asked for, nor than have room. */
    int add(Sequence sequence, int most) {
        int count = Math.min(Math.min(most, batch.room()), sequence.remaining());
        for (int i = 0; i < count; i++) {
            int position = sequence.evaluated + i;
            boolean last = position == sequence.tokens.size() - 1;
            int index = batch.add(sequence.tokens.get(position), position, sequence.id, last);
            if (last) {
                sequence.output = index;
            }
        }
        sequence.batched = count;
        return count;
    }

    /** Adds a token behind what a sequence remembers, for which nobody asked. */
    void addUnowned(int token, Sequence sequence) {
        batch.add(token, sequence.evaluated, sequence.id, true);
    }
}
