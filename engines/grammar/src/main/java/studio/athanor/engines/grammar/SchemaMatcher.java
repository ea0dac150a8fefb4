package studio.athanor.engines.grammar;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells whether a value satisfies a schema, for the values that {@code enum} and {@code const} list. */
final class SchemaMatcher {

    private static final int MAX_DEPTH = 300;
    private static final int MAX_WORK = 300_000;

    private final SchemaDocument document;
    private final Map<SchemaNode, Set<String>> listed = new HashMap<>();
    private int depth;
    private int work;

    SchemaMatcher(SchemaDocument document) {
        this.document = document;
    }

    boolean matches(SchemaNode node, JsonElement value) throws SchemaException {
        if (!(node.json() instanceof JsonObject schema)) {
            return node.isTrue();
        }
        if (++work > MAX_WORK) {
            throw new SchemaException(
                    node.pointer(), "makes its listed values too costly to check", "Use fewer nested combinations.");
        }
        if (++depth > MAX_DEPTH) {
            throw new SchemaException(node.pointer(), "refers to itself without an end", "Break the circle.");
        }
        boolean matches = applies(node, schema, value);
        depth--;
        return matches;
    }

    /** Returns whether a value satisfies the keywords of a schema that do not combine it with others. */
    boolean matchesDirectly(SchemaNode node, JsonElement value) throws SchemaException {
        return isListed(node, node.object(), value) && byType(node, value);
    }

    private boolean applies(SchemaNode node, JsonObject schema, JsonElement value) throws SchemaException {
        if (schema.has("$ref") && !matches(document.resolve(node), value)) {
            return false;
        }
        return matchesDirectly(node, value) && combined(node, schema, value);
    }

    /** Returns the listed values that satisfy everything else. */
    List<JsonElement> allowed(Constraints constraints) throws SchemaException {
        List<JsonElement> allowed = new ArrayList<>();
        for (JsonElement value : constraints.values == null ? List.<JsonElement>of() : constraints.values) {
            boolean fits = true;
            for (SchemaNode node : constraints.nodes) {
                fits = fits && matches(node, value);
            }
            for (SchemaNode node : constraints.excluded) {
                fits = fits && !matches(node, value);
            }
            if (fits) {
                allowed.add(value);
            }
        }
        return allowed;
    }

    private boolean isListed(SchemaNode node, JsonObject schema, JsonElement value) throws SchemaException {
        document.holes().consult(node);
        Optional<EnumSet<JsonType>> types = Constraints.declaredTypes(node);
        if (types.isPresent() && !hasType(types.get(), value)) {
            return false;
        }
        JsonElement only = schema.get("const");
        if (only != null && !CanonicalValue.key(only).equals(CanonicalValue.key(value))) {
            return false;
        }
        if (schema.get("enum") instanceof JsonArray list && !listed(node, list).contains(CanonicalValue.key(value))) {
            return false;
        }
        return true;
    }

    private Set<String> listed(SchemaNode node, JsonArray list) throws SchemaException {
        Set<String> keys = listed.get(node);
        if (keys == null) {
            keys = new HashSet<>();
            for (JsonElement item : list) {
                keys.add(CanonicalValue.key(item));
            }
            listed.put(node, keys);
        }
        return keys;
    }

    private boolean combined(SchemaNode node, JsonObject schema, JsonElement value) throws SchemaException {
        if (schema.get("allOf") instanceof JsonArray all && count(node, "allOf", all, value) < all.size()) {
            return false;
        }
        if (schema.get("anyOf") instanceof JsonArray any && count(node, "anyOf", any, value) == 0) {
            return false;
        }
        if (schema.get("oneOf") instanceof JsonArray one && count(node, "oneOf", one, value) != 1) {
            return false;
        }
        JsonElement not = schema.get("not");
        if (not != null && matches(node.child("not", not), value)) {
            return false;
        }
        JsonElement condition = schema.get("if");
        if (condition != null) {
            String branch = matches(node.child("if", condition), value) ? "then" : "else";
            JsonElement then = schema.get(branch);
            if (then != null && !matches(node.child(branch, then), value)) {
                return false;
            }
        }
        return dependencies(node, value);
    }

    private boolean dependencies(SchemaNode node, JsonElement value) throws SchemaException {
        if (!(value instanceof JsonObject object)) {
            return true;
        }
        for (String keyword : List.of("dependentRequired", "dependentSchemas", "dependencies")) {
            if (!(node.get(keyword) instanceof JsonObject table)) {
                continue;
            }
            for (Map.Entry<String, JsonElement> entry : table.entrySet()) {
                if (!object.has(entry.getKey())) {
                    continue;
                }
                if (entry.getValue() instanceof JsonArray names) {
                    if (names.asList().stream().anyMatch(name -> !object.has(name.getAsString()))) {
                        return false;
                    }
                } else if (!matches(node.child(keyword, entry.getKey(), entry.getValue()), value)) {
                    return false;
                }
            }
        }
        return true;
    }

    private int count(SchemaNode node, String keyword, JsonArray branches, JsonElement value) throws SchemaException {
        int count = 0;
        for (int i = 0; i < branches.size(); i++) {
            if (matches(node.child(keyword, i, branches.get(i)), value)) {
                count++;
            }
        }
        return count;
    }

    private boolean byType(SchemaNode node, JsonElement value) throws SchemaException {
        return switch (Constraints.typeOf(value)) {
            case NUMBER, INTEGER -> NumberRange.of(node).contains(Keyword.decimal(value, node.pointer()));
            case STRING -> text(node, value.getAsString());
            case ARRAY -> array(node, value.getAsJsonArray());
            case OBJECT -> object(node, value.getAsJsonObject());
            case BOOLEAN, NULL -> true;
        };
    }

    private static boolean text(SchemaNode node, String value) throws SchemaException {
        TextShape shape = new TextShape();
        shape.add(node);
        int length = value.codePointCount(0, value.length());
        return length >= shape.min
                && length <= shape.max
                && (!shape.isLanguage() || shape.language().accepts(value));
    }

    private boolean array(SchemaNode node, JsonArray value) throws SchemaException {
        ArrayShape shape = new ArrayShape();
        shape.add(node);
        if (value.size() < shape.min || value.size() > shape.max) {
            return false;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            for (SchemaNode item : shape.item(i).all()) {
                if (!matches(item, value.get(i))) {
                    return false;
                }
            }
            if (shape.unique && !seen.add(CanonicalValue.key(value.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private boolean object(SchemaNode node, JsonObject value) throws SchemaException {
        ObjectShape shape = new ObjectShape();
        shape.add(node);
        if (value.size() < shape.min
                || value.size() > shape.max
                || !value.keySet().containsAll(shape.required)) {
            return false;
        }
        for (Map.Entry<String, JsonElement> entry : value.entrySet()) {
            Optional<Conjunction> property = shape.property(entry.getKey());
            if (property.isEmpty()) {
                return false;
            }
            for (SchemaNode schema : property.get().all()) {
                if (!matches(schema, entry.getValue())) {
                    return false;
                }
            }
            for (SchemaNode names : shape.names) {
                if (!matches(names, new JsonPrimitive(entry.getKey()))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean hasType(EnumSet<JsonType> types, JsonElement value) throws SchemaException {
        JsonType type = Constraints.typeOf(value);
        return types.contains(type)
                || (type == JsonType.NUMBER && types.contains(JsonType.INTEGER) && isInteger(value));
    }

    private static boolean isInteger(JsonElement value) throws SchemaException {
        return Keyword.decimal(value, "").stripTrailingZeros().scale() <= 0;
    }
}
