package studio.athanor.data.report;

/** An interval that holds the true value in 95 of 100 cases. */
public record Interval(double low, double high) {}
