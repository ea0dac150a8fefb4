package studio.athanor.engines.grammar.automaton;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cuts overlapping ranges into slices, each with all its targets. */
final class EdgeCollector {
    private final List<int[]> spans = new ArrayList<>();

    void add(CodePoints set, int target) {
        for (int i = 0; i < set.ranges(); i++) {
            spans.add(new int[] {set.first(i), set.last(i), target});
        }
    }

    List<Slice> slices() {
        TreeMap<Integer, List<int[]>> cuts = new TreeMap<>();
        for (int[] span : spans) {
            cuts.computeIfAbsent(span[0], _ -> new ArrayList<>()).add(new int[] {span[2], 1});
            cuts.computeIfAbsent(span[1] + 1, _ -> new ArrayList<>()).add(new int[] {span[2], -1});
        }
        List<Slice> slices = new ArrayList<>();
        Map<Integer, Integer> counts = new HashMap<>();
        BitSet current = new BitSet();
        int from = 0;
        for (Map.Entry<Integer, List<int[]>> cut : cuts.entrySet()) {
            if (!current.isEmpty()) {
                slices.add(new Slice(from, cut.getKey() - 1, (BitSet) current.clone()));
            }
            for (int[] change : cut.getValue()) {
                int count = counts.merge(change[0], change[1], Integer::sum);
                current.set(change[0], count > 0);
            }
            from = cut.getKey();
        }
        return slices;
    }

    /** Several targets that share a range of code points. */
    record Slice(int first, int last, BitSet targets) {}
}
