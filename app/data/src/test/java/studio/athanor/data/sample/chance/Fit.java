package studio.athanor.data.sample.chance;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** How well numbers fit a distribution. Seeds in tests are fixed, so a bound that holds once holds always. */
public final class Fit {

    private Fit() {}

    /** Returns chi-square, less its expectation, in its standard deviations: above 5 is no accident. */
    public static double chiSquare(long[] observed, double[] shares) {
        long total = Arrays.stream(observed).sum();
        double sum = 0;
        for (int i = 0; i < observed.length; i++) {
            double expected = total * shares[i];
            sum += (observed[i] - expected) * (observed[i] - expected) / expected;
        }
        double freedom = observed.length - 1;
        return (sum - freedom) / Math.sqrt(2 * freedom);
    }

    /** Returns chi-square against equal shares. */
    public static double chiSquare(long[] observed) {
        double[] shares = new double[observed.length];
        Arrays.fill(shares, 1.0 / observed.length);
        return chiSquare(observed, shares);
    }

    /** Returns Kolmogorov's and Smirnov's distance times the root of the count: above 1.95 happens once in 1,000. */
    public static double distance(double[] values, DoubleUnaryOperator distribution) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double most = 0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = distribution.applyAsDouble(sorted[i]);
            most = Math.max(
                    most, Math.max(expected - (double) i / sorted.length, (i + 1.0) / sorted.length - expected));
        }
        return most * Math.sqrt(sorted.length);
    }

    /** The standard normal distribution function, by Simpson's rule over its density. */
    public static double normal(double z) {
        if (z < -9) {
            return 0;
        }
        int steps = 2_000;
        double width = (z + 9) / steps;
        double sum = density(-9) + density(z);
        for (int i = 1; i < steps; i++) {
            sum += density(-9 + i * width) * (i % 2 == 0 ? 2 : 4);
        }
        return sum * width / 3;
    }

    private static double density(double z) {
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
}
