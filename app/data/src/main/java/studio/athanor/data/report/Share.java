package studio.athanor.data.report;

/**
 * A part of some rows.
 *
 * @param interval of the share, by Wilson's score (E. B. Wilson, "Probable inference", 1927); from 0 to 1 where {@code of} is 0
 */
public record Share(long count, long of, Interval interval) {

    /** Returns the share, 0 of nothing. */
    public double value() {
        return of == 0 ? 0 : (double) count / of;
    }
}
