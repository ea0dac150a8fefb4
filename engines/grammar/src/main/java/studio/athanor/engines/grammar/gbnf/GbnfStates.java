package studio.athanor.engines.grammar.gbnf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.grammar.automaton.CodePoints;

/**
 * The states of a grammar, made when they are first reached and kept, so that a place reached again costs a look-up. A state is
 * the set of all stacks that are still possible, plus the bytes of a character that is not whole yet.
 */
final class GbnfStates {

    /** Places to be in, on top of the place to return to. Equal places are one object. */
    static final class Frame {
        private final List<Element> alternative;
        private final int at;
        private final @Nullable Frame below;
        private final int number;
        private final int leastBytes;

        Frame(List<Element> alternative, int at, @Nullable Frame below, int number, int leastBytes) {
            this.alternative = alternative;
            this.at = at;
            this.below = below;
            this.number = number;
            this.leastBytes = leastBytes;
        }

        Element element() {
            return alternative.get(at);
        }
    }

    private record FrameKey(int alternative, int at, int below) {}

    private record StateKey(List<Integer> tops, int bits, int missing) {}

    private static final int MOST_STATES = 20_000;

    /** The place after the end of the start rule. */
    private final Frame end = new Frame(List.of(), 0, null, 0, 0);

    private final Rules rules;
    private final LeastBytes leastBytes;
    private final IdentityHashMap<List<Element>, Integer> alternatives = new IdentityHashMap<>();
    private final Map<FrameKey, Frame> frames = new HashMap<>();
    private final Map<StateKey, GbnfState> states = new HashMap<>();
    private final GbnfState start;
    private int frameCount = 1;

    GbnfStates(Rules rules, int root) {
        this.rules = rules;
        leastBytes = new LeastBytes(rules);
        Set<Frame> entry = new HashSet<>();
        for (List<Element> alternative : rules.alternatives(root)) {
            entry.add(frame(alternative, 0, end));
        }
        start = state(closed(entry), 0, 0);
    }

    GbnfState start() {
        return start;
    }

    boolean isComplete(Frame[] tops) {
        for (Frame top : tops) {
            if (top == end) {
                return true;
            }
        }
        return false;
    }

    /** Returns how many bytes are missing to the nearest end, {@link LeastBytes#ENDLESS} if there is none. */
    int leastBytes(Frame[] tops, int missing) {
        int least = LeastBytes.ENDLESS;
        for (Frame top : tops) {
            int after = missing > 0 && top.below != null
                    ? LeastBytes.sum(leastBytes.of(top.alternative, top.at + 1), top.below.leastBytes)
                    : top.leastBytes;
            least = Math.min(least, LeastBytes.sum(missing, after));
        }
        return least;
    }

    /** Returns where one more byte leads, null for nowhere. */
    @Nullable
    GbnfState step(Frame[] tops, int bits, int missing, int value) {
        if (missing == 0) {
            return value < 0x80 ? character(tops, value) : lead(tops, value);
        }
        if ((value & 0xC0) != 0x80 || (bits == 0 && ((value & 0x3F) << (6 * (missing - 1))) < leastUnder(missing))) {
            return null;
        }
        return continued(tops, (bits << 6) | (value & 0x3F), missing - 1);
    }

    private @Nullable GbnfState lead(Frame[] tops, int value) {
        if (value >= 0xC2 && value <= 0xDF) {
            return continued(tops, value & 0x1F, 1);
        }
        if (value >= 0xE0 && value <= 0xEF) {
            return continued(tops, value & 0x0F, 2);
        }
        return value >= 0xF0 && value <= 0xF4 ? continued(tops, value & 0x07, 3) : null;
    }

    /** A character that cannot become one that is accepted leads nowhere at once, so that no token ends in a trap. */
    private @Nullable GbnfState continued(Frame[] tops, int bits, int missing) {
        if (missing == 0) {
            return character(tops, bits);
        }
        int first = bits == 0 ? leastUnder(missing) : bits << (6 * missing);
        CodePoints possible =
                CodePoints.range(first, Math.min(((bits + 1) << (6 * missing)) - 1, Character.MAX_CODE_POINT));
        List<Frame> kept = new ArrayList<>();
        for (Frame top : tops) {
            if (top != end
                    && top.element() instanceof Element.Terminal terminal
                    && !terminal.set().and(possible).isEmpty()) {
                kept.add(top);
            }
        }
        return kept.isEmpty() ? null : state(kept, bits, missing);
    }

    /** Returns the least character whose first byte has no bits of its own; smaller ones have shorter forms. */
    private static int leastUnder(int missing) {
        return missing == 2 ? 0x800 : missing == 3 ? 0x10000 : 0;
    }

    private @Nullable GbnfState character(Frame[] tops, int codePoint) {
        Set<Frame> next = new HashSet<>();
        for (Frame top : tops) {
            if (top != end
                    && top.element() instanceof Element.Terminal terminal
                    && terminal.set().contains(codePoint)) {
                next.add(frame(top.alternative, top.at + 1, top.below));
            }
        }
        return next.isEmpty() ? null : state(closed(next), 0, 0);
    }

    private GbnfState state(Collection<Frame> tops, int bits, int missing) {
        Frame[] sorted = tops.toArray(Frame[]::new);
        Arrays.sort(sorted, (a, b) -> Integer.compare(a.number, b.number));
        List<Integer> numbers = new ArrayList<>(sorted.length);
        for (Frame top : sorted) {
            numbers.add(top.number);
        }
        if (states.size() >= MOST_STATES) {
            states.clear();
        }
        return states.computeIfAbsent(
                new StateKey(numbers, bits, missing), _ -> new GbnfState(this, sorted, bits, missing));
    }

    private Frame frame(List<Element> alternative, int at, @Nullable Frame below) {
        if (at >= alternative.size()) {
            return below == null ? end : below;
        }
        int identity = alternatives.computeIfAbsent(alternative, _ -> alternatives.size());
        Frame base = below == null ? end : below;
        return frames.computeIfAbsent(
                new FrameKey(identity, at, base.number),
                _ -> new Frame(
                        alternative,
                        at,
                        base,
                        frameCount++,
                        LeastBytes.sum(leastBytes.of(alternative, at), base.leastBytes)));
    }

    private Set<Frame> closed(Collection<Frame> entry) {
        Set<Frame> seen = new HashSet<>(entry);
        Set<Frame> tops = new HashSet<>();
        Deque<Frame> open = new ArrayDeque<>(entry);
        while (!open.isEmpty()) {
            Frame frame = open.remove();
            if (frame == end || !(frame.element() instanceof Element.Ref(int rule))) {
                tops.add(frame);
                continue;
            }
            Frame below = frame(frame.alternative, frame.at + 1, frame.below);
            for (List<Element> alternative : rules.alternatives(rule)) {
                Frame next = frame(alternative, 0, below);
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return tops;
    }
}
