package studio.athanor.engines.grammar;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.TreeMap;

/** Values as texts that are equal exactly where JSON Schema calls the values equal. */
final class CanonicalValue {

    private CanonicalValue() {}

    /** Returns the key of a value: numbers by what they are worth, objects without order. */
    static String key(JsonElement value) throws SchemaException {
        StringBuilder key = new StringBuilder();
        append(value, key);
        return key.toString();
    }

    private static void append(JsonElement value, StringBuilder key) throws SchemaException {
        switch (value) {
            case JsonPrimitive primitive
            when primitive.isNumber() ->
                key.append(Keyword.decimal(primitive, "").stripTrailingZeros());
            case JsonArray array -> {
                key.append('[');
                for (JsonElement item : array) {
                    append(item, key);
                    key.append(',');
                }
                key.append(']');
            }
            case JsonObject object -> {
                key.append('{');
                for (Map.Entry<String, JsonElement> entry : new TreeMap<>(object.asMap()).entrySet()) {
                    key.append(new JsonPrimitive(entry.getKey())).append(':');
                    append(entry.getValue(), key);
                    key.append(',');
                }
                key.append('}');
            }
            default -> key.append(value);
        }
    }
}
