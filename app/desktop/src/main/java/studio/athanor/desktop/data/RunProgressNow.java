package studio.athanor.desktop.data;

import java.util.OptionalDouble;
import studio.athanor.data.run.RunFigures;
import studio.athanor.data.run.RunStatus;

/**
 * How far a run is.
 *
 * @param figures as the run counts them
 * @param status as the run keeps it
 * @param reason why it stopped; empty if it did not
 * @param working whether it is at work in this program
 * @param starting whether its models are being loaded
 * @param rowsPerSecond lately; empty while nothing can be said
 * @param tokensPerSecond lately
 */
record RunProgressNow(
        RunFigures figures,
        RunStatus status,
        String reason,
        boolean working,
        boolean starting,
        OptionalDouble rowsPerSecond,
        OptionalDouble tokensPerSecond) {

    /** Returns the share of the rows that are there, from 0 to 1. */
    double fraction() {
        return figures.target() <= 0 ? 0 : Math.clamp((double) figures.accepted() / figures.target(), 0, 1);
    }

    /** Returns how long it will take, at the speed of late. */
    OptionalDouble secondsLeft() {
        long left = figures.target() - figures.accepted();
        return working && left > 0 && rowsPerSecond.isPresent() && rowsPerSecond.getAsDouble() > 0
                ? OptionalDouble.of(left / rowsPerSecond.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Tells whether the run says that it works, but nobody does here: another program has it, or its program was ended. */
    boolean elsewhere() {
        return status == RunStatus.RUNNING && !working && !starting;
    }
}
