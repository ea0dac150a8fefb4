package studio.athanor.gpumonitor.placement;

/** How a plan is spread, which decides what scratch the engine reserves. */
enum Spread {
    /** Everything on one accelerator. */
    ALONE,
    /** Everything on several accelerators; llama.cpp then prepares for several batches on their way at once. */
    PIPELINED,
    /** Something on the host, whose weights are copied to an accelerator for large batches. */
    MIXED;

    static Spread of(LayerPlan plan, int layers) {
        if (plan.layers() < layers || !plan.expertsOnHost().isEmpty()) {
            return MIXED;
        }
        return plan.shares().size() == 1 ? ALONE : PIPELINED;
    }
}
