package studio.athanor.data.work;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Quota;
import studio.athanor.data.run.Dealer;
import studio.athanor.data.run.EnergyMeter;
import studio.athanor.data.run.RowJudge;
import studio.athanor.data.run.RunParts;
import studio.athanor.data.run.RunStore;
import studio.athanor.data.sample.Dealing;

/** What a run needs whose rows are only changed by hand: no model is loaded, and no cell can be made. */
public final class HandWork {

    private HandWork() {}

    /** Returns the parts to open a run with for changes by hand. */
    public static RunParts of(RunStore store) throws DataException {
        return new RunParts(
                (column, row, attempt, soFar) -> {
                    throw new DataException.RunStopped(
                            "The models of the run in " + store.folder() + " are not loaded.", "Resume the run.", null);
                },
                RowJudge.LENIENT,
                Optional.empty(),
                new Shuffle(),
                Map.of(),
                store.models(),
                EnergyMeter.NONE);
    }

    private static final class Shuffle implements Dealer {

        @Override
        public Dealer.Cards of(Quota quota, String recipeHash) {
            return Dealing.of(quota, recipeHash)::value;
        }

        @Override
        public Dealer.Cards equal(String column, List<String> values, long rows, String recipeHash) {
            return Dealing.equal(column, values, rows, recipeHash)::value;
        }
    }
}
