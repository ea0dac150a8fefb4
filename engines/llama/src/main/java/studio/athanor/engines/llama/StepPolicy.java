package studio.athanor.engines.llama;

import java.util.List;

/** Chooses what one step of the scheduler computes. */
interface StepPolicy {

    /**
     * Adds tokens to a batch, which is empty.
     *
     * @param active sequences that belong to requests
     */
    void fill(StepBatch step, List<Sequence> active);

    /** Is told how long a step took, and with how many tokens. */
    default void measured(int tokens, long nanos) {}

    /** Takes back what was added that belongs to no request, after the step was computed or failed. */
    default void finish() {}
}
