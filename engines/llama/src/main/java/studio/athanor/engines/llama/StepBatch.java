package studio.athanor.engines.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What one step of the scheduler computes. Answers get their next token in every step; the room that is left is shared among
 * prompts, the shortest first, and is small while answers wait for it.
 */
final class StepBatch {

    private final SequencePool pool;
    private final DecodeBatch batch;
    private final Pace pace;
    private final int microBatchTokens;

    /**
     * @param capacity most tokens submitted at once
     * @param microBatchTokens most tokens computed at once
     * @param arena must live as long as this
     */
    StepBatch(SequencePool pool, int capacity, int microBatchTokens, Arena arena) {
        this.pool = pool;
        this.microBatchTokens = microBatchTokens;
        batch = new DecodeBatch(arena, capacity);
        pace = new Pace(microBatchTokens);
    }

    int size() {
        return batch.size();
    }

    MemorySegment struct() {
        return batch.struct();
    }

    /** Takes to account how long the step took. */
    void measured(long nanos) {
        pace.measured(batch.size(), nanos);
    }

    /** Collects what is computed next: the next token of every answer, and parts of the prompts that are being read. */
    void fill(List<Sequence> active) {
        batch.clear();
        List<Sequence> prompts = new ArrayList<>();
        for (Sequence sequence : active) {
            sequence.output = -1;
            sequence.batched = 0;
            if (pool.awaitsDonor(sequence)) {
                continue;
            }
            if (sequence.justAdopted) {
                sequence.justAdopted = false;
                Objects.requireNonNull(sequence.generation).reused(sequence.evaluated);
            }
            if (sequence.remaining() == 1) {
                addTokens(sequence, 1);
            } else {
                prompts.add(sequence);
            }
        }
        int allowed = batch.size() == 0 ? microBatchTokens : pace.promptTokensPerStep();
        int room = Math.min(batch.room(), Math.min(allowed, Math.max(1, microBatchTokens - batch.size())));
        prompts.sort(Comparator.comparingInt(Sequence::remaining));
        for (int i = 0; i < prompts.size() && room > 0; i++) {
            int share = Math.max(1, room / (prompts.size() - i));
            room -= addTokens(prompts.get(i), share);
        }
    }

    private int addTokens(Sequence sequence, int most) {
        int count = Math.min(most, sequence.remaining());
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
}
