package studio.athanor.data.sample;

import com.google.gson.JsonElement;
import java.util.Locale;
import java.util.OptionalInt;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.sample.chance.Chance;

/**
 * {@code mean + standardDeviation * gaussian()}, rounded, drawn again until it is within the bounds. Bounds that let through
 * fewer than 1 in 1,000 numbers are refused, so that redrawing ends.
 */
final class NormalSampler implements CellSampler {

    private static final double LEAST_SHARE = 0.001;
    private static final int MOST_DRAWS = 100_000;

    private final double mean;
    private final double deviation;
    private final double min;
    private final double max;
    private final OptionalInt decimals;

    NormalSampler(ColumnKind.Normal kind) throws UnfitException {
        mean = kind.mean();
        deviation = kind.standardDeviation();
        min = kind.min().orElse(Double.NEGATIVE_INFINITY);
        max = kind.max().orElse(Double.POSITIVE_INFINITY);
        decimals = kind.decimals();
        Decimals.check(decimals);
        if (!Double.isFinite(mean)) {
            throw new UnfitException("mean", "The mean is " + mean + ". Give a finite number.");
        }
        if (!(deviation >= 0 && Double.isFinite(deviation))) {
            throw new UnfitException(
                    "standardDeviation", "The standard deviation is " + deviation + ". Give a number of at least 0.");
        }
        double share = share();
        if (!(share >= LEAST_SHARE)) {
            throw new UnfitException(
                    "min",
                    String.format(
                            Locale.ROOT,
                            "Only %.2g of all numbers lie from %s to %s. Widen the bounds, or move the mean towards them.",
                            share,
                            min,
                            max));
        }
    }

    /** Returns the share of numbers that are within the bounds, once rounded. */
    private double share() {
        double slack = decimals.isPresent() ? 0.5 * StrictMath.pow(10, -decimals.getAsInt()) : 0;
        if (deviation == 0) {
            return isWithin(Decimals.rounded(mean, decimals)) ? 1 : 0;
        }
        return below((max + slack - mean) / deviation) - below((min - slack - mean) / deviation);
    }

    /** The standard normal distribution function by Abramowitz and Stegun 26.2.17, to 1e-7. */
    private static double below(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double series =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double above = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
        return z < 0 ? above : 1 - above;
    }

    private boolean isWithin(double value) {
        return value >= min && value <= max;
    }

    @Override
    public JsonElement sample(Draw draw) throws DataException {
        Chance chance = draw.chance();
        for (int i = 0; i < MOST_DRAWS; i++) {
            double value = Decimals.rounded(mean + deviation * chance.gaussian(), decimals);
            if (isWithin(value)) {
                return Decimals.json(value, decimals);
            }
        }
        throw new DataException.RunStopped(
                "The column " + draw.column() + " found no number from " + min + " to " + max + " in " + MOST_DRAWS
                        + " draws.",
                "Widen its bounds, or move its mean towards them.",
                null);
    }
}
