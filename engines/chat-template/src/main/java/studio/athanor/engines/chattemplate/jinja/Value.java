package studio.athanor.engines.chattemplate.jinja;

import com.google.gson.JsonElement;
import java.util.Map;

/**
 * A value that a template can see. There are no others: no Java object is reachable from a template.
 *
 * <p>Lists and dictionaries can be changed by the template that they are given to; make them anew for each rendering.
 */
public sealed interface Value
        permits UndefinedValue,
                NoneValue,
                BoolValue,
                IntValue,
                FloatValue,
                TextValue,
                SequenceValue,
                DictValue,
                DictViewValue,
                RangeValue,
                IteratorValue,
                ObjectValue,
                FunctionValue {

    /** Returns a string. */
    static Value of(String text) {
        return new TextValue(text);
    }

    /** Returns a truth value. */
    static Value of(boolean value) {
        return BoolValue.of(value);
    }

    /** Returns a whole number. */
    static Value of(long value) {
        return IntValue.of(value);
    }

    /** Returns the value that prints as {@code None}. */
    static Value none() {
        return NoneValue.NONE;
    }

    /** Returns a dictionary in the order of the map's iteration. */
    static Value of(Map<String, Value> entries) {
        DictValue dict = new DictValue();
        entries.forEach((key, value) -> dict.put(new TextValue(key), value));
        return dict;
    }

    /**
     * Returns what a JSON text stands for: objects in their order, whole numbers of any size, other numbers as doubles.
     *
     * @throws IllegalArgumentException if it nests deeper than 500 levels
     */
    static Value ofJson(JsonElement json) {
        return JsonValues.read(json);
    }

    /** Returns the name of the value's type in Python. */
    String typeName();

    /** Returns whether the value counts as true. */
    boolean truth();
}
