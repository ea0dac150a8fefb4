package studio.athanor.data.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Vectors of length one, in blocks of 64: the first components of all of a block's vectors, then the second, and so on, so
 * that the innermost loop is plain arithmetic over arrays that the compiler turns to vector instructions. A vector takes
 * four bytes a component.
 *
 * <p>After a third of the components a block is left whose vectors cannot reach the bound any more: by Cauchy and Schwarz the
 * rest adds at most the product of the lengths of both rests. So the answer is that of a look at every component.
 */
final class VectorIndex {

    private static final int BLOCK = 64;

    /** Far more than the rounding of a few thousand sums of floats. */
    private static final float ROUNDING = 1e-3f;

    private final int dimensions;
    private final int first;
    private final List<float[]> blocks = new ArrayList<>();

    /** Of each block the lengths of its vectors without their first components. */
    private final List<float[]> rests = new ArrayList<>();

    private final float[] products = new float[BLOCK];
    private int size;

    /**
     * A vector and its cosine.
     *
     * @param index counted from 0 in order of acceptance, -1 for none
     */
    record Match(int index, float cosine) {}

    VectorIndex(int dimensions) {
        this.dimensions = dimensions;
        first = dimensions / 3;
    }

    int dimensions() {
        return dimensions;
    }

    void add(float[] vector) {
        int column = size % BLOCK;
        if (column == 0) {
            blocks.add(new float[BLOCK * dimensions]);
            rests.add(new float[BLOCK]);
        }
        float[] block = blocks.getLast();
        for (int i = 0; i < dimensions; i++) {
            block[i * BLOCK + column] = vector[i];
        }
        rests.getLast()[column] = rest(vector);
        size++;
    }

    /** Finds the vector of the greatest cosine that is at least a bound, the earliest of equals. */
    Match nearest(float[] vector, double least) {
        int found = -1;
        float greatest = 0;
        float rest = rest(vector);
        for (int start = 0; start < size; start += BLOCK) {
            int block = start / BLOCK;
            Arrays.fill(products, 0);
            multiply(blocks.get(block), vector, 0, first);
            if (!reachable(rests.get(block), rest, (float) least - ROUNDING)) {
                continue;
            }
            multiply(blocks.get(block), vector, first, dimensions);
            int filled = Math.min(BLOCK, size - start);
            for (int i = 0; i < filled; i++) {
                if (products[i] >= least && (found < 0 || products[i] > greatest)) {
                    found = start + i;
                    greatest = products[i];
                }
            }
        }
        return new Match(found, greatest);
    }

    private void multiply(float[] block, float[] vector, int start, int end) {
        float[] sums = products;
        for (int i = start; i < end; i++) {
            float factor = vector[i];
            int from = i * BLOCK;
            for (int j = 0; j < BLOCK; j++) {
                sums[j] += factor * block[from + j];
            }
        }
    }

    private boolean reachable(float[] restsOfBlock, float rest, float least) {
        for (int i = 0; i < BLOCK; i++) {
            if (products[i] + restsOfBlock[i] * rest >= least) {
                return true;
            }
        }
        return false;
    }

    private float rest(float[] vector) {
        double square = 0;
        for (int i = first; i < dimensions; i++) {
            square += (double) vector[i] * vector[i];
        }
        return (float) Math.sqrt(square);
    }

    /** Returns a vector of length one, or all zeros if it has no direction. */
    static float[] normalised(float[] vector) {
        double square = 0;
        for (float component : vector) {
            square += (double) component * component;
        }
        double length = Math.sqrt(square);
        float[] unit = new float[vector.length];
        if (length > 0 && Double.isFinite(length)) {
            for (int i = 0; i < unit.length; i++) {
                unit[i] = (float) (vector[i] / length);
            }
        }
        return unit;
    }
}
