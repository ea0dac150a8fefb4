package studio.athanor.desktop.models;

import java.util.OptionalLong;

/** Whether a model fits the memory that is free, by a simple rule. */
enum Fit {
    FITS,
    TIGHT,
    NO,
    UNKNOWN;

    /** Cache and scratch take about this share of the weights, and this much more. */
    private static final double CACHE_SHARE = 0.15;

    private static final long SCRATCH_BYTES = 200_000_000L;
    private static final double COMFORTABLE_SHARE = 0.8;

    /** Returns what loading takes in all, about. */
    static long neededBytes(long weightBytes) {
        return (long) (weightBytes * (1 + CACHE_SHARE)) + SCRATCH_BYTES;
    }

    static Fit of(long weightBytes, OptionalLong freeBytes) {
        if (freeBytes.isEmpty()) {
            return UNKNOWN;
        }
        long needed = neededBytes(weightBytes);
        if (needed <= freeBytes.getAsLong() * COMFORTABLE_SHARE) {
            return FITS;
        }
        return needed <= freeBytes.getAsLong() ? TIGHT : NO;
    }
}
