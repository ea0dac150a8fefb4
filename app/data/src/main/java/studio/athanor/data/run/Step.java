package studio.athanor.data.run;

import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.row.Rejection;

/** How far a row came. */
sealed interface Step {

    /** A model has to be asked. */
    record NeedsModel(Column column) implements Step {}

    /** All cells are there and pass by themselves. */
    record Complete() implements Step {}

    /**
     * The attempt did not pass.
     *
     * @param lastCellOnly whether another attempt makes the last cell again, and keeps those before it
     */
    record Refused(Rejection rejection, boolean lastCellOnly) implements Step {}

    /**
     * Nothing more can be made now.
     *
     * @param rowOnly whether other rows may still be made, as where a source has no more records
     */
    record Failed(DataException failure, boolean rowOnly) implements Step {}

    /** The work was interrupted. */
    record Halted() implements Step {}
}
