package studio.athanor.data.run;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a run is.
 *
 * @param reason why it stopped, with what to do, if it did
 * @param figures with the rows that are decided; those of the last moment may not be in the store yet
 * @param rowsAhead rows that are worked on, or wait for a row before them
 * @param cellsAsked cells that models are asked for now
 * @param recentRowsPerSecond accepted rows of the last minute, per second
 */
public record RunProgress(
        RunStatus status,
        Optional<String> reason,
        RunFigures figures,
        int rowsAhead,
        int cellsAsked,
        double recentRowsPerSecond) {

    /** Returns how long it will take at the pace of the last minute; empty while there is none. */
    public OptionalDouble secondsLeft() {
        long left = figures.target() - figures.accepted();
        if (left <= 0) {
            return OptionalDouble.of(0);
        }
        return recentRowsPerSecond <= 0 ? OptionalDouble.empty() : OptionalDouble.of(left / recentRowsPerSecond);
    }
}
