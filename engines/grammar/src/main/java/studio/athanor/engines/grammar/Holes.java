package studio.athanor.engines.grammar;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The texts under {@code const} and {@code enum} of a schema that stand for values which come later. They are known by
 * identity, so that no other text is taken for one. While a schema is compiled, this notes whether anything but a list of
 * values depends on what fills them.
 */
final class Holes {

    private static final Set<String> NAMED_SCHEMAS =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies");
    private static final Set<String> NO_SCHEMAS = Set.of("default", "examples");

    private final Predicate<String> isHole;
    private final IdentityHashMap<JsonElement, String> names = new IdentityHashMap<>();
    private boolean consulted;

    private Holes(Predicate<String> isHole) {
        this.isHole = isHole;
    }

    static Holes none() {
        return new Holes(_ -> false);
    }

    /** Finds the holes of a schema. A hole in place of a whole {@code enum} becomes the only entry of one. */
    static Holes in(JsonElement schema, Predicate<String> isHole) {
        Holes holes = new Holes(isHole);
        holes.findInSchema(schema);
        return holes;
    }

    private void findInSchema(JsonElement schema) {
        if (schema instanceof JsonArray array) {
            array.forEach(this::findInSchema);
        } else if (schema instanceof JsonObject object) {
            object.entrySet().forEach(this::findUnderKeyword);
        }
    }

    private void findUnderKeyword(Map.Entry<String, JsonElement> keyword) {
        JsonElement value = keyword.getValue();
        if (keyword.getKey().equals("enum") && isHole(value)) {
            JsonArray list = new JsonArray();
            list.add(value);
            keyword.setValue(list);
            findInValue(value);
        } else if (keyword.getKey().equals("enum") || keyword.getKey().equals("const")) {
            findInValue(value);
        } else if (NAMED_SCHEMAS.contains(keyword.getKey()) && value instanceof JsonObject named) {
            named.asMap().values().forEach(this::findInSchema);
        } else if (!NO_SCHEMAS.contains(keyword.getKey())) {
            findInSchema(value);
        }
    }

    private boolean isHole(JsonElement value) {
        return value instanceof JsonPrimitive text && text.isString() && isHole.test(text.getAsString());
    }

    private void findInValue(JsonElement value) {
        switch (value) {
            case JsonArray array -> array.forEach(this::findInValue);
            case JsonObject object -> object.asMap().values().forEach(this::findInValue);
            default -> {
                if (isHole(value)) {
                    names.put(value, value.getAsString());
                }
            }
        }
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** Returns the texts of the holes. */
    Set<String> names() {
        return new LinkedHashSet<>(names.values());
    }

    /** Notes that a decision depends on a schema's own list of values. */
    void consult(SchemaNode node) {
        if (!names.isEmpty() && (isOpen(node.get("const")) || isOpen(node.get("enum")))) {
            consulted = true;
        }
    }

    /** Notes that a decision depends on the listed values of an alternative. */
    void consult(Constraints constraints) {
        constraints.nodes.forEach(this::consult);
    }

    boolean consulted() {
        return consulted;
    }

    void setConsulted(boolean value) {
        consulted = value;
    }

    private boolean isOpen(@Nullable JsonElement value) {
        return switch (value) {
            case null -> false;
            case JsonArray array -> array.asList().stream().anyMatch(this::isOpen);
            case JsonObject object -> object.asMap().values().stream().anyMatch(this::isOpen);
            default -> names.containsKey(value);
        };
    }

    /** Returns a copy of a schema with values in place of the holes. */
    JsonElement filled(JsonElement schema, Map<String, JsonElement> values) {
        return switch (schema) {
            case JsonObject object -> filledObject(object, values);
            case JsonArray array -> {
                JsonArray copy = new JsonArray();
                array.forEach(item -> copy.add(filled(item, values)));
                yield copy;
            }
            default -> names.containsKey(schema) ? value(schema, values) : schema;
        };
    }

    private JsonObject filledObject(JsonObject object, Map<String, JsonElement> values) {
        boolean asText = object.get("type") instanceof JsonPrimitive type
                && type.isString()
                && type.getAsString().equals("string");
        JsonObject copy = new JsonObject();
        object.entrySet().forEach(entry -> {
            JsonElement value = entry.getValue();
            if (entry.getKey().equals("enum") && value instanceof JsonArray list) {
                copy.add("enum", filledList(list, values, asText));
            } else if (names.containsKey(value)) {
                copy.add(entry.getKey(), typed(value(value, values), asText));
            } else {
                copy.add(entry.getKey(), filled(value, values));
            }
        });
        return copy;
    }

    /** A list that fills an entry takes its place with all its items. */
    private JsonArray filledList(JsonArray list, Map<String, JsonElement> values, boolean asText) {
        JsonArray copy = new JsonArray();
        for (JsonElement item : list) {
            if (!names.containsKey(item)) {
                copy.add(filled(item, values));
            } else if (value(item, values) instanceof JsonArray items) {
                items.forEach(each -> copy.add(typed(each, asText)));
            } else {
                copy.add(typed(value(item, values), asText));
            }
        }
        return copy;
    }

    private static JsonElement typed(JsonElement value, boolean asText) {
        return asText && value instanceof JsonPrimitive scalar ? new JsonPrimitive(scalar.getAsString()) : value;
    }

    private JsonElement value(JsonElement hole, Map<String, JsonElement> values) {
        String name = names.get(hole);
        JsonElement value = name == null ? null : values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("nothing fills " + name);
        }
        return value;
    }
}
