package studio.athanor.data.run;

import java.util.Map;
import java.util.Optional;

/**
 * What a loop begins with.
 *
 * @param filling adds what was accepted before, before the first row
 * @param window rows that are worked on at a time
 * @param attempts how often a row is tried
 * @param refusedInARow after so many rows in a row that did not pass it stops
 * @param figures what was counted before
 */
record RunSetup(
        RunSink sink,
        RunClock clock,
        Slots slots,
        Acceptance acceptance,
        AcceptanceFilling filling,
        RowMaking making,
        Map<String, Lane> lanes,
        int window,
        int attempts,
        int refusedInARow,
        RunFigures figures,
        RunStatus status,
        Optional<String> reason) {}
