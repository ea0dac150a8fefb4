package studio.athanor.engines.chattemplate.jinja;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** What evaluation, filters and methods share during one rendering. */
final class Interpreter {

    private final Budget budget;
    private final Supplier<LocalDateTime> clock;
    private final Relations relations = new Relations(this);
    private final Operators operators = new Operators(this);
    private final Lookup lookup = new Lookup(this);
    private int line = 1;

    Interpreter(Budget budget, Supplier<LocalDateTime> clock) {
        this.budget = budget;
        this.clock = clock;
    }

    Budget budget() {
        return budget;
    }

    LocalDateTime now() {
        return clock.get();
    }

    Relations relations() {
        return relations;
    }

    Operators operators() {
        return operators;
    }

    Lookup lookup() {
        return lookup;
    }

    /** Says which line is being evaluated. */
    void at(int currentLine) {
        line = currentLine;
    }

    int line() {
        return line;
    }

    String str(Value value) {
        return Representation.str(value, budget);
    }

    /** Returns a string whose characters are charged to the budget. */
    TextValue text(String text) {
        budget.chars(text.length());
        return new TextValue(text);
    }

    SequenceValue.ListValue list(List<Value> items) {
        return new SequenceValue.ListValue(items);
    }

    Iterator<Value> iterate(Value value) {
        return iterate(value, "'" + value.typeName() + "' object is not iterable");
    }

    Iterator<Value> iterate(Value value, String otherwise) {
        return switch (value) {
            case SequenceValue sequence -> charged(liveIterator(sequence.items()));
            case TextValue text -> charged(text.characters());
            case DictValue dict ->
                charged(new DictViewValue(dict, DictViewValue.Part.KEYS).items().iterator());
            case DictViewValue view -> charged(view.items().iterator());
            case RangeValue range -> charged(range.iterator());
            case IteratorValue iterator -> charged(iterator.iterator());
            case UndefinedValue _ -> Collections.emptyIterator();
            default -> throw Fault.failed(otherwise);
        };
    }

    /** Goes through a list that may grow meanwhile, as Python does. */
    private static Iterator<Value> liveIterator(List<Value> items) {
        return new Iterator<>() {
            private int index;

            @Override
            public boolean hasNext() {
                return index < items.size();
            }

            @Override
            public Value next() {
                return items.get(index++);
            }
        };
    }

    private Iterator<Value> charged(Iterator<Value> items) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public Value next() {
                budget.step();
                return items.next();
            }
        };
    }

    /** Returns a new list of what a value iterates over. */
    List<Value> items(Value value) {
        List<Value> items = new ArrayList<>();
        Iterator<Value> iterator = iterate(value);
        while (iterator.hasNext()) {
            budget.slots(1);
            items.add(iterator.next());
        }
        return items;
    }

    int length(Value value) {
        return switch (value) {
            case TextValue text -> text.length();
            case SequenceValue sequence -> sequence.items().size();
            case DictValue dict -> dict.size();
            case DictViewValue view -> view.dict().size();
            case RangeValue range -> range.length();
            case LoopValue loop -> loop.length();
            case UndefinedValue _ -> 0;
            default -> throw Fault.failed("object of type '" + value.typeName() + "' has no len()");
        };
    }

    Value call(Value callee, Arguments arguments) {
        budget.enter();
        try {
            return switch (callee) {
                case FunctionValue function -> function.body().call(this, arguments);
                case LoopValue loop -> loop.recurse(arguments);
                case UndefinedValue undefined -> throw undefined.fault();
                default -> throw Fault.failed("'" + callee.typeName() + "' object is not callable");
            };
        } finally {
            budget.leave();
        }
    }
}
