package studio.athanor.engines.gguf;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads metadata with the types and ranges that the engine wants. The engine asserts on some wrong types, which ends its
 * process, so each is found here first.
 */
final class MetadataRules {

    private final GgufFile file;
    private final Refusals refusals;
    private final List<GgufWarning> warnings;

    MetadataRules(GgufFile file, List<GgufWarning> warnings) {
        this.file = file;
        this.refusals = new Refusals(file.path());
        this.warnings = warnings;
    }

    GgufFile file() {
        return file;
    }

    Refusals refusals() {
        return refusals;
    }

    void warn(String key, String text) {
        warnings.add(new GgufWarning(Refusals.key(key), text));
    }

    boolean has(String key) {
        return file.metadata().get(key).isPresent();
    }

    GgufException wrong(String key, String reason) {
        return refusals.inconsistent(Refusals.key(key), reason);
    }

    GgufException missing(String key) {
        return refusals.inconsistent(Refusals.key(key), "missing");
    }

    private void requireType(String key, GgufValueType... allowed) throws GgufException {
        GgufValue value = file.metadata().get(key).orElse(null);
        if (value != null && Stream.of(allowed).noneMatch(type -> type == value.type())) {
            throw wrong(key, TypeRule.name(value) + ", must be " + names(allowed));
        }
    }

    private static String names(GgufValueType... types) {
        return Arrays.stream(types).map(GgufValueType::toString).collect(Collectors.joining(" or "));
    }

    /** An UINT32 within a range. */
    OptionalLong number(String key, long smallest, long largest) throws GgufException {
        requireType(key, GgufValueType.UINT32);
        OptionalLong number = file.metadata().whole(key);
        if (number.isPresent()) {
            requireRange(key, "", number.getAsLong(), smallest, largest);
        }
        return number;
    }

    private void requireRange(String key, String where, long number, long smallest, long largest) throws GgufException {
        if (number < smallest || number > largest) {
            throw wrong(key, number + where + ", must be from " + smallest + " to " + largest);
        }
    }

    long requiredNumber(String key, long smallest, long largest) throws GgufException {
        OptionalLong number = number(key, smallest, largest);
        if (number.isEmpty()) {
            throw missing(key);
        }
        return number.getAsLong();
    }

    Optional<String> text(String key) throws GgufException {
        requireType(key, GgufValueType.STRING);
        return file.metadata().text(key);
    }

    Optional<Boolean> flag(String key) throws GgufException {
        requireType(key, GgufValueType.BOOL);
        return file.metadata().flag(key);
    }

    /** A finite FLOAT32. */
    OptionalDouble real(String key) throws GgufException {
        requireType(key, GgufValueType.FLOAT32);
        OptionalDouble real = file.metadata().real(key);
        if (real.isPresent() && !Double.isFinite(real.getAsDouble())) {
            throw wrong(key, real.getAsDouble() + ", must be a finite number");
        }
        return real;
    }

    Optional<GgufArray> array(String key, GgufValueType... elementTypes) throws GgufException {
        GgufValue value = file.metadata().get(key).orElse(null);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof GgufArray array)) {
            throw wrong(key, value.type() + ", must be an array of " + names(elementTypes));
        }
        if (Stream.of(elementTypes).noneMatch(type -> type == array.elementType())) {
            throw wrong(key, "array of " + array.elementType() + ", must be " + names(elementTypes));
        }
        return Optional.of(array);
    }

    /** A number for each layer: one UINT32 for all, or an array with one for each. Empty when the key is missing. */
    long[] perLayer(String key, int layers, long smallest, long largest) throws GgufException {
        GgufValue value = file.metadata().get(key).orElse(null);
        if (value == null) {
            return new long[0];
        }
        if (!(value instanceof GgufArray)) {
            long[] numbers = new long[layers];
            Arrays.fill(numbers, requiredNumber(key, smallest, largest));
            return numbers;
        }
        GgufArray array = array(key, GgufValueType.UINT32, GgufValueType.INT32, GgufValueType.BOOL)
                .orElseThrow(() -> missing(key));
        if (array.count() != layers) {
            throw wrong(key, array.count() + " elements for " + layers + " layers");
        }
        if (array.elementType() == GgufValueType.BOOL) {
            return new long[0];
        }
        long[] numbers = array.wholes();
        for (int i = 0; i < numbers.length; i++) {
            requireRange(key, " for layer " + i, numbers[i], 0, largest);
        }
        return numbers;
    }
}
