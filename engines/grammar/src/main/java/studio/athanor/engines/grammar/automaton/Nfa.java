package studio.athanor.engines.grammar.automaton;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A non-deterministic automaton built from a regular expression (Thompson), with edges that stand for anchors. */
final class Nfa {

    private static final int MAX_STATES = 40_000;

    private record Edge(CodePoints set, int target) {}

    private record Jump(boolean atStart, boolean atEnd, int target) {}

    private final List<List<Edge>> edges = new ArrayList<>();
    private final List<List<Jump>> jumps = new ArrayList<>();

    /** Builds the automaton of every text in which the expression matches somewhere, as JSON Schema wants it. */
    static Dfa search(Regex regex) throws PatternException {
        Nfa nfa = new Nfa();
        int start = nfa.state();
        int end = nfa.state();
        int last = nfa.add(regex, start);
        nfa.edges.get(start).add(new Edge(CodePoints.ALL, start));
        nfa.jumps.get(last).add(new Jump(false, false, end));
        nfa.edges.get(end).add(new Edge(CodePoints.ALL, end));
        return nfa.determinize(start, end);
    }

    private int state() throws PatternException {
        if (edges.size() >= MAX_STATES) {
            throw tooLarge();
        }
        edges.add(new ArrayList<>(2));
        jumps.add(new ArrayList<>(2));
        return edges.size() - 1;
    }

    static PatternException tooLarge() {
        return new PatternException(
                "grows too large as a grammar", "Use smaller repetition counts, or anchor the pattern with ^ and $.");
    }

    private int add(Regex regex, int from) throws PatternException {
        return switch (regex) {
            case Regex.Chars chars -> {
                int to = state();
                if (!chars.set().isEmpty()) {
                    edges.get(from).add(new Edge(chars.set(), to));
                }
                yield to;
            }
            case Regex.Sequence sequence -> {
                int at = from;
                for (Regex part : sequence.parts()) {
                    at = add(part, at);
                }
                yield at;
            }
            case Regex.Choice choice -> {
                int to = state();
                for (Regex option : choice.options()) {
                    int begin = state();
                    jumps.get(from).add(new Jump(false, false, begin));
                    jumps.get(add(option, begin)).add(new Jump(false, false, to));
                }
                yield to;
            }
            case Regex.Repeat repeat -> addRepeat(repeat, from);
            case Regex.Start _ -> anchor(true, from);
            case Regex.End _ -> anchor(false, from);
        };
    }

    private int anchor(boolean atStart, int from) throws PatternException {
        int to = state();
        jumps.get(from).add(new Jump(atStart, !atStart, to));
        return to;
    }

    private int addRepeat(Regex.Repeat repeat, int from) throws PatternException {
        int at = from;
        for (int i = 0; i < repeat.min(); i++) {
            at = add(repeat.part(), at);
        }
        if (repeat.max() == Regex.UNBOUNDED) {
            int loop = state();
            jumps.get(at).add(new Jump(false, false, loop));
            jumps.get(add(repeat.part(), loop)).add(new Jump(false, false, loop));
            int to = state();
            jumps.get(loop).add(new Jump(false, false, to));
            return to;
        }
        int to = state();
        for (int i = repeat.min(); i < repeat.max(); i++) {
            jumps.get(at).add(new Jump(false, false, to));
            at = add(repeat.part(), at);
        }
        jumps.get(at).add(new Jump(false, false, to));
        return to;
    }

    private Dfa determinize(int start, int end) throws PatternException {
        Map<BitSet, Integer> numbers = new HashMap<>();
        List<BitSet> sets = new ArrayList<>();
        List<Edges> table = new ArrayList<>();
        BitSet accepting = new BitSet();
        BitSet first = new BitSet();
        first.set(start);
        // the first state differs from the same set met later: only it stands before the first code point
        BitSet initial = closure(first, true, false);
        sets.add(initial);
        if (closure(initial, true, true).get(end)) {
            accepting.set(0);
        }
        long work = 0;
        for (int number = 0; number < sets.size(); number++) {
            EdgeCollector collector = new EdgeCollector();
            BitSet from = sets.get(number);
            for (int state = from.nextSetBit(0); state >= 0; state = from.nextSetBit(state + 1)) {
                for (Edge edge : edges.get(state)) {
                    collector.add(edge.set(), edge.target());
                }
            }
            Edges out = new Edges();
            for (EdgeCollector.Slice slice : collector.slices()) {
                BitSet next = closure(slice.targets(), false, false);
                work += next.cardinality();
                Integer known = numbers.get(next);
                if (known == null) {
                    known = sets.size();
                    numbers.put(next, known);
                    sets.add(next);
                    if (closure(next, false, true).get(end)) {
                        accepting.set(known);
                    }
                }
                out.add(slice.first(), slice.last(), known);
            }
            table.add(out);
            if (sets.size() > Dfa.MAX_STATES || work > 20_000_000) {
                throw tooLarge();
            }
        }
        return Dfa.of(table, accepting);
    }

    private BitSet closure(BitSet from, boolean atStart, boolean atEnd) {
        BitSet reached = (BitSet) from.clone();
        Deque<Integer> open = new ArrayDeque<>();
        from.stream().forEach(open::push);
        while (!open.isEmpty()) {
            for (Jump jump : jumps.get(open.pop())) {
                boolean passes = (!jump.atStart() || atStart) && (!jump.atEnd() || atEnd);
                if (passes && !reached.get(jump.target())) {
                    reached.set(jump.target());
                    open.push(jump.target());
                }
            }
        }
        return reached;
    }
}
