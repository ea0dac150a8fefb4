package studio.athanor.engines.llama;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives every token of a request the same computation whatever else is computed: matrices of the same shapes, so that the same
 * kernels add in the same order.
 *
 * <p>A step is one block of one prompt, cut at multiples of {@link SequencePool#BLOCK} tokens from its beginning, or the next token of every answer. A step
 * of answers always has as many tokens and outputs as there are sequences: those without an answer compute a token that is forgotten.
 * Prompts go first, so that as many answers as possible share a step.
 */
final class InvariantSteps implements StepPolicy {

    private static final int ANY_TOKEN = 0;

    private final SequencePool pool;
    private final ContextMemory memory;
    private final int contextTokens;
    private final List<Sequence> padded = new ArrayList<>();

    /** @param contextTokens that one sequence may hold */
    InvariantSteps(SequencePool pool, ContextMemory memory, int contextTokens) {
        this.pool = pool;
        this.memory = memory;
        this.contextTokens = contextTokens;
    }

    @Override
    public void fill(StepBatch step, List<Sequence> active) {
        List<Sequence> answers = new ArrayList<>();
        for (Sequence sequence : active) {
            if (pool.awaitsDonor(sequence)) {
                continue;
            }
            if (sequence.remaining() > 1) {
                step.add(sequence, SequencePool.BLOCK - sequence.evaluated % SequencePool.BLOCK);
                return;
            }
            answers.add(sequence);
        }
        answers.forEach(sequence -> step.add(sequence, 1));
        if (!answers.isEmpty()) {
            pool.idle().forEach(sequence -> pad(step, sequence));
        }
    }

    private void pad(StepBatch step, Sequence sequence) {
        if (sequence.evaluated >= contextTokens) {
            pool.clear(sequence);
        }
        step.addUnowned(ANY_TOKEN, sequence);
        padded.add(sequence);
    }

    @Override
    public void finish() {
        padded.forEach(memory::rollBack);
        padded.clear();
    }
}
