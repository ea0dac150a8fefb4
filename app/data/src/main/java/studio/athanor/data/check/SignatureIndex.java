package studio.athanor.data.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Signatures of accepted rows, and for each band a hash table from what the band holds to the rows that hold it. A row takes
 * 256 bytes for its signature and about 10 for each band. Pages are never copied; the tables' heads are, when they double.
 */
final class SignatureIndex {

    private static final int PAGE_ROWS = 4096;
    private static final int NONE = -1;

    private final Banding banding;
    private final List<long[]> pages = new ArrayList<>();

    /** Of each row and band, the row before it in the same place of the band's table. */
    private final List<int[]> links = new ArrayList<>();

    /** Of each band and place, the last row. */
    private int[][] heads;

    /** The last search that looked at a row. */
    private int[] looked = new int[PAGE_ROWS];

    private int search;
    private int size;

    /**
     * A row and how many places of its signature are equal.
     *
     * @param index counted from 0 in order of acceptance, -1 for none
     */
    record Match(int index, int equal) {}

    SignatureIndex(Banding banding) {
        this.banding = banding;
        heads = emptyHeads(PAGE_ROWS);
    }

    private int[][] emptyHeads(int places) {
        int[][] empty = new int[banding.bands()][places];
        for (int[] band : empty) {
            Arrays.fill(band, NONE);
        }
        return empty;
    }

    void add(long[] signature) {
        if (size == heads[0].length) {
            grow();
        }
        if (size % PAGE_ROWS == 0) {
            pages.add(new long[PAGE_ROWS * MinHash.WORDS]);
            links.add(new int[PAGE_ROWS * banding.bands()]);
        }
        System.arraycopy(signature, 0, pages.getLast(), size % PAGE_ROWS * MinHash.WORDS, MinHash.WORDS);
        link(size, signature, 0);
        size++;
        if (size >= looked.length) {
            looked = Arrays.copyOf(looked, 2 * looked.length);
        }
    }

    private void grow() {
        heads = emptyHeads(2 * heads[0].length);
        for (int row = 0; row < size; row++) {
            link(row, pages.get(row / PAGE_ROWS), row % PAGE_ROWS * MinHash.WORDS);
        }
    }

    private void link(int row, long[] words, int from) {
        int[] page = links.get(row / PAGE_ROWS);
        for (int band = 0; band < banding.bands(); band++) {
            int place = place(words, from, band);
            page[row % PAGE_ROWS * banding.bands() + band] = heads[band][place];
            heads[band][place] = row;
        }
    }

    private int place(long[] words, int from, int band) {
        long hash = band;
        int first = band * banding.rows();
        for (int i = first; i < first + banding.rows(); i++) {
            long value = (words[from + i / 4] >>> (16 * (i % 4))) & 0xFFFF;
            hash = (hash + value + 1) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash & (heads[0].length - 1);
    }

    /**
     * Finds the row with the most equal places among those that share a band, the earliest of equals.
     *
     * @param least how many places have to be equal
     */
    Match nearest(long[] signature, int least) {
        search++;
        Match best = new Match(NONE, least - 1);
        int steps = 0;
        for (int band = 0; band < banding.bands(); band++) {
            int row = heads[band][place(signature, 0, band)];
            while (row != NONE) {
                if (++steps > size) {
                    return scan(signature, least);
                }
                if (looked[row] != search) {
                    looked[row] = search;
                    best = better(best, row, signature);
                }
                row = links.get(row / PAGE_ROWS)[row % PAGE_ROWS * banding.bands() + band];
            }
        }
        return best;
    }

    /** Looks at every row in order: cheaper than the tables where most rows share bands. */
    private Match scan(long[] signature, int least) {
        Match best = new Match(NONE, least - 1);
        for (int row = 0; row < size; row++) {
            best = better(best, row, signature);
        }
        return best;
    }

    private Match better(Match best, int row, long[] signature) {
        int wanted = row < best.index() ? best.equal() : best.equal() + 1;
        int equal = equalPlaces(pages.get(row / PAGE_ROWS), row % PAGE_ROWS * MinHash.WORDS, signature, wanted);
        return equal >= wanted ? new Match(row, equal) : best;
    }

    /** Counts equal places, and gives up where they cannot be as many as wanted. */
    private static int equalPlaces(long[] page, int from, long[] signature, int wanted) {
        int equal = 0;
        for (int start = 0; start < MinHash.WORDS; start += 8) {
            for (int i = start; i < start + 8; i++) {
                equal += MinHash.equalPlaces(page[from + i], signature[i]);
            }
            if (equal + MinHash.PERMUTATIONS - 4 * (start + 8) < wanted) {
                return -1;
            }
        }
        return equal;
    }
}
