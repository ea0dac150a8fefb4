package studio.athanor.data.report;

import java.util.Optional;

/**
 * A figure at the start and at the end of a run.
 *
 * @param what as {@code words of answer}
 * @param first over the first tenth of the rows
 * @param last over the last tenth
 * @param difference of the means, last less first, by Welch's t; empty for figures that are no means of rows
 */
public record Trend(String what, double first, double last, Optional<Interval> difference) {}
