package studio.athanor.engines.chattemplate.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Filters for lists and other things with items. */
final class SequenceFilters {

    private static final int MOST_SLICES = 100_000;

    private SequenceFilters() {}

    static void define(Map<String, Filters.Filter> filters) {
        filters.put("length", SequenceFilters::length);
        filters.put("count", SequenceFilters::length);
        filters.put("list", (interpreter, input, _) -> interpreter.list(interpreter.items(input)));
        filters.put("first", (interpreter, input, _) -> {
            Iterator<Value> items = interpreter.iterate(input);
            return items.hasNext() ? items.next() : new UndefinedValue("No first item, sequence was empty.");
        });
        filters.put("last", (interpreter, input, _) -> {
            List<Value> items = reversible(interpreter, input);
            return items.isEmpty() ? new UndefinedValue("No last item, sequence was empty.") : items.getLast();
        });
        filters.put("random", (interpreter, input, _) -> {
            List<Value> items = reversible(interpreter, input);
            return items.isEmpty() ? new UndefinedValue("No random item, sequence was empty.") : items.getFirst();
        });
        filters.put("join", SequenceFilters::join);
        filters.put("reverse", SequenceFilters::reverse);
        filters.put("sum", SequenceFilters::sum);
        filters.put("min", (interpreter, input, arguments) -> extreme(interpreter, input, arguments, "min"));
        filters.put("max", (interpreter, input, arguments) -> extreme(interpreter, input, arguments, "max"));
        filters.put("sort", SequenceFilters::sort);
        filters.put("dictsort", SequenceFilters::sortDict);
        filters.put("unique", SequenceFilters::unique);
        filters.put("batch", SequenceFilters::batch);
        filters.put("slice", SequenceFilters::slice);
        filters.put("groupby", SequenceFilters::group);
    }

    private static Value length(Interpreter interpreter, Value input, Arguments arguments) {
        arguments.bind("length");
        return IntValue.of(interpreter.length(input));
    }

    private static List<Value> reversible(Interpreter interpreter, Value input) {
        if (input instanceof IteratorValue) {
            throw Fault.failed("'generator' object is not reversible");
        }
        return interpreter.items(input);
    }

    private static Value join(Interpreter interpreter, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("join", "d", "attribute");
        String separator = bound.get(0) == null ? "" : interpreter.str(bound.require(0));
        List<Value> path = Lookup.parts(bound.get(1));
        List<String> parts = new ArrayList<>();
        for (Value item : interpreter.items(input)) {
            parts.add(interpreter.str(interpreter.lookup().path(item, path)));
        }
        return new TextValue(TextSearch.join(interpreter, parts, separator));
    }

    private static Value reverse(Interpreter interpreter, Value input, Arguments arguments) {
        arguments.bind("reverse");
        if (input instanceof TextValue text) {
            return text.with(interpreter
                    .text(new StringBuilder(text.text()).reverse().toString())
                    .text());
        }
        List<Value> items = interpreter.items(input);
        Collections.reverse(items);
        return input instanceof IteratorValue ? interpreter.list(items) : new IteratorValue(items.iterator());
    }

    private static Value sum(Interpreter interpreter, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("sum", "attribute", "start");
        Value sum = bound.get(1) == null ? IntValue.of(0) : bound.require(1);
        if (sum instanceof TextValue) {
            throw Fault.failed("sum() can't sum strings [use ''.join(seq) instead]");
        }
        List<Value> path = Lookup.parts(bound.get(0));
        for (Value item : interpreter.items(input)) {
            Value added = interpreter.lookup().path(item, path);
            sum = interpreter.operators().apply(Expression.Operator.ADD, sum, added);
        }
        return sum;
    }

    /** Returns what items are compared by: an attribute or the item, texts in lower case unless case matters. */
    private static Function<Value, Value> key(
            Interpreter interpreter, List<Value> path, boolean caseSensitive, @Nullable Value absent) {
        return item -> {
            Value key = item;
            for (Value part : path) {
                key = interpreter.lookup().item(key, part);
                if (absent != null && key instanceof UndefinedValue) {
                    key = absent;
                }
            }
            boolean lower = !caseSensitive && key instanceof TextValue;
            return lower && key instanceof TextValue text
                    ? new TextValue(text.text().toLowerCase(Locale.ROOT))
                    : key;
        };
    }

    private static Value extreme(Interpreter interpreter, Value input, Arguments arguments, String name) {
        Arguments.Bound bound = arguments.bind(name, "case_sensitive", "attribute");
        Function<Value, Value> key = key(interpreter, Lookup.parts(bound.get(1)), bound.truth(0, false), null);
        Expression.Relation better = name.equals("min") ? Expression.Relation.LESS : Expression.Relation.GREATER;
        Value best = null;
        Value bestKey = NoneValue.NONE;
        for (Value item : interpreter.items(input)) {
            Value itemKey = key.apply(item);
            if (best == null || interpreter.relations().holds(better, itemKey, bestKey)) {
                best = item;
                bestKey = itemKey;
            }
        }
        return best == null ? new UndefinedValue("No aggregated item, sequence was empty.") : best;
    }

    private record Keyed(Value key, Value item) {}

