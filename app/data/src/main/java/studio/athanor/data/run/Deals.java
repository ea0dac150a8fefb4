package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.Quota;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.Weighted;

/**
 * The values of categories that have a quota: dealt to the rows that were asked for, so that their counts are exact. Where a
 * quota counts fewer rows than are asked for, the other values of the category share the rest by weight.
 */
final class Deals {

    private final Map<String, Hand> hands = new HashMap<>();

    private Deals() {}

    /**
     * Deals for so many rows.
     *
     * @throws DataException if a quota and the number of rows contradict each other
     */
    static Deals of(Recipe recipe, String recipeHash, long rows, Dealer dealer) throws DataException {
        Deals deals = new Deals();
        for (Quota quota : recipe.quotas()) {
            if (isDealt(recipe, quota)
                    && recipe.column(quota.column()).orElseThrow().kind() instanceof ColumnKind.Category category) {
                deals.hands.put(quota.column(), hand(quota, category, recipeHash, rows, dealer));
            }
        }
        return deals;
    }

    /** Tells whether a quota is met by dealing; else by refusing rows. */
    static boolean isDealt(Recipe recipe, Quota quota) {
        return recipe.column(quota.column())
                .filter(column -> column.kind() instanceof ColumnKind.Category
                        && column.when().isEmpty())
                .isPresent();
    }

    private static Hand hand(Quota quota, ColumnKind.Category category, String hash, long rows, Dealer dealer)
            throws DataException {
        SequencedMap<String, JsonElement> values = new LinkedHashMap<>();
        category.values().forEach(each -> values.putIfAbsent(RowText.plain(each.value()), each.value()));
        if (quota.counts().isEmpty()) {
            return new Hand(dealer.equal(quota.column(), new ArrayList<>(values.keySet()), rows, hash), values);
        }
        SequencedMap<String, Long> counts = new LinkedHashMap<>(quota.counts());
        for (String value : counts.keySet()) {
            if (!values.containsKey(value)) {
                throw impossible(
                        "The quota of " + quota.column() + " counts " + value + ", which is none of its values.");
            }
        }
        long counted = counts.values().stream().mapToLong(Long::longValue).sum();
        if (counted > rows) {
            throw impossible("The quota of " + quota.column() + " counts " + counted + " rows, and the run is to have "
                    + rows + ".");
        }
        share(quota, category, counts, rows - counted);
        return new Hand(dealer.of(new Quota(quota.column(), counts, quota.at()), hash), values);
    }

    /** Shares the rows that are not counted among the other values by weight. */
    private static void share(Quota quota, ColumnKind.Category category, SequencedMap<String, Long> counts, long rest)
            throws DataException {
        if (rest == 0) {
            return;
        }
        List<Weighted> others = category.values().stream()
                .filter(each -> !quota.counts().containsKey(RowText.plain(each.value())) && each.weight() > 0)
                .toList();
        if (others.isEmpty()) {
            throw impossible("The quota of " + quota.column() + " leaves " + rest
                    + " rows over, and the column has no other value for them.");
        }
        double weights = others.stream().mapToDouble(Weighted::weight).sum();
        double sum = 0;
        long dealt = 0;
        for (int i = 0; i < others.size(); i++) {
            Weighted each = others.get(i);
            sum += each.weight();
            long upTo = i == others.size() - 1 ? rest : Math.round(rest * (sum / weights));
            counts.merge(RowText.plain(each.value()), upTo - dealt, Long::sum);
            dealt = upTo;
        }
    }

    private static DataException impossible(String sentence) {
        return new DataException.RunStopped(sentence, "Change the quota or the number of rows.", null);
    }

    /** Returns the value that was dealt to a row, if its column's values are dealt. */
    Optional<JsonElement> value(String column, long deal) {
        Hand hand = hands.get(column);
        return hand == null ? Optional.empty() : Optional.ofNullable(hand.values.get(hand.cards.value(deal)));
    }

    private record Hand(Dealer.Cards cards, Map<String, JsonElement> values) {}
}
