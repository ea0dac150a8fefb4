package studio.athanor.engines.chattemplate.jinja;

import java.util.HashMap;
import java.util.Map;

/** The filters by name. */
final class Filters {

    /** What a filter does. */
    interface Filter {
        Value apply(Interpreter interpreter, Value input, Arguments arguments);
    }

    private static final Map<String, Filter> FILTERS = filters();

    private Filters() {}

    private static Map<String, Filter> filters() {
        Map<String, Filter> filters = new HashMap<>();
        TextFilters.define(filters);
        MarkupFilters.define(filters);
        ValueFilters.define(filters);
        SequenceFilters.define(filters);
        SelectionFilters.define(filters);
        filters.put("tojson", JsonText::filter);
        return Map.copyOf(filters);
    }

    static boolean exists(String name) {
        return FILTERS.containsKey(name);
    }

    static Value apply(Interpreter interpreter, String name, Value input, Arguments arguments) {
        Filter filter = FILTERS.get(name);
        if (filter == null) {
            throw Fault.failed("No filter named '" + name + "' found.");
        }
        interpreter.budget().enter();
        try {
            return filter.apply(interpreter, input, arguments);
        } finally {
            interpreter.budget().leave();
        }
    }
}
