package studio.athanor.data.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.row.ValueType;

/**
 * The narrowest type that holds all values seen: whole numbers widen to numbers, different plain values to text, all else to JSON.
 */
final class SeenType {

    private @Nullable ValueType type;

    void add(JsonElement value) {
        if (!value.isJsonNull()) {
            ValueType next = of(value);
            type = type == null ? next : unified(type, next);
        }
    }

    /** Returns the type; text where nothing was seen. */
    ValueType type() {
        return type == null ? ValueType.TEXT : type;
    }

    private static ValueType of(JsonElement value) {
        if (value instanceof JsonPrimitive primitive) {
            return primitive.isBoolean()
                    ? ValueType.BOOLEAN
                    : primitive.isString() ? ValueType.TEXT : isLong(primitive) ? ValueType.INTEGER : ValueType.NUMBER;
        }
        if (!(value instanceof JsonArray array) || array.isEmpty()) {
            return ValueType.JSON;
        }
        return all(array, SeenType::isText)
                ? ValueType.TEXTS
                : all(array, SeenType::isMessage) ? ValueType.MESSAGES : ValueType.JSON;
    }

    private static ValueType unified(ValueType one, ValueType other) {
        if (one == other) {
            return one;
        }
        if (isNumber(one) && isNumber(other)) {
            return ValueType.NUMBER;
        }
        return isPlain(one) && isPlain(other) ? ValueType.TEXT : ValueType.JSON;
    }

    private static boolean isNumber(ValueType type) {
        return type == ValueType.INTEGER || type == ValueType.NUMBER;
    }

    private static boolean isPlain(ValueType type) {
        return isNumber(type) || type == ValueType.TEXT || type == ValueType.BOOLEAN;
    }

    private static boolean isLong(JsonPrimitive number) {
        try {
            Long.parseLong(number.getAsString());
            return true;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static boolean isText(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isString();
    }

    private static boolean isMessage(JsonElement value) {
        return value instanceof JsonObject object && object.has("role") && object.has("content");
    }

    private static boolean all(JsonArray array, Predicate<JsonElement> test) {
        for (JsonElement each : array) {
            if (!test.test(each)) {
                return false;
            }
        }
        return true;
    }
}
