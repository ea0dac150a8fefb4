package studio.athanor.gpumonitor.placement;

/** What makes one placement better than another. */
public enum Objective {

    /** One answer as fast as possible: the devices work one after another, so the sum of their times counts. */
    FASTEST_ANSWER("one answer comes as fast as possible"),

    /** As many answers as possible at once: the devices work side by side, so the slowest one counts. */
    MOST_THROUGHPUT("the slowest device holds up a full pipeline as little as possible"),

    /**
     * As few devices as possible, then the fastest answer. Layers are kept off the host before cards are saved: a plan
     * that computes less on the host wins whatever number of cards it takes.
     */
    FEWEST_CARDS("as few cards as possible are used");

    private final String aim;

    Objective(String aim) {
        this.aim = aim;
    }

    /** Returns the aim as the end of a sentence that starts with "so that". */
    String aim() {
        return aim;
    }
}
