package studio.athanor.engines.grammar.automaton;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A deterministic automaton over code points: trimmed (every state leads to acceptance), small, and numbered in breadth
 * first order, so that equal automata of equal shape compare equal. State 0 is the start. Immutable.
 */
public final class Dfa {

    /** The most states an automaton may have while it is built. */
    public static final int MAX_STATES = 20_000;

    private final int[][] edges;
    private final boolean[] accepting;

    /** Takes arrays that {@link Reduction} made. */
    Dfa(int[][] edges, boolean[] accepting) {
        this.edges = edges;
        this.accepting = accepting;
    }

    static Dfa of(List<Edges> table, BitSet accepting) {
        int[][] edges = new int[table.size()][];
        boolean[] accepts = new boolean[table.size()];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = table.get(i).triples();
            accepts[i] = accepting.get(i);
        }
        return Reduction.of(edges, accepts);
    }

    /** Returns the texts in which a regular expression matches. */
    public static Dfa matching(String pattern) throws PatternException {
        return Nfa.search(RegexParser.parse(pattern, false));
    }

    /**
     * Returns the texts in which a regular expression may match in any dialect; what is outside is surely no match.
     */
    public static Dfa possiblyMatching(String pattern) throws PatternException {
        return Nfa.search(RegexParser.parse(pattern, true));
    }

    /** Returns all texts. */
    public static Dfa all() {
        Edges loop = new Edges();
        for (int i = 0; i < CodePoints.ALL.ranges(); i++) {
            loop.add(CodePoints.ALL.first(i), CodePoints.ALL.last(i), 0);
        }
        BitSet accepting = new BitSet();
        accepting.set(0);
        return of(List.of(loop), accepting);
    }

    /** Returns exactly the given texts. */
    public static Dfa words(Collection<String> words) {
        List<TreeMap<Integer, Integer>> trie = new ArrayList<>();
        trie.add(new TreeMap<>());
        BitSet accepting = new BitSet();
        for (String word : words) {
            int at = 0;
            for (int codePoint : word.codePoints().toArray()) {
                Integer next = trie.get(at).get(codePoint);
                if (next == null) {
                    next = trie.size();
                    trie.get(at).put(codePoint, next);
                    trie.add(new TreeMap<>());
                }
                at = next;
            }
            accepting.set(at);
        }
        List<Edges> table = new ArrayList<>(trie.size());
        for (TreeMap<Integer, Integer> node : trie) {
            Edges out = new Edges();
            node.forEach((codePoint, target) -> out.add(codePoint, codePoint, target));
            table.add(out);
        }
        return of(table, accepting);
    }

    /** Returns the number of states; 0 where the language is empty. */
    public int states() {
        return edges.length;
    }

    /** Returns whether no text is accepted. */
    public boolean isEmpty() {
        return edges.length == 0;
    }

    /** Returns whether a text may end in a state. */
    public boolean isAccepting(int state) {
        return accepting[state];
    }

    /** Returns the edges of a state by target, in the order of their first code points. */
    public Map<Integer, CodePoints> transitions(int state) {
        Map<Integer, IntStream.Builder> bounds = new LinkedHashMap<>();
        int[] out = edges[state];
        for (int i = 0; i < out.length; i += 3) {
            bounds.computeIfAbsent(out[i + 2], _ -> IntStream.builder())
                    .add(out[i])
                    .add(out[i + 1]);
        }
        Map<Integer, CodePoints> byTarget = new LinkedHashMap<>();
        bounds.forEach((target, ranges) ->
                byTarget.put(target, CodePoints.ofRanges(ranges.build().toArray())));
        return byTarget;
    }

    /** Returns whether a text is in the language. */
    public boolean accepts(String text) {
        if (isEmpty()) {
            return false;
        }
        int state = 0;
        for (int codePoint : text.codePoints().toArray()) {
            state = next(state, codePoint);
            if (state < 0) {
                return false;
            }
        }
        return accepting[state];
    }

    private int next(int state, int codePoint) {
        int[] out = edges[state];
        for (int i = 0; i < out.length; i += 3) {
            if (out[i] <= codePoint && codePoint <= out[i + 1]) {
                return out[i + 2];
            }
        }
        return -1;
    }

    /** Returns the texts in both languages. */
    public Dfa and(Dfa other) throws PatternException {
        return product(other, true);
    }

    /** Returns the texts of this language that are not in the other. */
    public Dfa minus(Dfa other) throws PatternException {
        return product(other, false);
    }

    /** Returns the texts in either language. */
    public Dfa or(Dfa other) throws PatternException {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        return all().minus(all().minus(this).minus(other));
    }

    private Dfa product(Dfa other, boolean both) throws PatternException {
        if (isEmpty() || other.isEmpty()) {
            return both ? new Dfa(new int[0][], new boolean[0]) : this;
        }
        Map<Long, Integer> numbers = new HashMap<>();
        List<long[]> pairs = new ArrayList<>();
        List<Edges> table = new ArrayList<>();
        BitSet accepts = new BitSet();
        pairs.add(new long[] {0, 0});
        numbers.put(0L, 0);
        for (int number = 0; number < pairs.size(); number++) {
            int left = (int) pairs.get(number)[0];
            int right = (int) pairs.get(number)[1];
            boolean rightAccepts = right >= 0 && other.accepting[right];
            accepts.set(number, accepting[left] && rightAccepts == both);
            EdgeCollector collector = new EdgeCollector();
            int[] out = edges[left];
            for (int i = 0; i < out.length; i += 3) {
                CodePoints set = CodePoints.range(out[i], out[i + 1]);
                if (right >= 0) {
                    int[] otherOut = other.edges[right];
                    for (int j = 0; j < otherOut.length; j += 3) {
                        CodePoints shared = set.and(CodePoints.range(otherOut[j], otherOut[j + 1]));
                        if (!shared.isEmpty()) {
                            collector.add(shared, pairNumber(out[i + 2], otherOut[j + 2], numbers, pairs));
                        }
                    }
                }
                if (!both) {
                    CodePoints rest = right < 0 ? set : set.minus(other.outgoing(right));
                    if (!rest.isEmpty()) {
                        collector.add(rest, pairNumber(out[i + 2], -1, numbers, pairs));
                    }
                }
            }
            table.add(single(collector));
            if (pairs.size() > MAX_STATES) {
                throw Nfa.tooLarge();
            }
        }
        return of(table, accepts);
    }

    private static int pairNumber(int left, int right, Map<Long, Integer> numbers, List<long[]> pairs) {
        long key = ((long) left << 32) | (right & 0xFFFFFFFFL);
        Integer known = numbers.get(key);
        if (known == null) {
            known = pairs.size();
            numbers.put(key, known);
            pairs.add(new long[] {left, right});
        }
        return known;
    }

    private static Edges single(EdgeCollector collector) {
        Edges out = new Edges();
        for (EdgeCollector.Slice slice : collector.slices()) {
            out.add(slice.first(), slice.last(), slice.targets().nextSetBit(0));
        }
        return out;
    }

    private CodePoints outgoing(int state) {
        CodePoints all = CodePoints.NONE;
        int[] out = edges[state];
        for (int i = 0; i < out.length; i += 3) {
            all = all.or(CodePoints.range(out[i], out[i + 1]));
        }
        return all;
    }

    /** Returns the texts with at least {@code min} and at most {@code max} code points. */
    public Dfa withLength(int min, int max) throws PatternException {
        int longest = longest();
        boolean endless = max >= longest;
        if (isEmpty() || (endless && min <= shortest())) {
            return this;
        }
        int counted = endless ? min : max;
        Map<Long, Integer> numbers = new HashMap<>();
        List<long[]> pairs = new ArrayList<>();
        List<Edges> table = new ArrayList<>();
        BitSet accepts = new BitSet();
        pairs.add(new long[] {0, 0});
        numbers.put(0L, 0);
        for (int number = 0; number < pairs.size(); number++) {
            int state = (int) pairs.get(number)[0];
            int count = (int) pairs.get(number)[1];
            accepts.set(number, accepting[state] && count >= min);
            Edges out = new Edges();
            if (endless || count < max) {
                int[] from = edges[state];
                for (int i = 0; i < from.length; i += 3) {
                    int next = Math.min(count + 1, counted);
                    out.add(from[i], from[i + 1], pairNumber(from[i + 2], next, numbers, pairs));
                }
            }
            table.add(out);
            if (pairs.size() > MAX_STATES) {
                throw Nfa.tooLarge();
            }
        }
        return of(table, accepts);
    }

    /** Returns the length of the shortest text in code points; the language must not be empty. */
    public int shortest() {
        int[] distance = new int[edges.length];
        Arrays.fill(distance, -1);
        distance[0] = 0;
        Deque<Integer> open = new ArrayDeque<>(List.of(0));
        while (!open.isEmpty()) {
            int state = open.remove();
            if (accepting[state]) {
                return distance[state];
            }
            for (int i = 2; i < edges[state].length; i += 3) {
                if (distance[edges[state][i]] < 0) {
                    distance[edges[state][i]] = distance[state] + 1;
                    open.add(edges[state][i]);
                }
            }
        }
        throw new IllegalStateException("an empty language has no shortest text");
    }

    /** Returns the length of the longest text in code points, {@link Integer#MAX_VALUE} where there is none. */
    public int longest() {
        int[] order = new EdgeTable(edges).reverseTopological();
        if (order.length < edges.length) {
            return Integer.MAX_VALUE;
        }
        int[] length = new int[edges.length];
        for (int state : order) {
            for (int i = 2; i < edges[state].length; i += 3) {
                length[state] = Math.max(length[state], length[edges[state][i]] + 1);
            }
        }
        return edges.length == 0 ? 0 : length[0];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dfa dfa
                && Arrays.equals(accepting, dfa.accepting)
                && Arrays.deepEquals(edges, dfa.edges);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.deepHashCode(edges) + Arrays.hashCode(accepting);
    }
}
