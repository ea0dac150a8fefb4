package studio.athanor.data.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** A value as text. */
final class CellText {

    private static final int SHOWN = 60;

    private CellText() {}

    /** Returns a text as it is, and anything else as JSON. */
    static String of(JsonElement value) {
        return value instanceof JsonPrimitive primitive ? primitive.getAsString() : value.toString();
    }

    /**
     * Returns what a person reads of a value: of lists and objects the values without keys and marks, one a line; of
     * messages what was said.
     */
    static String readable(JsonElement value) {
        StringBuilder text = new StringBuilder();
        append(value, text);
        return text.toString();
    }

    private static void append(JsonElement value, StringBuilder text) {
        switch (value) {
            case JsonPrimitive primitive -> {
                if (!text.isEmpty()) {
                    text.append('\n');
                }
                text.append(primitive.getAsString());
            }
            case JsonArray array -> array.forEach(item -> append(item, text));
            case JsonObject object -> {
                boolean message = object.has("role") && object.has("content");
                object.asMap().forEach((name, member) -> {
                    if (!message || !name.equals("role")) {
                        append(member, text);
                    }
                });
            }
            default -> {}
        }
    }

    /** Returns the beginning of a text in quotation marks, on one line. */
    static String quoted(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) > SHOWN) {
            line = line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "…";
        }
        return "\"" + line + "\"";
    }
}
