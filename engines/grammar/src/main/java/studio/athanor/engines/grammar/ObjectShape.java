package studio.athanor.engines.grammar;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import studio.athanor.engines.grammar.automaton.Dfa;

/** The keywords of objects. */
final class ObjectShape {

    /** A pattern for names with its schema; {@code certain} surely matches, {@code possible} may in some dialect. */
    record NamePattern(Dfa certain, Dfa possible, SchemaNode schema) {}

    /** The property keywords of one schema, which depend on each other. */
    record Group(Map<String, SchemaNode> named, List<NamePattern> patterns, Optional<SchemaNode> additional) {}

    int min;
    int max = Integer.MAX_VALUE;
    final Set<String> required = new LinkedHashSet<>();
    final List<SchemaNode> names = new ArrayList<>();
    final List<Group> groups = new ArrayList<>();
    private final Map<String, List<SchemaNode>> excluded = new HashMap<>();
    private final Set<String> forbidden = new LinkedHashSet<>();
    private boolean declares;
    private String pointer = "";

    void add(SchemaNode node) throws SchemaException {
        min = Math.max(min, Keyword.count(node, "minProperties", 0));
        max = Math.min(max, Keyword.count(node, "maxProperties", Integer.MAX_VALUE));
        if (node.has("minProperties") || node.has("maxProperties") || node.has("required")) {
            pointer = node.pointer();
        }
        if (node.has("required") && !Keyword.flag(node, "required") && !isFalse(node)) {
            required.addAll(Keyword.texts(node, "required"));
        }
        JsonElement forNames = node.get("propertyNames");
        if (forNames != null) {
            names.add(node.child("propertyNames", forNames));
        }
        if (!node.has("properties") && !node.has("patternProperties") && !node.has("additionalProperties")) {
            return;
        }
        Map<String, SchemaNode> named = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : table(node, "properties").entrySet()) {
            named.put(entry.getKey(), node.child("properties", entry.getKey(), entry.getValue()));
        }
        List<NamePattern> patterns = new ArrayList<>();
        for (Map.Entry<String, JsonElement> entry :
                table(node, "patternProperties").entrySet()) {
            SchemaNode schema = node.child("patternProperties", entry.getKey(), entry.getValue());
            patterns.add(new NamePattern(
                    TextShape.parse(entry.getKey(), schema.pointer(), false),
                    TextShape.parse(entry.getKey(), schema.pointer(), true),
                    schema));
        }
        Optional<SchemaNode> additional = Optional.ofNullable(node.get("additionalProperties"))
                .map(schema -> node.child("additionalProperties", schema));
        declares |= node.has("properties") || node.has("patternProperties") || additional.isPresent();
        groups.add(new Group(named, patterns, additional));
    }

    private static boolean isFalse(SchemaNode node) {
        JsonElement value = node.get("required");
        return value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isBoolean();
    }

    private static JsonObject table(SchemaNode node, String keyword) throws SchemaException {
        JsonElement value = node.get(keyword);
        if (value == null) {
            return new JsonObject();
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new SchemaException(node.at(keyword), "is not an object", "Map property names to schemas.");
    }

    void exclude(String name, SchemaNode schema) {
        excluded.computeIfAbsent(name, _ -> new ArrayList<>()).add(schema);
    }

    void forbid(String name) {
        forbidden.add(name);
    }

    String pointer() {
        return pointer;
    }

    boolean isFree() {
        return min == 0
                && max == Integer.MAX_VALUE
                && required.isEmpty()
                && names.isEmpty()
                && groups.isEmpty()
                && excluded.isEmpty()
                && forbidden.isEmpty();
    }

    /** Returns the names with rules of their own: declared ones in order, then the others that are required. */
    Set<String> namedProperties() {
        Set<String> all = new LinkedHashSet<>();
        groups.forEach(group -> all.addAll(group.named().keySet()));
        all.addAll(required);
        all.addAll(excluded.keySet());
        return all;
    }

    /** Returns whether names beyond the declared ones and the patterns may appear in what is generated. */
    boolean isOpen() {
        return !declares
                || groups.stream()
                        .anyMatch(group -> group.additional().isPresent()
                                && !group.additional().get().isFalse());
    }

    /** Returns what the value of a property has to satisfy, empty where the property must not be there. */
    Optional<Conjunction> property(String name) {
        if (forbidden.contains(name)) {
            return Optional.empty();
        }
        List<SchemaNode> all = new ArrayList<>();
        for (Group group : groups) {
            boolean matched = false;
            SchemaNode schema = group.named().get(name);
            if (schema != null) {
                all.add(schema);
                matched = true;
            }
            for (NamePattern pattern : group.patterns()) {
                if (pattern.possible().accepts(name)) {
                    all.add(pattern.schema());
                    matched |= pattern.certain().accepts(name);
                }
            }
            if (!matched) {
                group.additional().ifPresent(all::add);
            }
        }
        if (all.stream().anyMatch(SchemaNode::isFalse)) {
            return Optional.empty();
        }
        return Optional.of(Conjunction.of(all, excluded.getOrDefault(name, List.of())));
    }
}
