package studio.athanor.engines.grammar.gbnf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Finds what native code would refuse, or stumble over: rules without a definition, left recursion (also through rules
 * that are empty only by way of others, which llama.cpp overlooks and then never returns from), and grammars whose own
 * check there takes exponential time.
 */
final class RuleCheck {

    private static final long MAX_PATHS = 2_000_000;
    private static final int MAX_CHAIN = 4_000;

    private final Rules rules;

    RuleCheck(Rules rules) {
        this.rules = rules;
    }

    void run() throws GbnfException {
        if (!rules.has("root")) {
            throw new GbnfException(1, "it has no rule named root", "Name the start rule root.");
        }
        for (int rule = 0; rule < rules.size(); rule++) {
            if (!rules.isDefined(rule)) {
                throw new GbnfException(
                        rules.line(rule), "the rule " + rules.name(rule) + " is not defined", "Define it.");
            }
        }
        leftRecursion(empty());
    }

    /** Returns the rules that derive the empty text. */
    private BitSet empty() {
        List<List<Integer>> users = users();
        BitSet empty = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        for (int rule = 0; rule < rules.size(); rule++) {
            open.add(rule);
        }
        while (!open.isEmpty()) {
            int rule = open.remove();
            if (!empty.get(rule) && rules.alternatives(rule).stream().anyMatch(a -> allEmpty(a, empty))) {
                empty.set(rule);
                open.addAll(users.get(rule));
            }
        }
        return empty;
    }

    private static boolean allEmpty(List<Element> alternative, BitSet empty) {
        return alternative.stream().allMatch(e -> e instanceof Element.Ref(int rule) && empty.get(rule));
    }

    private List<List<Integer>> users() {
        List<List<Integer>> users = new ArrayList<>();
        for (int rule = 0; rule < rules.size(); rule++) {
            users.add(new ArrayList<>(2));
        }
        for (int rule = 0; rule < rules.size(); rule++) {
            for (List<Element> alternative : rules.alternatives(rule)) {
                for (Element element : alternative) {
                    if (element instanceof Element.Ref(int target)) {
                        users.get(target).add(rule);
                    }
                }
            }
        }
        return users;
    }

    private int[] first(int rule, BitSet empty) {
        int[] targets = new int[4];
        int size = 0;
        for (List<Element> alternative : rules.alternatives(rule)) {
            for (Element element : alternative) {
                if (!(element instanceof Element.Ref(int target))) {
                    break;
                }
                if (size == targets.length) {
                    targets = Arrays.copyOf(targets, size * 2);
                }
                targets[size++] = target;
                if (!empty.get(target)) {
                    break;
                }
            }
        }
        return Arrays.copyOf(targets, size);
    }

    private void leftRecursion(BitSet empty) throws GbnfException {
        byte[] seen = new byte[rules.size()];
        long[] paths = new long[rules.size()];
        int[] chain = new int[rules.size()];
        for (int start = 0; start < rules.size(); start++) {
            if (seen[start] != 0) {
                continue;
            }
            Deque<int[]> stack = new ArrayDeque<>();
            Deque<int[]> targets = new ArrayDeque<>();
            stack.push(new int[] {start, 0});
            targets.push(first(start, empty));
            seen[start] = 1;
            while (!stack.isEmpty()) {
                int[] top = stack.element();
                int[] next = targets.element();
                if (top[1] < next.length) {
                    int target = next[top[1]++];
                    if (seen[target] == 1) {
                        throw new GbnfException(
                                rules.line(target),
                                "the rule " + rules.name(target) + " begins with itself (left recursion)",
                                "Put what repeats last, as in: list ::= item list | item.");
                    }
                    if (seen[target] == 0) {
                        seen[target] = 1;
                        stack.push(new int[] {target, 0});
                        targets.push(first(target, empty));
                    }
                } else {
                    finish(top[0], next, seen, paths, chain);
                    stack.pop();
                    targets.pop();
                }
            }
        }
    }

    private void finish(int rule, int[] targets, byte[] seen, long[] paths, int[] chain) throws GbnfException {
        seen[rule] = 2;
        paths[rule] = 1;
        for (int target : targets) {
            paths[rule] = Math.min(paths[rule] + paths[target], MAX_PATHS + 1);
            chain[rule] = Math.max(chain[rule], chain[target] + 1);
        }
        if (paths[rule] > MAX_PATHS || chain[rule] > MAX_CHAIN) {
            throw new GbnfException(
                    rules.line(rule),
                    "the rule " + rules.name(rule) + " can begin in too many ways for llama.cpp to check",
                    "Begin alternatives with literals, and chain fewer rules that begin with rules.");
        }
    }
}
