package studio.athanor.data.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** The text of a value: of messages what they say, of other lists and objects their texts, a line each. */
final class ValueText {

    private static final String CONTENT = "content";

    private ValueText() {}

    static String of(JsonElement value) {
        if (value instanceof JsonPrimitive primitive) {
            return primitive.getAsString();
        }
        StringBuilder text = new StringBuilder();
        add(value, text);
        return text.toString();
    }

    private static void add(JsonElement value, StringBuilder text) {
        switch (value) {
            case JsonObject object when object.has("role") && object.has(CONTENT) -> add(object.get(CONTENT), text);
            case JsonObject object -> object.asMap().values().forEach(part -> add(part, text));
            case JsonArray array -> array.forEach(part -> add(part, text));
            case JsonPrimitive primitive
            when primitive.isString() -> {
                if (!text.isEmpty()) {
                    text.append('\n');
                }
                text.append(primitive.getAsString());
            }
            default -> {}
        }
    }
}
