package studio.athanor.data.recipe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Fields that are written. What is as it would be anyway is left out, unless all is wanted. */
final class Out {

    private final JsonObject object = new JsonObject();
    private final boolean all;

    Out(boolean all) {
        this.all = all;
    }

    JsonObject object() {
        return object;
    }

    Out put(String name, JsonElement value) {
        object.add(name, value);
        return this;
    }

    Out put(String name, String text) {
        return put(name, new JsonPrimitive(text));
    }

    Out put(String name, long number) {
        return put(name, new JsonPrimitive(number));
    }

    Out put(String name, double number) {
        return put(name, Numbers.json(number));
    }

    Out put(String name, String text, String absent) {
        return all || !text.equals(absent) ? put(name, text) : this;
    }

    Out put(String name, long number, long absent) {
        return all || number != absent ? put(name, number) : this;
    }

    Out put(String name, double number, double absent) {
        return all || number != absent ? put(name, number) : this;
    }

    Out put(String name, boolean truth, boolean absent) {
        return all || truth != absent ? put(name, new JsonPrimitive(truth)) : this;
    }

    Out put(String name, Enum<?> constant, Enum<?> absent) {
        return put(name, Words.of(constant), Words.of(absent));
    }

    Out put(String name, Optional<String> text) {
        text.ifPresent(value -> put(name, value));
        return this;
    }

    Out put(String name, OptionalInt number) {
        number.ifPresent(value -> put(name, value));
        return this;
    }

    Out put(String name, OptionalLong number) {
        number.ifPresent(value -> put(name, value));
        return this;
    }

    Out put(String name, OptionalDouble number) {
        number.ifPresent(value -> put(name, value));
        return this;
    }

    Out put(String name, List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return put(name, array);
    }
}
