package studio.athanor.data.run;

/**
 * Where cells of a model slot are computed. Slots that share an engine name the same lane.
 *
 * @param name of the lane
 * @param cells how many are asked at a time: the engine's sequences, times its replicas
 */
public record Lane(String name, int cells) {

    /** Checks the number. */
    public Lane {
        if (cells < 1) {
            throw new IllegalArgumentException("The lane " + name + " takes no cells");
        }
    }
}
