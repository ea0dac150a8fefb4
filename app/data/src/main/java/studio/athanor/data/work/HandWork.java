package studio.athanor.data.work;

import studio.athanor.data.DataException;
import studio.athanor.data.run.RunParts;
import studio.athanor.data.run.RunRooms;
import studio.athanor.data.run.RunStore;

/** What a run needs whose rows are only changed by hand: no model is loaded, and no cell can be made. */
public final class HandWork {

    private HandWork() {}

    /** Returns the parts to open a run with for changes by hand. */
    public static RunParts of(RunStore store) throws DataException {
        return RunRooms.byHand(store);
    }
}
