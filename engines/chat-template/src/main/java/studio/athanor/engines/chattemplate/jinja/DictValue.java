package studio.athanor.engines.chattemplate.jinja;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dictionary in order of insertion. Keys are equal as in Python: {@code 1}, {@code 1.0} and {@code True} are one. */
final class DictValue implements Value {

    /** A key with its value. */
    record Entry(Value key, Value value) {}

    private record TupleKey(List<Object> parts) {}

    private final Map<Object, Entry> entries = new LinkedHashMap<>();

    @Nullable
    Value get(Value key) {
        Entry entry = entries.get(hashKey(key));
        return entry == null ? null : entry.value();
    }

    @Nullable
    Value get(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    void put(Value key, Value value) {
        entries.merge(hashKey(key), new Entry(key, value), (old, fresh) -> new Entry(old.key(), fresh.value()));
    }

    @Nullable
    Value remove(Value key) {
        Entry entry = entries.remove(hashKey(key));
        return entry == null ? null : entry.value();
    }

    boolean containsKey(Value key) {
        return entries.containsKey(hashKey(key));
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    int size() {
        return entries.size();
    }

    /** Returns an object that is equal for keys that Python holds equal. */
    static Object hashKey(Value key) {
        return switch (key) {
            case TextValue text -> text.text();
            case BoolValue bool -> bool == BoolValue.TRUE ? BigDecimal.ONE : BigDecimal.ZERO;
            case IntValue number -> new BigDecimal(number.value()).stripTrailingZeros();
            case FloatValue number -> {
                double value = number.value();
                yield Double.isFinite(value) ? new BigDecimal(value).stripTrailingZeros() : (Object) value;
            }
            case SequenceValue.TupleValue tuple -> {
                List<Object> parts = new ArrayList<>();
                tuple.items().forEach(item -> parts.add(hashKey(item)));
                yield new TupleKey(parts);
            }
            case UndefinedValue _ -> UndefinedValue.class;
            case SequenceValue.ListValue _, DictValue _ ->
                throw Fault.failed("unhashable type: '" + key.typeName() + "'");
            default -> key;
        };
    }

    @Override
    public String typeName() {
        return "dict";
    }

    @Override
    public boolean truth() {
        return !entries.isEmpty();
    }
}
