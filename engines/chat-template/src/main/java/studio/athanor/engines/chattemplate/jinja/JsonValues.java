package studio.athanor.engines.chattemplate.jinja;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Turns JSON into values. */
final class JsonValues {

    private static final int DEEPEST = 500;

    private JsonValues() {}

    static Value read(JsonElement json) {
        return read(json, 0);
    }

    private static Value read(JsonElement json, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("The JSON nests deeper than " + DEEPEST + " levels");
        }
        return switch (json) {
            case JsonObject object -> {
                DictValue dict = new DictValue();
                object.asMap().forEach((key, value) -> dict.put(new TextValue(key), read(value, depth + 1)));
                yield dict;
            }
            case JsonArray array -> {
                List<Value> items = new ArrayList<>(array.size());
                array.forEach(item -> items.add(read(item, depth + 1)));
                yield new SequenceValue.ListValue(items);
            }
            case JsonPrimitive primitive when primitive.isString() -> new TextValue(primitive.getAsString());
            case JsonPrimitive primitive when primitive.isBoolean() -> BoolValue.of(primitive.getAsBoolean());
            case JsonPrimitive primitive -> number(primitive.getAsString());
            default -> NoneValue.NONE;
        };
    }

    private static Value number(String text) {
        boolean whole = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        return whole ? new IntValue(new BigInteger(text)) : new FloatValue(Double.parseDouble(text));
    }
}
