package studio.athanor.engines.chattemplate.jinja;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Goes through those items that a predicate accepts, asking it as late as possible. */
final class FilteredIterator implements Iterator<Value> {

    private final Iterator<Value> items;
    private final Predicate<Value> accepted;
    private @Nullable Value next;

    FilteredIterator(Iterator<Value> items, Predicate<Value> accepted) {
        this.items = items;
        this.accepted = accepted;
    }

    @Override
    public boolean hasNext() {
        while (next == null && items.hasNext()) {
            Value candidate = items.next();
            if (accepted.test(candidate)) {
                next = candidate;
            }
        }
        return next != null;
    }

    @Override
    public Value next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Value result = next;
        next = null;
        return result;
    }
}
