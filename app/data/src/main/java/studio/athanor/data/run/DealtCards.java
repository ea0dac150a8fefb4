package studio.athanor.data.run;

import java.util.List;
import studio.athanor.data.recipe.Quota;
import studio.athanor.data.sample.Dealing;

/** Deals with the samplers' own shuffle. */
final class DealtCards implements Dealer {

    @Override
    public Cards of(Quota quota, String recipeHash) {
        return Dealing.of(quota, recipeHash)::value;
    }

    @Override
    public Cards equal(String column, List<String> values, long rows, String recipeHash) {
        return Dealing.equal(column, values, rows, recipeHash)::value;
    }
}
