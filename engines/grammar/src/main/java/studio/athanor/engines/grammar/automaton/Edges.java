package studio.athanor.engines.grammar.automaton;

import java.util.Arrays;

/** The outgoing edges of one state: disjoint code point ranges in order, each with its target. */
final class Edges {
    private int[] triples = new int[6];
    private int size;

    void add(int first, int last, int target) {
        if (size > 0 && triples[size - 1] == target && triples[size - 2] + 1 == first) {
            triples[size - 2] = last;
            return;
        }
        if (size == triples.length) {
            triples = Arrays.copyOf(triples, size * 2);
        }
        triples[size++] = first;
        triples[size++] = last;
        triples[size++] = target;
    }

    void copyTo(Edges other) {
        for (int i = 0; i < size; i += 3) {
            other.add(triples[i], triples[i + 1], triples[i + 2]);
        }
    }

    /** Returns the first, the last code point and the target of each edge, one after another. */
    int[] triples() {
        return Arrays.copyOf(triples, size);
    }
}
