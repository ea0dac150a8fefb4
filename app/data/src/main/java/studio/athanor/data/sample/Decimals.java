package studio.athanor.data.sample;

import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalInt;

/** Numbers with a fixed number of decimals. */
final class Decimals {

    private static final int MOST = 300;

    private Decimals() {}

    static void check(OptionalInt decimals) throws UnfitException {
        if (decimals.isPresent() && (decimals.getAsInt() < 0 || decimals.getAsInt() > MOST)) {
            throw new UnfitException(
                    "decimals",
                    "There are " + decimals.getAsInt() + " decimals. Ask for 0 to " + MOST + ", or for none.");
        }
    }

    /** Rounds half to even. */
    static double rounded(double value, OptionalInt decimals) {
        if (decimals.isEmpty()) {
            return value;
        }
        return new BigDecimal(value)
                .setScale(decimals.getAsInt(), RoundingMode.HALF_EVEN)
                .doubleValue();
    }

    /** Returns JSON: a whole number where no decimals are asked for. */
    static JsonPrimitive json(double value, OptionalInt decimals) {
        boolean whole = decimals.isPresent() && decimals.getAsInt() == 0 && Math.abs(value) <= 0x1p53;
        return whole ? new JsonPrimitive((long) value) : new JsonPrimitive(value == 0 ? 0.0 : value);
    }
}
