package studio.athanor.data.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import studio.athanor.data.recipe.RowCheck;

/** Looks whether a value, or a text that is one, is a number within bounds. */
final class NumericCheck implements ValueCheck {

    private static final int LONGEST = 400;

    private final RowCheck.Numeric asked;

    NumericCheck(RowCheck.Numeric asked) throws UnusableCheck {
        this.asked = asked;
        checkFinite(asked.min());
        checkFinite(asked.max());
        if (asked.min().orElse(Double.NEGATIVE_INFINITY) > asked.max().orElse(Double.POSITIVE_INFINITY)) {
            throw new UnusableCheck("No number is at least " + shown(asked.min()) + " and at most " + shown(asked.max())
                    + ". Exchange the bounds.");
        }
    }

    private static void checkFinite(OptionalDouble bound) throws UnusableCheck {
        if (!Double.isFinite(bound.orElse(0))) {
            throw new UnusableCheck("A bound has to be a finite number. Leave it out where there is none.");
        }
    }

    @Override
    public Optional<Fault> test(JsonElement value, Map<String, JsonElement> row) {
        Optional<BigDecimal> number = number(value);
        if (number.isEmpty()) {
            return fault(CellText.quoted(CellText.of(value)) + " is not a number; " + wanted() + ".");
        }
        BigDecimal found = number.get();
        boolean low = asked.min().isPresent()
                && found.compareTo(BigDecimal.valueOf(asked.min().getAsDouble())) < 0;
        boolean high = asked.max().isPresent()
                && found.compareTo(BigDecimal.valueOf(asked.max().getAsDouble())) > 0;
        boolean broken = asked.whole() && found.stripTrailingZeros().scale() > 0;
        if (low || high || broken) {
            return fault("The number is " + CellText.of(value).strip() + "; " + wanted() + ".");
        }
        return Optional.empty();
    }

    private static Optional<Fault> fault(String detail) {
        return Fault.of("numeric", detail);
    }

    private static Optional<BigDecimal> number(JsonElement value) {
        if (!(value instanceof JsonPrimitive primitive) || primitive.isBoolean()) {
            return Optional.empty();
        }
        String text = primitive.getAsString().strip();
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private String wanted() {
        String kind = asked.whole() ? "a whole number" : "a number";
        if (asked.min().isPresent() && asked.max().isPresent()) {
            return kind + " from " + shown(asked.min()) + " to " + shown(asked.max()) + " is asked for";
        }
        if (asked.min().isPresent()) {
            return kind + " of at least " + shown(asked.min()) + " is asked for";
        }
        return kind + (asked.max().isPresent() ? " of at most " + shown(asked.max()) : "") + " is asked for";
    }

    private static String shown(OptionalDouble bound) {
        return BigDecimal.valueOf(bound.orElseThrow()).stripTrailingZeros().toPlainString();
    }
}
