package studio.athanor.engines.gguf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The metadata of a file, in its order. The typed accessors are empty for a missing key and for another type alike. */
public final class GgufMetadata {

    private final Map<String, GgufValue> values;

    GgufMetadata(Map<String, GgufValue> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns all entries in the file's order. */
    public Map<String, GgufValue> values() {
        return values;
    }

    /** Returns the value of a key. */
    public Optional<GgufValue> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Returns a string. */
    public Optional<String> text(String key) {
        return values.get(key) instanceof GgufValue.Text(String text) ? Optional.of(text) : Optional.empty();
    }

    /** Returns a whole number of any width. */
    public OptionalLong whole(String key) {
        return values.get(key) instanceof GgufValue.Whole(GgufValueType _, long number)
                ? OptionalLong.of(number)
                : OptionalLong.empty();
    }

    /** Returns a floating-point number of either width. */
    public OptionalDouble real(String key) {
        return values.get(key) instanceof GgufValue.Real(GgufValueType _, double number)
                ? OptionalDouble.of(number)
                : OptionalDouble.empty();
    }

    /** Returns a truth value. */
    public Optional<Boolean> flag(String key) {
        return values.get(key) instanceof GgufValue.Flag(boolean value) ? Optional.of(value) : Optional.empty();
    }

    /** Returns an array. */
    public Optional<GgufArray> array(String key) {
        return values.get(key) instanceof GgufArray array ? Optional.of(array) : Optional.empty();
    }
}
