package studio.athanor.engines.grammar.gbnf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import studio.athanor.engines.grammar.automaton.CodePoints;

/** Makes up sentences of a grammar. */
final class Sentences {

    private static final int ENDLESS = 1 << 28;

    private final Rules rules;
    private final int[] shortest;

    Sentences(Rules rules) {
        this.rules = rules;
        shortest = new int[rules.size()];
        Arrays.fill(shortest, ENDLESS);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int rule = rules.size() - 1; rule >= 0; rule--) {
                for (List<Element> alternative : rules.alternatives(rule)) {
                    int length = length(alternative);
                    if (length < shortest[rule]) {
                        shortest[rule] = length;
                        changed = true;
                    }
                }
            }
        }
    }

    private int length(List<Element> alternative) {
        long length = 0;
        for (Element element : alternative) {
            length += length(element);
        }
        return (int) Math.min(length, ENDLESS);
    }

    private int length(Element element) {
        return switch (element) {
            case Element.Terminal(CodePoints set) -> set.isEmpty() ? ENDLESS : 1;
            case Element.Ref(int rule) -> shortest[rule];
            case Element.Token _ -> ENDLESS;
        };
    }

    String from(int root, RandomGenerator random, int length) {
        if (shortest[root] >= ENDLESS) {
            throw new IllegalStateException("the grammar has no sentence that ends");
        }
        StringBuilder text = new StringBuilder();
        Deque<Element> open = new ArrayDeque<>(List.of(new Element.Ref(root)));
        long pending = shortest[root];
        while (!open.isEmpty()) {
            Element element = open.pop();
            pending -= length(element);
            if (element instanceof Element.Ref(int rule)) {
                List<Element> alternative = choose(rule, random, text.length() + pending >= length);
                pending += length(alternative);
                for (Element part : alternative.reversed()) {
                    open.push(part);
                }
            } else if (element instanceof Element.Terminal(CodePoints set)) {
                text.appendCodePoint(choose(set, random));
            }
        }
        return text.toString();
    }

    private List<Element> choose(int rule, RandomGenerator random, boolean hurry) {
        List<List<Element>> options = new ArrayList<>();
        for (List<Element> alternative : rules.alternatives(rule)) {
            int length = length(alternative);
            if (length < ENDLESS && (!hurry || length == shortest[rule])) {
                options.add(alternative);
            }
        }
        return options.get(random.nextInt(options.size()));
    }

    private static int choose(CodePoints set, RandomGenerator random) {
        // mostly from the first ranges, where ASCII is, now and then from all of Unicode
        int ranges = random.nextInt(8) == 0 ? set.ranges() : Math.min(set.ranges(), 3);
        int range = random.nextInt(ranges);
        int first = set.first(range);
        int size = set.last(range) - first + 1;
        return first + random.nextInt(random.nextInt(8) == 0 ? size : Math.min(size, 95));
    }
}