    private static List<Value> sorted(
            Interpreter interpreter, List<Value> items, Function<Value, Value> key, boolean descending) {
        List<Keyed> keyed = new ArrayList<>(items.size());
        items.forEach(item -> keyed.add(new Keyed(key.apply(item), item)));
        interpreter.budget().slots(items.size() * 4L);
        Comparator<Value> order = interpreter.relations().order();
        Comparator<Keyed> byKey =
                (a, b) -> descending ? order.compare(b.key(), a.key()) : order.compare(a.key(), b.key());
        try {
            keyed.sort(byKey);
        } catch (IllegalArgumentException e) {
            throw Fault.failed("The items have no consistent order");
        }
        List<Value> sorted = new ArrayList<>(items.size());
        keyed.forEach(entry -> sorted.add(entry.item()));
        return sorted;
    }

    private static Value sort(Interpreter interpreter, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("sort", "reverse", "case_sensitive", "attribute");
        boolean caseSensitive = bound.truth(1, false);
        List<Function<Value, Value>> keys = new ArrayList<>();
        if (bound.get(2) instanceof TextValue attributes) {
            for (String attribute : attributes.text().split(",", -1)) {
                keys.add(key(interpreter, Lookup.parts(new TextValue(attribute)), caseSensitive, null));
            }
        } else {
            keys.add(key(interpreter, Lookup.parts(bound.get(2)), caseSensitive, null));
        }
        Function<Value, Value> key = item -> {
            List<Value> parts = new ArrayList<>();
            keys.forEach(part -> parts.add(part.apply(item)));
            return SequenceValue.TupleValue.of(parts);
        };
        return interpreter.list(sorted(interpreter, interpreter.items(input), key, bound.truth(0, false)));
    }

    private static Value sortDict(Interpreter interpreter, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("dictsort", "case_sensitive", "by", "reverse");
        String by = bound.text(1, "key");
        if (!by.equals("key") && !by.equals("value")) {
            throw Fault.failed("You can only sort by either \"key\" or \"value\"");
        }
        if (!(input instanceof DictValue dict)) {
            throw input instanceof UndefinedValue undefined
                    ? undefined.fault()
                    : Fault.failed("'" + input.typeName() + "' object has no attribute 'items'");
        }
        List<Value> path = List.of(IntValue.of(by.equals("key") ? 0 : 1));
        List<Value> items = new DictViewValue(dict, DictViewValue.Part.ITEMS).items();
        return interpreter.list(
                sorted(interpreter, items, key(interpreter, path, bound.truth(0, false), null), bound.truth(2, false)));
    }

    private static Value unique(Interpreter interpreter, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("unique", "case_sensitive", "attribute");
        Function<Value, Value> key = key(interpreter, Lookup.parts(bound.get(1)), bound.truth(0, false), null);
        Set<Object> seen = new HashSet<>();
        return new IteratorValue(new FilteredIterator(interpreter.iterate(input), item -> {
            interpreter.budget().slots(2);
            return seen.add(DictValue.hashKey(key.apply(item)));
        }));
    }

    private static Value batch(Interpreter interpreter, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("batch", "linecount", "fill_with");
        int size = Operators.index(bound.require(0));
        Value fill = bound.some(1);
        List<Value> batches = new ArrayList<>();
        List<Value> batch = new ArrayList<>();
        for (Value item : interpreter.items(input)) {
            if (batch.size() == size) {
                batches.add(interpreter.list(batch));
                batch = new ArrayList<>();
            }
            batch.add(item);
        }
        if (!batch.isEmpty()) {
            if (fill != null && batch.size() < size) {
                interpreter.budget().slots(size);
                batch.addAll(Collections.nCopies(size - batch.size(), fill));
            }
            batches.add(interpreter.list(batch));
        }
        return new IteratorValue(batches.iterator());
    }

    private static Value slice(Interpreter interpreter, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("slice", "slices", "fill_with");
        int slices = Operators.index(bound.require(0));
        Value fill = bound.some(1);
        List<Value> items = interpreter.items(input);
        if (slices == 0) {
            throw Fault.failed("integer division or modulo by zero");
        }
        if (slices > MOST_SLICES) {
            throw Fault.limit("A list is cut into more than " + MOST_SLICES + " slices");
        }
        List<Value> columns = new ArrayList<>();
        int each = slices < 0 ? 0 : items.size() / slices;
        int extra = slices < 0 ? 0 : items.size() % slices;
        int from = 0;
        for (int i = 0; i < slices; i++) {
            int to = from + each + (i < extra ? 1 : 0);
            List<Value> column = new ArrayList<>(items.subList(from, to));
            if (fill != null && i >= extra) {
                column.add(fill);
            }
            interpreter.budget().slots(2);
            columns.add(interpreter.list(column));
            from = to;
        }
        return new IteratorValue(columns.iterator());
    }

    private static Value group(Interpreter interpreter, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("groupby", "attribute", "default", "case_sensitive");
        boolean caseSensitive = bound.truth(2, false);
        List<Value> path = Lookup.parts(bound.require(0));
        Function<Value, Value> key = key(interpreter, path, caseSensitive, bound.some(1));
        Function<Value, Value> exact = key(interpreter, path, true, bound.some(1));
        List<Value> groups = new ArrayList<>();
        List<Value> members = new ArrayList<>();
        Value current = null;
        for (Value item : sorted(interpreter, interpreter.items(input), key, false)) {
            Value itemKey = key.apply(item);
            if (current == null || !interpreter.relations().equal(current, itemKey)) {
                members = new ArrayList<>();
                List<Value> group = List.of(exact.apply(item), interpreter.list(members));
                groups.add(new SequenceValue.TupleValue(group, List.of("grouper", "list")));
                current = itemKey;
            }
            members.add(item);
        }
        return interpreter.list(groups);
    }
}
