package studio.athanor.engines.chattemplate.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code loop} variable, and the iteration it speaks of. */
final class LoopValue implements ObjectValue {

    /** Renders a recursive loop's body for other items. */
    interface Recursion {
        Value render(Value items, int depth);
    }

    private final int depth;
    private final @Nullable Recursion recursion;
    private final Relations relations;
    private Iterator<Value> rest;
    private int knownLength;
    private int index = -1;
    private @Nullable Value before;
    private @Nullable Value current;
    private @Nullable Value after;
    private @Nullable List<Value> lastChanged;

    /**
     * Creates a loop.
     *
     * @param rest the items
     * @param knownLength how many they are, or -1 if only going through them tells
     * @param depth of recursion, from 0
     */
    LoopValue(Iterator<Value> rest, int knownLength, int depth, @Nullable Recursion recursion, Relations relations) {
        this.rest = rest;
        this.knownLength = knownLength;
        this.depth = depth;
        this.recursion = recursion;
        this.relations = relations;
    }

    /** Moves on and returns the next item, or null at the end. */
    @Nullable
    Value advance() {
        Value next = peek();
        after = null;
        if (next != null) {
            before = current;
            current = next;
            index++;
        }
        return next;
    }

    private @Nullable Value peek() {
        if (after == null && rest.hasNext()) {
            after = rest.next();
        }
        return after;
    }

    int index() {
        return index + 1;
    }

    int length() {
        if (knownLength < 0) {
            List<Value> items = new ArrayList<>();
            rest.forEachRemaining(items::add);
            rest = items.iterator();
            knownLength = items.size() + index() + (after == null ? 0 : 1);
        }
        return knownLength;
    }

    @Override
    public @Nullable Value attribute(String name) {
        return switch (name) {
            case "index" -> IntValue.of(index());
            case "index0" -> IntValue.of(index);
            case "revindex" -> IntValue.of((long) length() - index);
            case "revindex0" -> IntValue.of((long) length() - index());
            case "first" -> BoolValue.of(index == 0);
            case "last" -> BoolValue.of(peek() == null);
            case "length" -> IntValue.of(length());
            case "depth" -> IntValue.of(depth + 1L);
            case "depth0" -> IntValue.of(depth);
            case "previtem" -> before == null ? new UndefinedValue("there is no previous item") : before;
            case "nextitem" -> {
                Value next = peek();
                yield next == null ? new UndefinedValue("there is no next item") : next;
            }
            case "cycle" -> FunctionValue.of("cycle", (_, arguments) -> cycle(arguments.positional()));
            case "changed" ->
                FunctionValue.of("changed", (_, arguments) -> BoolValue.of(changed(arguments.positional())));
            default -> null;
        };
    }

    private Value cycle(List<Value> values) {
        if (values.isEmpty()) {
            throw Fault.failed("no items for cycling given");
        }
        return values.get(index % values.size());
    }

    private boolean changed(List<Value> values) {
        boolean same = lastChanged != null
                && relations.equal(SequenceValue.TupleValue.of(lastChanged), SequenceValue.TupleValue.of(values));
        lastChanged = values;
        return !same;
    }

    /** Renders the loop's body for other items, if the loop is recursive. */
    Value recurse(Arguments arguments) {
        if (recursion == null) {
            throw Fault.failed("The loop must have the 'recursive' marker to be called recursively.");
        }
        return recursion.render(arguments.bind("loop", "iterable").require(0), depth + 1);
    }

    @Override
    public String typeName() {
        return "LoopContext";
    }
}
