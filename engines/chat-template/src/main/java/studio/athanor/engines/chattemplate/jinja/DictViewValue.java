package studio.athanor.engines.chattemplate.jinja;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code keys()}, {@code values()} and {@code items()} of a dictionary return.
 *
 * @param dict looked at
 * @param part of it
 */
record DictViewValue(DictValue dict, Part part) implements Value {

    enum Part {
        KEYS,
        VALUES,
        ITEMS
    }

    List<Value> items() {
        List<Value> items = new ArrayList<>(dict.size());
        for (DictValue.Entry entry : dict.entries()) {
            items.add(
                    switch (part) {
                        case KEYS -> entry.key();
                        case VALUES -> entry.value();
                        case ITEMS -> SequenceValue.TupleValue.of(entry.key(), entry.value());
                    });
        }
        return items;
    }

    @Override
    public String typeName() {
        return switch (part) {
            case KEYS -> "dict_keys";
            case VALUES -> "dict_values";
            case ITEMS -> "dict_items";
        };
    }

    @Override
    public boolean truth() {
        return dict.size() > 0;
    }
}
