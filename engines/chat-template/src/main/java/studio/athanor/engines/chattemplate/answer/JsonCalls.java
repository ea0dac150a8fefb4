package studio.athanor.engines.chattemplate.answer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.athanor.engines.chattemplate.answer.CallReader.Found;
import studio.athanor.engines.chattemplate.answer.CallReader.Unreadable;
import studio.athanor.engines.chattemplate.json.StrictJson;

/** Calls as JSON: an object, a list of them, or one after another. */
final class JsonCalls {

    private static final List<String> NAMES = List.of("name", "tool_name", "function", "tool");
    private static final List<String> ARGUMENTS = List.of("arguments", "parameters", "args", "input", "tool_input");
    private static final List<String> IDS = List.of("id", "tool_call_id", "call_id");

    private JsonCalls() {}

    static List<Found> read(String text) throws Unreadable {
        Optional<JsonElement> json = StrictJson.parse(text);
        if (json.isEmpty() && text.startsWith("[")) {
            return LooseValues.pythonCalls(text);
        }
        List<Found> calls = new ArrayList<>();
        if (json.isPresent()) {
            add(json.get(), calls);
        } else {
            for (String value : values(text)) {
                add(StrictJson.parse(value).orElseThrow(Unreadable::new), calls);
            }
        }
        if (calls.isEmpty()) {
            throw new Unreadable();
        }
        return calls;
    }

    /** Splits values that stand one after another. */
    private static List<String> values(String text) {
        List<String> values = new ArrayList<>();
        BracketScan scan = new BracketScan(0);
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (from == i && (Character.isWhitespace(c) || c == ';' || c == ',')) {
                from = i + 1;
                continue;
            }
            scan.accept(c);
            if (scan.ended()) {
                values.add(text.substring(from, i + 1));
                from = i + 1;
                scan.restart();
            }
        }
        if (from < text.length()) {
            values.add(text.substring(from));
        }
        return values;
    }

    private static void add(JsonElement json, List<Found> calls) throws Unreadable {
        if (json.isJsonArray()) {
            for (JsonElement element : json.getAsJsonArray()) {
                add(element, calls);
            }
        } else if (json.isJsonObject()) {
            calls.add(call(json.getAsJsonObject()));
        } else {
            throw new Unreadable();
        }
    }

    private static Found call(JsonObject object) throws Unreadable {
        JsonElement function = object.get("function");
        if (function != null && function.isJsonObject()) {
            Found inner = call(function.getAsJsonObject());
            return new Found(id(object), inner.name(), inner.arguments());
        }
        Optional<String> name = text(object, NAMES);
        if (name.isPresent()) {
            return new Found(id(object), name.get(), arguments(object));
        }
        if (object.size() == 1) {
            var only = object.entrySet().iterator().next();
            if (only.getValue().isJsonObject()) {
                return Found.of(only.getKey(), only.getValue().getAsJsonObject());
            }
        }
        throw new Unreadable();
    }

    private static Optional<String> id(JsonObject object) {
        return text(object, IDS);
    }

    private static Optional<String> text(JsonObject object, List<String> keys) {
        return keys.stream()
                .map(object::get)
                .filter(value -> value != null
                        && value.isJsonPrimitive()
                        && value.getAsJsonPrimitive().isString())
                .map(JsonElement::getAsString)
                .findFirst();
    }

    private static JsonObject arguments(JsonObject object) throws Unreadable {
        for (String key : ARGUMENTS) {
            JsonElement value = object.get(key);
            if (value == null || value.isJsonNull()) {
                continue;
            }
            if (value.isJsonObject()) {
                return value.getAsJsonObject();
            }
            if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
                return CallReader.object(value.getAsString());
            }
            throw new Unreadable();
        }
        if (object.size() > 2) {
            throw new Unreadable();
        }
        return new JsonObject();
    }
}
