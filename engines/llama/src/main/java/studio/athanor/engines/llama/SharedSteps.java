package studio.athanor.engines.llama;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Answers get their next token in every step; the room that is left is shared among prompts, the shortest first, and is small
 * while answers wait for it.
 */
final class SharedSteps implements StepPolicy {

    private final SequencePool pool;
    private final Pace pace;
    private final int microBatchTokens;

    /** @param microBatchTokens most tokens computed at once */
    SharedSteps(SequencePool pool, int microBatchTokens) {
        this.pool = pool;
        this.microBatchTokens = microBatchTokens;
        pace = new Pace(microBatchTokens);
    }

    @Override
    public void fill(StepBatch step, List<Sequence> active) {
        List<Sequence> prompts = new ArrayList<>();
        for (Sequence sequence : active) {
            if (pool.awaitsDonor(sequence)) {
                continue;
            }
            if (sequence.remaining() == 1) {
                step.add(sequence, 1);
            } else {
                prompts.add(sequence);
            }
        }
        int allowed = step.size() == 0 ? microBatchTokens : pace.promptTokensPerStep();
        int room = Math.min(step.room(), Math.min(allowed, Math.max(1, microBatchTokens - step.size())));
        prompts.sort(Comparator.comparingInt(Sequence::remaining));
        for (int i = 0; i < prompts.size() && room > 0; i++) {
            int share = Math.max(1, room / (prompts.size() - i));
            room -= step.add(prompts.get(i), share);
        }
    }

    @Override
    public void measured(int tokens, long nanos) {
        pace.measured(tokens, nanos);
    }
}
