package studio.athanor.data.report;

import java.util.List;

/**
 * How numbers are spread. Quantiles are values that occur (nearest rank); from 1,024 on they are exact to a thousandth.
 *
 * @param bins of equal width up to the 99 % quantile, and one for what is beyond
 */
public record Distribution(
        long count,
        double mean,
        long min,
        long p5,
        long p25,
        long median,
        long p75,
        long p95,
        long max,
        List<Bin> bins) {

    /** Copies the bins. */
    public Distribution {
        bins = List.copyOf(bins);
    }

    /**
     * A bar of the histogram.
     *
     * @param from the least number in it
     * @param to the greatest
     */
    public record Bin(long from, long to, long count) {}
}
