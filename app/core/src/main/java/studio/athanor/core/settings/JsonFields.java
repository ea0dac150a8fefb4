package studio.athanor.core.settings;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of a JSON object, taking a default where a field is missing, of another type, or out of its range. Such
 * fields are counted in {@link #problems()}, missing ones are not.
 */
public final class JsonFields {

    private static final int MOST_PLAIN_DIGITS = 18;

    private final JsonObject object;
    private final String path;
    private final List<String> problems;

    private JsonFields(JsonObject object, String path, List<String> problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    /** Returns a reader of an object; {@code path} is put before field names in problems. */
    public static JsonFields of(JsonObject object, String path) {
        return new JsonFields(object, path, new ArrayList<>());
    }

    /** Returns the names of fields that were there and could not be used, each with what was expected. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Tells whether a field is there and not null. */
    public boolean has(String name) {
        JsonElement element = object.get(name);
        return element != null && !element.isJsonNull();
    }

    /** Returns a text. */
    public String text(String name, String otherwise) {
        return optionalText(name).orElse(otherwise);
    }

    /** Returns a text, if there is one. */
    public Optional<String> optionalText(String name) {
        JsonPrimitive value = primitive(name);
        if (value != null && value.isString()) {
            return Optional.of(value.getAsString());
        }
        return refused(name, "a text");
    }

    /** Returns a truth value. */
    public boolean flag(String name, boolean otherwise) {
        JsonPrimitive value = primitive(name);
        if (value != null && value.isBoolean()) {
            return value.getAsBoolean();
        }
        return this.<Boolean>refused(name, "true or false").orElse(otherwise);
    }

    /** Returns a whole number within a range. */
    public long integer(String name, long otherwise, long least, long most) {
        JsonPrimitive value = primitive(name);
        if (value != null && value.isNumber()) {
            try {
                String digits = value.getAsString();
                long number = digits.length() <= MOST_PLAIN_DIGITS
                                && digits.indexOf('.') < 0
                                && digits.indexOf('e') < 0
                                && digits.indexOf('E') < 0
                        ? Long.parseLong(digits)
                        : value.getAsBigDecimal().longValueExact();
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (ArithmeticException | NumberFormatException e) {
                // falls through to the problem: not a whole number
            }
        }
        return this.<Long>refused(name, "a whole number from " + least + " to " + most)
                .orElse(otherwise);
    }

    /** Returns a finite number within a range. */
    public double number(String name, double otherwise, double least, double most) {
        JsonPrimitive value = primitive(name);
        if (value != null && value.isNumber()) {
            double number = value.getAsDouble();
            if (number >= least && number <= most) {
                return number;
            }
        }
        return this.<Double>refused(name, "a number from " + least + " to " + most)
                .orElse(otherwise);
    }

    /** Returns a constant of an enum, written in lower case. */
    public <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        JsonPrimitive value = primitive(name);
        if (value != null && value.isString()) {
            for (E constant : type.getEnumConstants()) {
                if (written(constant).equals(value.getAsString())) {
                    return constant;
                }
            }
        }
        return this.<E>refused(name, "one of " + List.of(type.getEnumConstants()))
                .orElse(otherwise);
    }

    /** Returns the text that {@link #choice} reads. */
    public static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Returns a list of texts. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        JsonElement element = object.get(name);
        if (element == null || element.isJsonNull()) {
            return texts;
        }
        if (!element.isJsonArray()) {
            refused(name, "a list of texts");
            return texts;
        }
        for (JsonElement each : element.getAsJsonArray()) {
            if (each instanceof JsonPrimitive text && text.isString()) {
                texts.add(text.getAsString());
            } else {
                refused(name, "a list of texts");
            }
        }
        return texts;
    }

    /** Returns an object within; an empty one if there is none. */
    public JsonFields object(String name) {
        JsonElement element = object.get(name);
        if (element instanceof JsonObject inner) {
            return new JsonFields(inner, path + name + ".", problems);
        }
        refused(name, "an object");
        return new JsonFields(new JsonObject(), path + name + ".", problems);
    }

    /** Returns the objects of a list; those that are none are left out. */
    public List<JsonFields> objects(String name) {
        List<JsonFields> inner = new ArrayList<>();
        JsonElement element = object.get(name);
        if (element == null || element.isJsonNull()) {
            return inner;
        }
        if (!element.isJsonArray()) {
            refused(name, "a list of objects");
            return inner;
        }
        int index = 0;
        for (JsonElement each : element.getAsJsonArray()) {
            if (each instanceof JsonObject found) {
                inner.add(new JsonFields(found, path + name + "[" + index + "].", problems));
            } else {
                problems.add(path + name + "[" + index + "] is not an object");
            }
            index++;
        }
        return inner;
    }

    /** Returns the names of the fields that are there. */
    public List<String> names() {
        return List.copyOf(object.keySet());
    }

    private @Nullable JsonPrimitive primitive(String name) {
        return object.get(name) instanceof JsonPrimitive value ? value : null;
    }

    private <T> Optional<T> refused(String name, String expected) {
        if (has(name)) {
            problems.add(path + name + " is not " + expected);
        }
        return Optional.empty();
    }
}
