package studio.athanor.data.run;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a run works. None of it changes the rows.
 *
 * @param window rows that are worked on at a time; empty for four times the cells that are asked at a time, at least 16
 * @param refusedInARow after so many rows in a row that were tried as often as allowed and did not pass, the run stops
 * @param patience pauses before a cell is asked again after its worker died; when they are used up, the run stops
 */
public record RunSettings(OptionalInt window, int refusedInARow, List<Duration> patience) {

    private static final int SMALLEST_WINDOW = 16;
    private static final int ROWS_PER_CELL = 4;

    /** Copies the pauses. */
    public RunSettings {
        patience = List.copyOf(patience);
    }

    /** Returns the usual settings. */
    public static RunSettings defaults() {
        return new RunSettings(
                OptionalInt.empty(),
                100,
                List.of(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(5)));
    }

    int rows(int cellsAtATime) {
        return window.orElse(Math.max(SMALLEST_WINDOW, ROWS_PER_CELL * cellsAtATime));
    }
}
