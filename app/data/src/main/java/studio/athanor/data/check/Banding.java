package studio.athanor.data.check;

/**
 * How a signature is cut into bands. Two signatures are compared if they agree in a whole band, which two sets of Jaccard
 * index {@code s} do with probability {@code 1 - (1 - s^rows)^bands}.
 *
 * @param bands how many
 * @param rows places in each; {@code bands * rows} is 128
 */
record Banding(int bands, int rows) {

    /** A pair that is missed is let through; one that is compared in vain costs a microsecond at most. */
    private static final double COST_OF_MISS = 0.98;

    private static final int STEPS = 1000;

    /** Chooses the bands whose misses above a threshold and vain comparisons below it weigh least. */
    static Banding of(double threshold) {
        Banding best = new Banding(MinHash.PERMUTATIONS, 1);
        double least = Double.POSITIVE_INFINITY;
        for (int rows = 1; rows <= MinHash.PERMUTATIONS; rows *= 2) {
            Banding banding = new Banding(MinHash.PERMUTATIONS / rows, rows);
            double error = banding.error(threshold);
            if (error < least) {
                least = error;
                best = banding;
            }
        }
        return best;
    }

    /** Returns the probability that two sets of a Jaccard index are compared. */
    double probability(double similarity) {
        return 1 - Math.pow(1 - Math.pow(similarity, rows), bands);
    }

    private double error(double threshold) {
        double error = 0;
        for (int i = 0; i < STEPS; i++) {
            double similarity = (i + 0.5) / STEPS;
            double compared = probability(similarity);
            error += similarity < threshold ? (1 - COST_OF_MISS) * compared : COST_OF_MISS * (1 - compared);
        }
        return error / STEPS;
    }
}
