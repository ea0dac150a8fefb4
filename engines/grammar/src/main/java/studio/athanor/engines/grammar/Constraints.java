package studio.athanor.engines.grammar;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the direct keywords of all schemas of one alternative say together. Mutable while exclusions narrow it. */
final class Constraints {

    private static final Set<String> OBJECT_KEYWORDS = Set.of(
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "propertyNames",
            "minProperties",
            "maxProperties");
    private static final Set<String> ARRAY_KEYWORDS =
            Set.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains", "additionalItems");
    private static final Set<String> STRING_KEYWORDS = Set.of("minLength", "maxLength", "pattern", "format");
    private static final Set<String> NUMBER_KEYWORDS =
            Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");

    final List<SchemaNode> nodes;
    final Set<SchemaNode> excluded;
    Set<JsonType> types = EnumSet.copyOf(JsonType.ALL);

    @Nullable
    List<JsonElement> values;

    NumberRange range = NumberRange.ALL;
    final TextShape text = new TextShape();
    final ObjectShape object = new ObjectShape();
    final ArrayShape array = new ArrayShape();
    private boolean typed;

    private Constraints(Alternative alternative) {
        nodes = alternative.nodes();
        excluded = alternative.excluded();
    }

    /** Gathers the keywords of an alternative as they stand. */
    static Constraints of(Alternative alternative) throws SchemaException {
        Constraints constraints = new Constraints(alternative);
        for (SchemaNode node : alternative.nodes()) {
            constraints.add(node);
        }
        return constraints;
    }

    private void add(SchemaNode node) throws SchemaException {
        Optional<EnumSet<JsonType>> named = declaredTypes(node);
        if (named.isPresent()) {
            typed = true;
            types = JsonType.common(types, named.get());
        }
        addValues(node);
        range = range.and(NumberRange.of(node));
        text.add(node);
        object.add(node);
        array.add(node);
    }

    /** Returns the types that a schema names, if it names any. */
    static Optional<EnumSet<JsonType>> declaredTypes(SchemaNode node) throws SchemaException {
        JsonElement declared = node.get("type");
        if (declared == null) {
            return Optional.empty();
        }
        EnumSet<JsonType> types = EnumSet.noneOf(JsonType.class);
        JsonArray list = new JsonArray();
        if (declared instanceof JsonArray array) {
            list = array;
        } else {
            list.add(declared);
        }
        for (JsonElement element : list) {
            String name = element.isJsonPrimitive() ? element.getAsString() : element.toString();
            types.add(JsonType.ALL.stream()
                    .filter(type -> type.keyword().equals(name))
                    .findFirst()
                    .or(() -> name.equals("integer") ? Optional.of(JsonType.INTEGER) : Optional.empty())
                    .orElseThrow(() -> new SchemaException(
                            node.at("type"),
                            "names the unknown type \"" + name + "\"",
                            "Use object, array, string, number, integer, boolean or null.")));
        }
        if (Keyword.flag(node, "nullable")) {
            types.add(JsonType.NULL);
        }
        if (types.contains(JsonType.NUMBER)) {
            types.remove(JsonType.INTEGER);
        }
        return Optional.of(types);
    }

    private void addValues(SchemaNode node) throws SchemaException {
        if (values != null || !(node.has("enum") || node.has("const"))) {
            return;
        }
        JsonElement value = node.get("const");
        if (value != null) {
            values = List.of(value);
            return;
        }
        if (!(node.get("enum") instanceof JsonArray array)) {
            throw new SchemaException(node.at("enum"), "is not a list", "Write the allowed values as a JSON array.");
        }
        values = new ArrayList<>(array.asList());
    }

    /** Reads a schema that names no type but has keywords of some as a schema of these. */
    void inferTypes() {
        if (typed || values != null) {
            return;
        }
        Set<String> keywords = new LinkedHashSet<>();
        for (SchemaNode node : nodes) {
            keywords.addAll(node.object().keySet());
        }
        EnumSet<JsonType> inferred = EnumSet.noneOf(JsonType.class);
        if (keywords.stream().anyMatch(OBJECT_KEYWORDS::contains)) {
            inferred.add(JsonType.OBJECT);
        }
        if (keywords.stream().anyMatch(ARRAY_KEYWORDS::contains)) {
            inferred.add(JsonType.ARRAY);
        }
        if (keywords.stream().anyMatch(STRING_KEYWORDS::contains)) {
            inferred.add(JsonType.STRING);
        }
        if (keywords.stream().anyMatch(NUMBER_KEYWORDS::contains)) {
            inferred.add(JsonType.NUMBER);
        }
        if (!inferred.isEmpty()) {
            types = JsonType.common(types, inferred);
        }
    }

    /** Returns whether only the type decides, for values of a type. */
    boolean isFreeIn(JsonType type) {
        if (values != null) {
            return false;
        }
        return switch (type) {
            case NULL, BOOLEAN -> true;
            case NUMBER, INTEGER -> range.isAll();
            case STRING -> text.isFree();
            case ARRAY -> array.isFree();
            case OBJECT -> object.isFree();
        };
    }

    /** Returns the type of a value. */
    static JsonType typeOf(JsonElement value) {
        return switch (value) {
            case JsonObject _ -> JsonType.OBJECT;
            case JsonArray _ -> JsonType.ARRAY;
            case JsonPrimitive p when p.isString() -> JsonType.STRING;
            case JsonPrimitive p when p.isBoolean() -> JsonType.BOOLEAN;
            case JsonPrimitive _ -> JsonType.NUMBER;
            default -> JsonType.NULL;
        };
    }
}
