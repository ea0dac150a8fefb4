package studio.athanor.engines.grammar;

import com.google.gson.JsonElement;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The bounds of a number. Null stands for none. */
record NumberRange(
        @Nullable BigDecimal low,
        boolean lowExcluded,
        @Nullable BigDecimal high,
        boolean highExcluded,
        @Nullable BigDecimal step) {

    static final NumberRange ALL = new NumberRange(null, false, null, false, null);

    static NumberRange of(SchemaNode node) throws SchemaException {
        NumberRange range = ALL;
        JsonElement minimum = node.get("minimum");
        if (minimum != null) {
            range = range.from(Keyword.decimal(minimum, node.at("minimum")), Keyword.flag(node, "exclusiveMinimum"));
        }
        JsonElement maximum = node.get("maximum");
        if (maximum != null) {
            range = range.to(Keyword.decimal(maximum, node.at("maximum")), Keyword.flag(node, "exclusiveMaximum"));
        }
        JsonElement above = node.get("exclusiveMinimum");
        if (above != null && !isFlag(above)) {
            range = range.from(Keyword.decimal(above, node.at("exclusiveMinimum")), true);
        }
        JsonElement below = node.get("exclusiveMaximum");
        if (below != null && !isFlag(below)) {
            range = range.to(Keyword.decimal(below, node.at("exclusiveMaximum")), true);
        }
        JsonElement multiple = node.get("multipleOf");
        if (multiple != null) {
            BigDecimal step = Keyword.decimal(multiple, node.at("multipleOf"));
            if (step.signum() <= 0) {
                throw new SchemaException(node.at("multipleOf"), "is not greater than 0", "Write a positive number.");
            }
            range = new NumberRange(range.low, range.lowExcluded, range.high, range.highExcluded, step);
        }
        return range;
    }

    private static boolean isFlag(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
    }

    private NumberRange from(BigDecimal bound, boolean excluded) {
        int order = low == null ? 1 : bound.compareTo(low);
        return order > 0 || (order == 0 && excluded)
                ? new NumberRange(bound, excluded, high, highExcluded, step)
                : this;
    }

    private NumberRange to(BigDecimal bound, boolean excluded) {
        int order = high == null ? -1 : bound.compareTo(high);
        return order < 0 || (order == 0 && excluded) ? new NumberRange(low, lowExcluded, bound, excluded, step) : this;
    }

    NumberRange and(NumberRange other) {
        NumberRange both = this;
        if (other.low != null) {
            both = both.from(other.low, other.lowExcluded);
        }
        if (other.high != null) {
            both = both.to(other.high, other.highExcluded);
        }
        if (other.step != null) {
            BigDecimal common = step == null ? other.step : leastCommonMultiple(step, other.step);
            both = new NumberRange(both.low, both.lowExcluded, both.high, both.highExcluded, common);
        }
        return both;
    }

    private static BigDecimal leastCommonMultiple(BigDecimal left, BigDecimal right) {
        int scale = Math.max(Math.max(left.scale(), right.scale()), 0);
        BigInteger first = left.movePointRight(scale).toBigIntegerExact();
        BigInteger second = right.movePointRight(scale).toBigIntegerExact();
        return new BigDecimal(first.multiply(second).divide(first.gcd(second))).movePointLeft(scale);
    }

    boolean isAll() {
        return low == null && high == null && step == null;
    }

    boolean contains(BigDecimal value) {
        int overLow = low == null ? 1 : value.compareTo(low);
        int overHigh = high == null ? -1 : value.compareTo(high);
        return overLow >= (lowExcluded ? 1 : 0)
                && overHigh <= (highExcluded ? -1 : 0)
                && (step == null || value.remainder(step).signum() == 0);
    }

    boolean isDisjointFrom(NumberRange other) {
        NumberRange both = and(other);
        if (both.low == null || both.high == null) {
            return false;
        }
        int order = both.low.compareTo(both.high);
        return order > 0 || (order == 0 && (both.lowExcluded || both.highExcluded));
    }

    /** Returns this range less the other, where that is a range again. */
    @Nullable
    NumberRange minus(NumberRange other) {
        if (other.step != null || (other.low != null && other.high != null)) {
            return null;
        }
        if (other.low != null) {
            return to(other.low, !other.lowExcluded);
        }
        return other.high == null ? null : from(other.high, !other.highExcluded);
    }
}
