package studio.athanor.cli.bench;

import java.util.List;

/**
 * What was measured of one test.
 *
 * @param test as llama-bench names it, for example {@code pp512}
 * @param samples tokens per second of each run
 */
record BenchResult(String test, List<Double> samples) {

    double mean() {
        return samples.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** Standard deviation of the sample, 0 for one run. */
    double deviation() {
        if (samples.size() < 2) {
            return 0;
        }
        double mean = mean();
        double squares =
                samples.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum();
        return Math.sqrt(squares / (samples.size() - 1));
    }

    double median() {
        List<Double> sorted = samples.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
