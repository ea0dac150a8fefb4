package studio.athanor.data.run;

import java.util.function.BooleanSupplier;
import studio.athanor.data.DataException;
import studio.athanor.engines.spi.EngineException;

/** Fills in what was accepted before. Goes on where it was halted or failed. Used by the loop's thread alone. */
interface AcceptanceFilling {

    /** Of a run in which nothing was accepted before. */
    AcceptanceFilling NOTHING = new AcceptanceFilling() {
        @Override
        public boolean fill(Acceptance acceptance, BooleanSupplier halted) {
            return true;
        }

        @Override
        public boolean has(long row) {
            return true;
        }
    };

    /**
     * Fills in what is not there yet. Blocks.
     *
     * @param halted asked before each row
     * @return whether all is filled in
     */
    boolean fill(Acceptance acceptance, BooleanSupplier halted)
            throws DataException, EngineException, InterruptedException;

    /** Tells whether a row is filled in if it counts. */
    boolean has(long row);
}
