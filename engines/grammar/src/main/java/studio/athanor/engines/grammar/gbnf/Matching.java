package studio.athanor.engines.grammar.gbnf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows a text through a grammar with all the stacks that are still possible; stacks share their lower parts. */
final class Matching {

    /** A place in an alternative, on top of the place to return to; frame 0 is the end. */
    private record Frame(List<Element> alternative, int at, int below) {}

    private record Key(int alternative, int at, int below) {}

    private final Rules rules;
    private final Map<Key, Integer> numbers = new HashMap<>();
    private final IdentityHashMap<List<Element>, Integer> alternatives = new IdentityHashMap<>();
    private final ArrayList<@Nullable Frame> frames = new ArrayList<>();
    private Set<Integer> current = new LinkedHashSet<>();

    Matching(Rules rules, int root) {
        this.rules = rules;
        frames.add(null);
        Set<Integer> entry = new HashSet<>();
        for (List<Element> alternative : rules.alternatives(root)) {
            entry.add(frame(alternative, 0, 0));
        }
        current = closed(entry);
    }

    private int frame(List<Element> alternative, int at, int below) {
        if (at >= alternative.size()) {
            return below;
        }
        int identity = alternatives.computeIfAbsent(alternative, _ -> alternatives.size());
        return numbers.computeIfAbsent(new Key(identity, at, below), _ -> {
            frames.add(new Frame(alternative, at, below));
            return frames.size() - 1;
        });
    }

    private Set<Integer> closed(Collection<Integer> entry) {
        Set<Integer> seen = new HashSet<>(entry);
        Set<Integer> tops = new LinkedHashSet<>();
        Deque<Integer> open = new ArrayDeque<>(entry);
        while (!open.isEmpty()) {
            int number = open.remove();
            Frame frame = frames.get(number);
            if (frame == null || !(frame.alternative().get(frame.at()) instanceof Element.Ref(int rule))) {
                tops.add(number);
                continue;
            }
            int below = frame(frame.alternative(), frame.at() + 1, frame.below());
            for (List<Element> alternative : rules.alternatives(rule)) {
                int next = frame(alternative, 0, below);
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return tops;
    }

    /** Follows a text; returns whether any stack is left. */
    boolean consume(String text) {
        for (int codePoint : text.codePoints().toArray()) {
            Set<Integer> next = new HashSet<>();
            for (int number : current) {
                Frame frame = frames.get(number);
                if (frame != null
                        && frame.alternative().get(frame.at()) instanceof Element.Terminal terminal
                        && terminal.set().contains(codePoint)) {
                    next.add(frame(frame.alternative(), frame.at() + 1, frame.below()));
                }
            }
            if (next.isEmpty()) {
                return false;
            }
            current = closed(next);
        }
        return true;
    }

    /** Returns whether the text so far is a sentence. */
    boolean isComplete() {
        return current.contains(0);
    }
}
