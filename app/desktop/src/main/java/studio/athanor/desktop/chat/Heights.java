package studio.athanor.desktop.chat;

/** Heights of many items in a row: sums and searches by position in logarithmic time (a Fenwick tree). */
final class Heights {

    private double[] tree = new double[1];
    private double[] values = new double[0];
    private int size;

    /** Forgets everything and takes new heights. */
    void reset(double[] heights) {
        size = heights.length;
        values = heights.clone();
        tree = new double[size + 1];
        for (int i = 1; i <= size; i++) {
            tree[i] += values[i - 1];
            int above = i + (i & -i);
            if (above <= size) {
                tree[above] += tree[i];
            }
        }
    }

    int size() {
        return size;
    }

    double get(int index) {
        return values[index];
    }

    void set(int index, double height) {
        double change = height - values[index];
        if (change == 0) {
            return;
        }
        values[index] = height;
        for (int i = index + 1; i <= size; i += i & -i) {
            tree[i] += change;
        }
    }

    /** Returns the sum of the heights before an index. */
    double before(int index) {
        double sum = 0;
        for (int i = index; i > 0; i -= i & -i) {
            sum += tree[i];
        }
        return sum;
    }

    double total() {
        return before(size);
    }

    /** Returns the index of the item that covers a position, the last one for positions behind the end. */
    int at(double position) {
        int index = 0;
        double rest = position;
        for (int step = Integer.highestOneBit(Math.max(1, size)); step > 0; step >>= 1) {
            if (index + step <= size && tree[index + step] <= rest) {
                index += step;
                rest -= tree[index];
            }
        }
        return Math.min(index, Math.max(0, size - 1));
    }
}
