package studio.athanor.engines.grammar.automaton;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The edges of an automaton, looked at as those of a graph. */
final class EdgeTable {

    private final int[][] edges;

    /** @param edges of each state, as {@link Edges#triples()} */
    EdgeTable(int[][] edges) {
        this.edges = edges;
    }

    /** Returns the states with every edge leading to an earlier one; fewer than all where there is a cycle. */
    int[] reverseTopological() {
        int[] pending = new int[edges.length];
        List<List<Integer>> sources = sources();
        Deque<Integer> ready = new ArrayDeque<>();
        for (int state = 0; state < edges.length; state++) {
            pending[state] = edges[state].length / 3;
            if (pending[state] == 0) {
                ready.add(state);
            }
        }
        int[] order = new int[edges.length];
        int size = 0;
        while (!ready.isEmpty()) {
            int state = ready.remove();
            order[size++] = state;
            for (int source : sources.get(state)) {
                if (--pending[source] == 0) {
                    ready.add(source);
                }
            }
        }
        return Arrays.copyOf(order, size);
    }

    /** Returns the states that lead to each state, once per edge. */
    List<List<Integer>> sources() {
        List<List<Integer>> sources = new ArrayList<>(edges.length);
        for (int state = 0; state < edges.length; state++) {
            sources.add(new ArrayList<>(2));
        }
        for (int state = 0; state < edges.length; state++) {
            for (int i = 2; i < edges[state].length; i += 3) {
                sources.get(edges[state][i]).add(state);
            }
        }
        return sources;
    }
}
