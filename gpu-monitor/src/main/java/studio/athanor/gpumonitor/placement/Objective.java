package studio.athanor.gpumonitor.placement;

import java.util.Comparator;

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

    /** Returns an order of placements of one model that begins with the best. */
    public Comparator<Placement> bestFirst() {
        return switch (this) {
            case FASTEST_ANSWER -> Comparator.comparingDouble(Placement::secondsPerToken);
            case MOST_THROUGHPUT -> Comparator.comparingDouble(Placement::slowestStageSeconds);
            case FEWEST_CARDS ->
                Comparator.comparingInt(Placement::hostLayers)
                        .thenComparingInt(placement -> placement.plan().shares().size())
                        .thenComparingDouble(Placement::secondsPerToken);
        };
    }

    /** Returns the aim as the end of a sentence that starts with "so that". */
    String aim() {
        return aim;
    }
}
