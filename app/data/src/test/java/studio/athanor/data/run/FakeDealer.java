package studio.athanor.data.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import studio.athanor.data.recipe.Quota;
import studio.athanor.data.row.Position;

/** Shuffles all cards at once. */
final class FakeDealer implements Dealer {

    @Override
    public Cards of(Quota quota, String recipeHash) {
        List<String> cards = new ArrayList<>();
        quota.counts().forEach((value, count) -> cards.addAll(Collections.nCopies(count.intValue(), value)));
        Collections.shuffle(cards, new Random(recipeHash.hashCode()));
        return index -> cards.get((int) index);
    }

    @Override
    public Cards equal(String column, List<String> values, long rows, String recipeHash) {
        SequencedMap<String, Long> counts = new LinkedHashMap<>();
        for (long i = 0; i < rows; i++) {
            counts.merge(values.get((int) (i % values.size())), 1L, Long::sum);
        }
        return of(new Quota(column, counts, Position.NONE), recipeHash);
    }
}
