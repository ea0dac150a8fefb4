package studio.athanor.data.sample;

import com.google.gson.JsonElement;
import java.util.List;
import studio.athanor.data.recipe.Weighted;
import studio.athanor.data.sample.chance.Chance;

/** One of a list by weight: the first whose sum of weights up to it is above unit() times the sum of all. */
final class WeightedChoice {

    private final List<Weighted> values;
    private final double[] sums;

    WeightedChoice(String field, List<Weighted> values) throws UnfitException {
        this.values = List.copyOf(values);
        sums = new double[values.size()];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            double weight = values.get(i).weight();
            if (!(weight >= 0)) {
                throw new UnfitException(field, "A weight is " + weight + ". Weights are 0 or more.");
            }
            sum += weight;
            sums[i] = sum;
        }
        if (!(sum > 0 && Double.isFinite(sum))) {
            throw new UnfitException(
                    field,
                    "No value can be drawn, as the weights add up to " + sum + ". Give a value a weight above 0.");
        }
    }

    /** Returns a value of the caller's own. */
    JsonElement draw(Chance chance) {
        double target = chance.unit() * sums[sums.length - 1];
        int i = 0;
        while (sums[i] <= target) {
            i++;
        }
        return values.get(i).value().deepCopy();
    }
}
