package studio.athanor.data.report;

/** Intervals of confidence at 95 %. */
final class Intervals {

    private static final double Z = 1.959963984540054;

    private Intervals() {}

    /** Returns Wilson's score interval of a share. */
    static Interval wilson(long count, long of) {
        if (of == 0) {
            return new Interval(0, 1);
        }
        double n = of;
        double share = count / n;
        double z2 = Z * Z;
        double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
        double half = Z / (1 + z2 / n) * Math.sqrt(share * (1 - share) / n + z2 / (4 * n * n));
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
    }

    /**
     * Returns the 97.5 % quantile of Student's t: exact for 1 and 2 degrees of freedom, else by the expansion of Abramowitz and Stegun,
     * 26.7.5, which is off by at most 0.2 %.
     */
    static double student(double degrees) {
        double tail = 0.05;
        if (degrees < 2) {
            return 1 / Math.tan(tail * Math.PI / 2);
        }
        if (degrees < 3) {
            return Math.sqrt(2 / (tail * (2 - tail)) - 2);
        }
        double z2 = Z * Z;
        double first = Z * (z2 + 1) / 4;
        double second = Z * ((5 * z2 + 16) * z2 + 3) / 96;
        double third = Z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
        double fourth = Z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92_160;
        return Z + (first + (second + (third + fourth / degrees) / degrees) / degrees) / degrees;
    }

    /** Returns Welch's interval of the difference of two means, the second less the first. */
    static Interval welch(Mean first, Mean second) {
        double one = square(first.standardDeviation()) / first.count();
        double other = square(second.standardDeviation()) / second.count();
        double sum = one + other;
        double difference = second.mean() - first.mean();
        if (sum <= 0) {
            return new Interval(difference, difference);
        }
        double degrees = square(sum) / (square(one) / (first.count() - 1) + square(other) / (second.count() - 1));
        double half = student(degrees) * Math.sqrt(sum);
        return new Interval(difference - half, difference + half);
    }

    private static double square(double value) {
        return value * value;
    }
}
