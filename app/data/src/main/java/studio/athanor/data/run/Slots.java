package studio.athanor.data.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * Which rows are begun next: those that were asked for, then replacements of those that did not pass, in the order in which that was
 * decided. A replacement takes over what was dealt to the row it replaces. Used by the loop's thread alone.
 */
final class Slots {

    private final long target;
    private final boolean replacing;
    private final Deque<Replacement> waiting;
    private long next;
    private long nextPlace;

    /**
     * @param target how many rows were asked for
     * @param next the first row that is not settled
     * @param waiting replacements that are not settled, in order
     * @param nextPlace the place of the next replacement
     * @param replacing whether rows are replaced at all
     */
    Slots(long target, long next, Deque<Replacement> waiting, long nextPlace, boolean replacing) {
        this.target = target;
        this.next = next;
        this.waiting = new ArrayDeque<>(waiting);
        this.nextPlace = nextPlace;
        this.replacing = replacing;
    }

    /** Returns the rows of a fresh run. */
    static Slots fresh(long target, boolean replacing) {
        return new Slots(target, 0, new ArrayDeque<>(), 0, replacing);
    }

    boolean hasNext() {
        return next < target || !waiting.isEmpty();
    }

    RowWork begin() {
        if (next < target) {
            long number = next++;
            return new RowWork(number, number, OptionalLong.empty());
        }
        Replacement replacement = waiting.removeFirst();
        return new RowWork(next++, replacement.deal(), OptionalLong.of(replacement.place()));
    }

    /**
     * Takes back a row that was begun and is not needed now. Of several the newest comes first, so that later rows have the same
     * numbers.
     */
    void giveBack(RowWork row) {
        next = row.number();
        row.place().ifPresent(place -> waiting.addFirst(new Replacement(place, row.deal())));
    }

    boolean replaces() {
        return replacing;
    }

    /** Returns the place that the next replacement gets; nothing where rows are not replaced. */
    OptionalLong nextPlace() {
        return replacing ? OptionalLong.of(nextPlace) : OptionalLong.empty();
    }

    /** Returns the place of a replacement that was not begun, if there is one. */
    OptionalLong waiting(long deal) {
        return waiting.stream()
                .filter(each -> each.deal() == deal)
                .mapToLong(Replacement::place)
                .findFirst();
    }

    /** Asks for a replacement; returns its place, or nothing where rows are not replaced. */
    OptionalLong replace(long deal) {
        if (!replacing) {
            return OptionalLong.empty();
        }
        waiting.addLast(new Replacement(nextPlace, deal));
        return OptionalLong.of(nextPlace++);
    }

    /** Takes back a replacement that was not begun. */
    void withdraw(long place) {
        waiting.removeIf(each -> each.place() == place);
    }

    record Replacement(long place, long deal) {}
}
