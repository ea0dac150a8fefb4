package studio.athanor.data.run;

import java.util.Optional;
import studio.athanor.data.row.Rejection;
import studio.athanor.data.row.Row;

/**
 * A finished row of a run.
 *
 * @param number its slot in the run, from 0; rows are accepted in this order
 * @param attempt which attempt passed, or was the last
 * @param rejection why the last attempt did not pass
 * @param edited whether a person changed a value
 */
public record RunRow(
        long number, int attempt, RowState state, Row row, Optional<Rejection> rejection, boolean edited) {}
