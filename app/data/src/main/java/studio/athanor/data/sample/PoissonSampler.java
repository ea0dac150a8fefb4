package studio.athanor.data.sample;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.sample.chance.Chance;

/**
 * A count. Below a mean of 30: how many unit() can be multiplied before the product is at most e^-mean (Knuth). From
 * there on: Hörmann's transformed rejection PTRS (1993), exact but for the rounding of doubles; log k! by Stirling's
 * series of three terms from 10 on.
 */
final class PoissonSampler implements CellSampler {

    private static final double LARGE = 30;
    private static final double LARGEST = 1e12;
    private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

    private final double mean;

    PoissonSampler(ColumnKind.Poisson kind) throws UnfitException {
        mean = kind.mean();
        if (!(mean >= 0 && mean <= LARGEST)) {
            throw new UnfitException("mean", "The mean is " + mean + ". Give a number from 0 to 1e12.");
        }
    }

    @Override
    public JsonElement sample(Draw draw) {
        Chance chance = draw.chance();
        return new JsonPrimitive(mean < LARGE ? small(chance) : large(chance));
    }

    private long small(Chance chance) {
        double limit = StrictMath.exp(-mean);
        double product = chance.unit();
        long count = 0;
        while (product > limit) {
            product *= chance.unit();
            count++;
        }
        return count;
    }

    private long large(Chance chance) {
        double b = 0.931 + 2.53 * StrictMath.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double scale = 1.1239 + 1.1328 / (b - 3.4);
        double sure = 0.9277 - 3.6224 / (b - 2);
        double logMean = StrictMath.log(mean);
        while (true) {
            double u = chance.unit() - 0.5;
            double v = chance.unit();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= sure) {
                return (long) k;
            }
            if (k < 0 || (us < 0.013 && v > us)) {
                continue;
            }
            double height = StrictMath.log(v * scale / (a / (us * us) + b));
            if (height <= k * logMean - mean - logFactorial(k)) {
                return (long) k;
            }
        }
    }

    private static double logFactorial(double k) {
        if (k < 10) {
            double product = 1;
            for (int i = 2; i <= k; i++) {
                product *= i;
            }
            return StrictMath.log(product);
        }
        double inverse = 1 / k;
        double square = inverse * inverse;
        return (k + 0.5) * StrictMath.log(k)
                - k
                + HALF_LOG_TWO_PI
                + inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
    }
}
