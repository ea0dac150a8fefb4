package studio.athanor.data.report;

import java.util.Optional;

/**
 * A mean over rows.
 *
 * @param count of values; the mean of none is 0
 * @param standardDeviation of the sample, with count - 1; 0 below two values
 * @param interval of the mean, by Student's t; empty below two values. Rows count as independent draws
 */
public record Mean(long count, double mean, double standardDeviation, Optional<Interval> interval) {}
