package studio.athanor.data.report;

/** An interval that holds the true value in 95 of 100 cases. */
public record Interval(double low, double high) {

    /** Tells whether nothing at all is within it: a difference that may be none. */
    public boolean holdsZero() {
        return low <= 0 && high >= 0;
    }
}
