package studio.athanor.data.run;

import java.util.List;
import studio.athanor.data.recipe.Quota;

/** Deals out the values of categories whose counts are exact, like shuffled cards. */
public interface Dealer {

    /** Returns the cards of a quota that has counts. */
    Cards of(Quota quota, String recipeHash);

    /** Returns cards with every value equally often, as far as that goes. */
    Cards equal(String column, List<String> values, long rows, String recipeHash);

    /** A shuffled deck, the same for the same recipe. */
    @FunctionalInterface
    interface Cards {
        /** Returns the value of a card, from 0. */
        String value(long index);
    }
}
