package studio.athanor.data.sample;

import com.google.gson.JsonElement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.OptionalInt;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.sample.chance.Chance;

/**
 * A number between two bounds. With decimals: one of the numbers of so many decimals from low to high, both included,
 * each equally likely. Without: {@code low + (high - low) * unit()}, below high. Where there are more than 2^53
 * numbers of so many decimals, which doubles cannot tell apart, the second, rounded.
 */
final class UniformSampler implements CellSampler {

    private static final BigInteger MOST_STEPS = BigInteger.ONE.shiftLeft(53);

    private final double low;
    private final double high;
    private final OptionalInt decimals;
    private final BigInteger first;
    private final BigInteger steps;

    UniformSampler(ColumnKind.Uniform kind) throws UnfitException {
        low = kind.low();
        high = kind.high();
        decimals = kind.decimals();
        Decimals.check(decimals);
        if (!(low <= high && Double.isFinite(high - low))) {
            throw new UnfitException(
                    "low",
                    "Nothing lies between " + low + " and " + high + ". Let low be at most high, and both finite.");
        }
        int scale = decimals.orElse(0);
        first = inSteps(low, scale, RoundingMode.CEILING);
        steps = inSteps(high, scale, RoundingMode.FLOOR).subtract(first).add(BigInteger.ONE);
        if (decimals.isPresent() && steps.signum() <= 0) {
            throw new UnfitException(
                    "decimals",
                    "No number of " + scale + " decimals lies between " + low + " and " + high + ". Allow more.");
        }
    }

    private static BigInteger inSteps(double bound, int scale, RoundingMode rounding) {
        return BigDecimal.valueOf(bound).setScale(scale, rounding).unscaledValue();
    }

    @Override
    public JsonElement sample(Draw draw) {
        Chance chance = draw.chance();
        if (decimals.isPresent() && steps.compareTo(MOST_STEPS) <= 0) {
            BigInteger step = first.add(BigInteger.valueOf(chance.below(steps.longValueExact())));
            return Decimals.json(new BigDecimal(step, decimals.getAsInt()).doubleValue(), decimals);
        }
        double drawn = low + (high - low) * chance.unit();
        double below = drawn >= high && high > low ? Math.nextDown(high) : drawn;
        return Decimals.json(Decimals.rounded(below, decimals), decimals);
    }
}
