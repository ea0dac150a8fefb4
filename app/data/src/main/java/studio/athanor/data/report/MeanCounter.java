package studio.athanor.data.report;

import java.util.Optional;

/** Mean and deviation of numbers that come one after another (B. P. Welford, 1962). */
final class MeanCounter {

    private long count;
    private double mean;
    private double squares;

    void add(double value) {
        count++;
        double step = value - mean;
        mean += step / count;
        squares += step * (value - mean);
    }

    long count() {
        return count;
    }

    Mean mean() {
        if (count < 2) {
            return new Mean(count, mean, 0, Optional.empty());
        }
        double deviation = Math.sqrt(squares / (count - 1));
        double half = Intervals.student(count - 1.0) * deviation / Math.sqrt((double) count);
        return new Mean(count, mean, deviation, Optional.of(new Interval(mean - half, mean + half)));
    }
}
