package studio.athanor.engines.grammar.automaton;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes an automaton small and its shape unique: drops states that lead nowhere, joins states that accept the same, and numbers
 * the rest in breadth first order.
 */
final class Reduction {

    /** Cyclic automata with more states are not refined, which takes quadratic time. */
    private static final int MAX_REFINED = 1_500;

    private final int[][] edges;
    private final boolean[] accepting;

    private Reduction(int[][] edges, boolean[] accepting) {
        this.edges = edges;
        this.accepting = accepting;
    }

    /** Returns the reduced automaton. */
    static Dfa of(int[][] edges, boolean[] accepting) {
        Reduction reduced =
                new Reduction(edges, accepting).trimmed().minimized().numbered();
        return new Dfa(reduced.edges, reduced.accepting);
    }

    private Reduction trimmed() {
        List<List<Integer>> sources = new EdgeTable(edges).sources();
        BitSet live = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        for (int state = 0; state < edges.length; state++) {
            if (accepting[state]) {
                live.set(state);
                open.add(state);
            }
        }
        while (!open.isEmpty()) {
            for (int source : sources.get(open.remove())) {
                if (!live.get(source)) {
                    live.set(source);
                    open.add(source);
                }
            }
        }
        if (!live.get(0)) {
            return new Reduction(new int[0][], new boolean[0]);
        }
        int[][] kept = new int[edges.length][];
        for (int state = 0; state < edges.length; state++) {
            Edges out = new Edges();
            for (int i = 0; live.get(state) && i < edges[state].length; i += 3) {
                if (live.get(edges[state][i + 2])) {
                    out.add(edges[state][i], edges[state][i + 1], edges[state][i + 2]);
                }
            }
            kept[state] = out.triples();
        }
        return new Reduction(kept, accepting);
    }

    private Reduction minimized() {
        int[] order = new EdgeTable(edges).reverseTopological();
        int[] group = new int[edges.length];
        if (order.length == edges.length) {
            Map<List<Integer>, Integer> groups = new HashMap<>();
            for (int state : order) {
                group[state] = groups.computeIfAbsent(signature(state, group, -1), _ -> groups.size());
            }
        } else if (edges.length <= MAX_REFINED) {
            int groups = 0;
            for (int before = -1; before != groups; ) {
                before = groups;
                Map<List<Integer>, Integer> found = new HashMap<>();
                int[] refined = new int[edges.length];
                for (int state = 0; state < edges.length; state++) {
                    refined[state] = found.computeIfAbsent(signature(state, group, group[state]), _ -> found.size());
                }
                group = refined;
                groups = found.size();
            }
        } else {
            return this;
        }
        return merged(group);
    }

    private List<Integer> signature(int state, int[] group, int own) {
        Edges out = new Edges();
        for (int i = 0; i < edges[state].length; i += 3) {
            out.add(edges[state][i], edges[state][i + 1], group[edges[state][i + 2]]);
        }
        int[] triples = out.triples();
        List<Integer> signature = new ArrayList<>(triples.length + 2);
        signature.add(own);
        signature.add(accepting[state] ? 1 : 0);
        for (int number : triples) {
            signature.add(number);
        }
        return signature;
    }

    private Reduction merged(int[] group) {
        int[] first = new int[edges.length];
        Arrays.fill(first, -1);
        for (int state = 0; state < edges.length; state++) {
            if (first[group[state]] < 0) {
                first[group[state]] = state;
            }
        }
        int[][] joined = new int[edges.length][];
        for (int state = 0; state < edges.length; state++) {
            Edges out = new Edges();
            for (int i = 0; i < edges[state].length; i += 3) {
                out.add(edges[state][i], edges[state][i + 1], first[group[edges[state][i + 2]]]);
            }
            joined[state] = out.triples();
        }
        return new Reduction(joined, accepting);
    }

    private Reduction numbered() {
        if (edges.length == 0) {
            return new Reduction(new int[0][], new boolean[0]);
        }
        int[] number = new int[edges.length];
        Arrays.fill(number, -1);
        int[] order = new int[edges.length];
        int size = 0;
        number[0] = 0;
        order[size++] = 0;
        for (int i = 0; i < size; i++) {
            int[] out = edges[order[i]];
            for (int j = 2; j < out.length; j += 3) {
                if (number[out[j]] < 0) {
                    number[out[j]] = size;
                    order[size++] = out[j];
                }
            }
        }
        int[][] ordered = new int[size][];
        boolean[] accepts = new boolean[size];
        for (int i = 0; i < size; i++) {
            ordered[i] = edges[order[i]].clone();
            accepts[i] = accepting[order[i]];
            for (int j = 2; j < ordered[i].length; j += 3) {
                ordered[i][j] = number[ordered[i][j]];
            }
        }
        return new Reduction(ordered, accepts);
    }
}
