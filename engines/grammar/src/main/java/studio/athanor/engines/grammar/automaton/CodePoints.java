package studio.athanor.engines.grammar.automaton;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** An immutable set of Unicode code points without surrogates, kept as sorted, disjoint, inclusive ranges. */
public final class CodePoints {

    private static final int LAST = 0x10FFFF;

    /** The empty set. */
    public static final CodePoints NONE = new CodePoints(new int[0]);

    /** Every code point that is not a surrogate. */
    public static final CodePoints ALL = new CodePoints(new int[] {0, 0xD7FF, 0xE000, LAST});

    private final int[] bounds;

    private CodePoints(int[] bounds) {
        this.bounds = bounds;
    }

    /** Returns the set of one code point. */
    public static CodePoints of(int codePoint) {
        return range(codePoint, codePoint);
    }

    /** Returns the set of an inclusive range, less the surrogates in it. */
    public static CodePoints range(int first, int last) {
        return first > last ? NONE : new CodePoints(new int[] {first, last}).and(ALL);
    }

    /** Returns the set of ascending, disjoint ranges without surrogates: first and last code point of each in turn. */
    static CodePoints ofRanges(int[] bounds) {
        return normalized(bounds, bounds.length);
    }

    /** Returns the set of the code points of a text. */
    public static CodePoints anyOf(String text) {
        int[] sorted = text.codePoints().sorted().distinct().toArray();
        int[] bounds = new int[sorted.length * 2];
        for (int i = 0; i < sorted.length; i++) {
            bounds[2 * i] = sorted[i];
            bounds[2 * i + 1] = sorted[i];
        }
        return normalized(bounds, bounds.length);
    }

    /** Returns the code points of each of {@link Character#getType(int)}'s categories; walks over all of Unicode. */
    static Map<Integer, CodePoints> byType() {
        Map<Integer, IntStream.Builder> bounds = new HashMap<>();
        int first = 0;
        for (int codePoint = 1; codePoint <= LAST + 1; codePoint++) {
            int type = Character.getType(first);
            if (codePoint > LAST || Character.getType(codePoint) != type) {
                bounds.computeIfAbsent(type, _ -> IntStream.builder())
                        .add(first)
                        .add(codePoint - 1);
                first = codePoint;
            }
        }
        Map<Integer, CodePoints> sets = new HashMap<>();
        bounds.forEach(
                (type, builder) -> sets.put(type, new CodePoints(builder.build().toArray()).and(ALL)));
        return Map.copyOf(sets);
    }

    private static CodePoints normalized(int[] bounds, int size) {
        int[] merged = new int[size];
        int length = 0;
        for (int i = 0; i < size; i += 2) {
            if (length > 0 && bounds[i] <= merged[length - 1] + 1) {
                merged[length - 1] = Math.max(merged[length - 1], bounds[i + 1]);
            } else {
                merged[length++] = bounds[i];
                merged[length++] = bounds[i + 1];
            }
        }
        return new CodePoints(Arrays.copyOf(merged, length));
    }

    /** Returns the union of both sets. */
    public CodePoints or(CodePoints other) {
        if (bounds.length == 0) {
            return other;
        }
        int[] both = new int[bounds.length + other.bounds.length];
        int left = 0;
        int right = 0;
        int size = 0;
        while (left < bounds.length || right < other.bounds.length) {
            boolean takeLeft =
                    right == other.bounds.length || (left < bounds.length && bounds[left] <= other.bounds[right]);
            int[] from = takeLeft ? bounds : other.bounds;
            int at = takeLeft ? left : right;
            both[size++] = from[at];
            both[size++] = from[at + 1];
            if (takeLeft) {
                left += 2;
            } else {
                right += 2;
            }
        }
        return normalized(both, size);
    }

    /** Returns the code points in both sets. */
    public CodePoints and(CodePoints other) {
        int[] common = new int[bounds.length + other.bounds.length];
        int size = 0;
        int left = 0;
        int right = 0;
        while (left < bounds.length && right < other.bounds.length) {
            int first = Math.max(bounds[left], other.bounds[right]);
            int last = Math.min(bounds[left + 1], other.bounds[right + 1]);
            if (first <= last) {
                common[size++] = first;
                common[size++] = last;
            }
            if (bounds[left + 1] < other.bounds[right + 1]) {
                left += 2;
            } else {
                right += 2;
            }
        }
        return new CodePoints(Arrays.copyOf(common, size));
    }

    /** Returns every code point that is not in this set. */
    public CodePoints complement() {
        int[] rest = new int[bounds.length + 2];
        int size = 0;
        int next = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            if (next < bounds[i]) {
                rest[size++] = next;
                rest[size++] = bounds[i] - 1;
            }
            next = bounds[i + 1] + 1;
        }
        if (next <= LAST) {
            rest[size++] = next;
            rest[size++] = LAST;
        }
        return new CodePoints(Arrays.copyOf(rest, size)).and(ALL);
    }

    /** Returns the code points of this set that are not in the other. */
    public CodePoints minus(CodePoints other) {
        return and(other.complement());
    }

    /** Returns whether the set has no member. */
    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** Returns whether a code point is a member. */
    public boolean contains(int codePoint) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (codePoint <= bounds[i + 1]) {
                return codePoint >= bounds[i];
            }
        }
        return false;
    }

    /** Returns the number of ranges. */
    public int ranges() {
        return bounds.length / 2;
    }

    /** Returns the first code point of a range. */
    public int first(int range) {
        return bounds[2 * range];
    }

    /** Returns the last code point of a range. */
    public int last(int range) {
        return bounds[2 * range + 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodePoints set && Arrays.equals(bounds, set.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bounds.length; i += 2) {
            text.append(String.format("%s%X-%X", i == 0 ? "" : ",", bounds[i], bounds[i + 1]));
        }
        return text.toString();
    }
}
