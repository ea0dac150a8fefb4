package studio.athanor.engines.spi.job;

/** How far a job is. */
public sealed interface Progress {

    /**
     * Nobody can tell.
     *
     * @param text what is being done
     */
    record Indeterminate(String text) implements Progress {}

    /**
     * Counted work.
     *
     * @param done so far
     * @param total in all
     * @param unit what is counted, for example {@code rows}
     */
    record Steps(long done, long total, String unit) implements Progress {}

    /**
     * Bytes moved.
     *
     * @param done so far
     * @param total in all
     */
    record Bytes(long done, long total) implements Progress {}

    /**
     * A share of the whole.
     *
     * @param text what is being done
     * @param fraction from 0 to 1
     */
    record Fraction(String text, double fraction) implements Progress {}
}
