package studio.athanor.data.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import studio.athanor.data.text.Hashes;

/**
 * A sample without replacement of rows that stream by: those with the smallest hashes of seed and number. The same rows give the same
 * sample, in whatever number they come.
 *
 * @param <T> what is kept of a row
 */
final class Sample<T> {

    private final int size;
    private final long seed;
    private final PriorityQueue<Taken<T>> taken = new PriorityQueue<>(
            Comparator.<Taken<T>>comparingLong(Taken::chance).reversed());

    Sample(int size, long seed) {
        this.size = size;
        this.seed = seed;
    }

    /** Says what to keep of a row, once it is chosen. */
    @FunctionalInterface
    interface Maker<T> {
        T make() throws IOException;
    }

    /** Offers a row. */
    void offer(long row, Maker<T> maker) throws IOException {
        long chance = Hashes.mixed(Hashes.joined(seed, row));
        if (taken.size() < size) {
            taken.add(new Taken<>(chance, row, maker.make()));
        } else if (chance < taken.element().chance()) {
            taken.remove();
            taken.add(new Taken<>(chance, row, maker.make()));
        }
    }

    /** Returns the sample in the order of the rows. */
    List<Taken<T>> inOrder() {
        List<Taken<T>> all = new ArrayList<>(taken);
        all.sort(Comparator.comparingLong(Taken::row));
        return all;
    }

    /** Returns the sample in an order that says nothing: any first part of it is a sample too. */
    List<Taken<T>> byChance() {
        List<Taken<T>> all = new ArrayList<>(taken);
        all.sort(Comparator.comparingLong(Taken::chance));
        return all;
    }

    /** A row of the sample. */
    record Taken<T>(long chance, long row, T what) {}
}
