package studio.athanor.desktop.data;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What is in the fields of a form, as text, and read as what it stands for. */
final class FormValues {

    private final Map<String, String> values;

    private FormValues(Map<String, String> values) {
        this.values = new LinkedHashMap<>(values);
    }

    static FormValues of(Map<String, String> values) {
        return new FormValues(values);
    }

    /** Returns values that are put one after another. */
    static FormValues with(Consumer<FormValues> filling) {
        FormValues made = new FormValues(Map.of());
        filling.accept(made);
        return made;
    }

    /** Returns what a new form of some fields begins with; what an older form of another kind held stays. */
    static FormValues initial(List<FormField> fields, FormValues before) {
        return with(made -> fields.forEach(field -> {
            String kept = before.text(field.key());
            made.put(field.key(), kept.isEmpty() ? field.initial() : kept);
        }));
    }

    FormValues put(String key, Object value) {
        values.put(key, String.valueOf(value));
        return this;
    }

    FormValues put(String key, OptionalInt value) {
        return put(key, value.isPresent() ? String.valueOf(value.getAsInt()) : "");
    }

    FormValues put(String key, OptionalLong value) {
        return put(key, value.isPresent() ? String.valueOf(value.getAsLong()) : "");
    }

    FormValues put(String key, OptionalDouble value) {
        return put(key, value.isPresent() ? number(value.getAsDouble()) : "");
    }

    FormValues putNumber(String key, double value) {
        return put(key, number(value));
    }

    /** Tells whether a form has such a field. */
    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key) {
        return values.getOrDefault(key, "");
    }

    Map<String, String> all() {
        return Map.copyOf(values);
    }

    String needed(String key) throws FormMistake {
        String text = text(key);
        if (text.isBlank()) {
            throw new FormMistake(key, FormMistake.Reason.EMPTY);
        }
        return text;
    }

    Optional<String> optional(String key) {
        return Optional.of(text(key)).filter(text -> !text.isBlank());
    }

    boolean flag(String key) {
        return Boolean.parseBoolean(text(key));
    }

    double number(String key) throws FormMistake {
        return parseNumber(key, needed(key));
    }

    OptionalDouble optionalNumber(String key) throws FormMistake {
        return text(key).isBlank() ? OptionalDouble.empty() : OptionalDouble.of(parseNumber(key, text(key)));
    }

    long whole(String key) throws FormMistake {
        return parseWhole(key, needed(key));
    }

    OptionalLong optionalWhole(String key) throws FormMistake {
        return text(key).isBlank() ? OptionalLong.empty() : OptionalLong.of(parseWhole(key, text(key)));
    }

    int small(String key) throws FormMistake {
        long whole = whole(key);
        if (whole != (int) whole) {
            throw new FormMistake(key, FormMistake.Reason.NOT_WHOLE);
        }
        return (int) whole;
    }

    OptionalInt optionalSmall(String key) throws FormMistake {
        return text(key).isBlank() ? OptionalInt.empty() : OptionalInt.of(small(key));
    }

    Instant moment(String key) throws FormMistake {
        String text = needed(key).strip();
        try {
            return Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text);
        } catch (DateTimeParseException e) {
            throw new FormMistake(key, FormMistake.Reason.NOT_A_MOMENT);
        }
    }

    /** Returns JSON as it is kept: without spaces between its parts. */
    String json(String key) throws FormMistake {
        try {
            return JsonParser.parseString(needed(key)).toString();
        } catch (JsonParseException e) {
            throw new FormMistake(key, FormMistake.Reason.NOT_JSON);
        }
    }

    /** Returns the lines that are not empty. */
    List<String> lines(String key) {
        return text(key)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    List<String> neededLines(String key) throws FormMistake {
        needed(key);
        return lines(key);
    }

    <E extends Enum<E>> E constant(String key, Class<E> type) {
        return Enum.valueOf(type, text(key));
    }

    /** Writes whole numbers without a fraction. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    private static double parseNumber(String key, String text) throws FormMistake {
        try {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new FormMistake(key, FormMistake.Reason.NOT_A_NUMBER);
    }

    private static long parseWhole(String key, String text) throws FormMistake {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new FormMistake(key, FormMistake.Reason.NOT_WHOLE);
        }
    }
}
