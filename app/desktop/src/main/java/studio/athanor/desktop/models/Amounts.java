package studio.athanor.desktop.models;

import java.util.Locale;

/** Writes amounts for people: bytes in powers of 1000, parameters in millions and billions. */
public final class Amounts {

    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final String[] COUNTS = {"", " K", " M", " B", " T"};

    private Amounts() {}

    /** Returns for example {@code 2.5 GB}. */
    public static String bytes(long bytes) {
        return scaled(bytes, BYTES, " ");
    }

    /** Returns for example {@code 4.0 B} for four billion. */
    public static String count(long count) {
        return scaled(count, COUNTS, "");
    }

    /** Returns for example {@code 8,192}. */
    public static String whole(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    private static String scaled(long amount, String[] units, String gap) {
        double value = amount;
        int unit = 0;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        String number = unit == 0 || value >= 99.95
                ? String.format(Locale.ENGLISH, "%.0f", value)
                : String.format(Locale.ENGLISH, "%.1f", value);
        return number + gap + units[unit];
    }
}
