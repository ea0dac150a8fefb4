package studio.athanor.engines.grammar;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Resolves {@code $ref}, {@code allOf}, {@code anyOf}, {@code oneOf}, {@code not}, {@code if} and the dependent keywords
 * into alternatives whose schemas have direct keywords only.
 */
final class Expansion {

    private static final int MAX_ALTERNATIVES = 2_000;
    private static final int MAX_DEPTH = 300;
    private static final int MAX_WORK = 400_000;

    private final SchemaDocument document;
    private final Map<SchemaNode, List<Alternative>> expanded = new HashMap<>();
    private int work;

    Expansion(SchemaDocument document) {
        this.document = document;
    }

    List<Alternative> of(Conjunction conjunction) throws SchemaException {
        List<Alternative> alternatives = List.of(Alternative.ANYTHING);
        for (SchemaNode node : conjunction.all()) {
            alternatives = product(alternatives, of(node, new HashSet<>()), node.pointer());
        }
        return conjunction.none().isEmpty()
                ? alternatives
                : alternatives.stream().map(a -> a.without(conjunction.none())).toList();
    }

    private List<Alternative> of(SchemaNode node, Set<SchemaNode> active) throws SchemaException {
        if (node.isTrue()) {
            return List.of(Alternative.ANYTHING);
        }
        if (node.isFalse()) {
            return List.of();
        }
        if (!(node.json() instanceof JsonObject object)) {
            throw new SchemaException(
                    node.pointer(), "is neither an object nor true or false", "Write a schema there.");
        }
        List<Alternative> known = expanded.get(node);
        if (known != null) {
            return known;
        }
        if (!active.add(node)) {
            throw new SchemaException(
                    node.pointer(), "refers to itself without an object or array between", "Break the circle.");
        }
        if (active.size() > MAX_DEPTH) {
            throw new SchemaException(
                    node.pointer(), "is reached through more than " + MAX_DEPTH + " references", "Shorten the chain.");
        }
        List<Alternative> alternatives = List.of(new Alternative(List.of(node), Set.of()));
        if (object.has("$ref")) {
            alternatives = product(alternatives, of(document.resolve(node), active), node.at("$ref"));
        }
        for (SchemaNode part : list(node, "allOf")) {
            alternatives = product(alternatives, of(part, active), part.pointer());
        }
        alternatives = choices(node, "anyOf", alternatives, active);
        alternatives = choices(node, "oneOf", alternatives, active);
        alternatives = conditions(node, alternatives, active);
        alternatives = dependencies(node, alternatives, active);
        if (object.has("not")) {
            SchemaNode not = node.child("not", object.get("not"));
            alternatives =
                    alternatives.stream().map(a -> a.without(List.of(not))).toList();
        }
        active.remove(node);
        List<Alternative> all = sealed(node, alternatives);
        expanded.put(node, all);
        return all;
    }

    private List<Alternative> choices(
            SchemaNode node, String keyword, List<Alternative> alternatives, Set<SchemaNode> active)
            throws SchemaException {
        List<SchemaNode> branches = list(node, keyword);
        if (!node.has(keyword)) {
            return alternatives;
        }
        List<Alternative> chosen = new ArrayList<>();
        for (SchemaNode branch : branches) {
            List<Alternative> ways = of(branch, active);
            if (keyword.equals("oneOf")) {
                List<SchemaNode> others =
                        branches.stream().filter(other -> !other.equals(branch)).toList();
                ways = ways.stream().map(a -> a.without(others)).toList();
            }
            chosen.addAll(ways);
            check(chosen.size(), node.at(keyword));
        }
        return product(alternatives, chosen, node.at(keyword));
    }

    private List<Alternative> conditions(SchemaNode node, List<Alternative> alternatives, Set<SchemaNode> active)
            throws SchemaException {
        if (!node.has("if") || !(node.has("then") || node.has("else"))) {
            return alternatives;
        }
        SchemaNode condition = node.child("if", node.object().get("if"));
        List<Alternative> yes = of(condition, active);
        if (node.has("then")) {
            yes = product(yes, of(node.child("then", node.object().get("then")), active), node.at("then"));
        }
        List<Alternative> no = List.of(Alternative.ANYTHING.without(List.of(condition)));
        if (node.has("else")) {
            no = product(no, of(node.child("else", node.object().get("else")), active), node.at("else"));
        }
        List<Alternative> either = new ArrayList<>(yes);
        either.addAll(no);
        return product(alternatives, either, node.at("if"));
    }

    private List<Alternative> dependencies(SchemaNode node, List<Alternative> alternatives, Set<SchemaNode> active)
            throws SchemaException {
        List<Alternative> all = alternatives;
        for (String keyword : List.of("dependentRequired", "dependentSchemas", "dependencies")) {
            if (!node.has(keyword)) {
                continue;
            }
            if (!(node.get(keyword) instanceof JsonObject table)) {
                throw new SchemaException(
                        node.at(keyword), "is not an object", "Map property names to what they need.");
            }
            for (Map.Entry<String, JsonElement> entry : table.entrySet()) {
                JsonObject absent = new JsonObject();
                JsonObject forbidden = new JsonObject();
                forbidden.addProperty(entry.getKey(), false);
                absent.add("properties", forbidden);
                JsonArray names = new JsonArray();
                names.add(entry.getKey());
                List<Alternative> present = List.of(Alternative.ANYTHING);
                if (entry.getValue() instanceof JsonArray needed) {
                    names.addAll(needed);
                } else {
                    present = of(node.child(keyword, entry.getKey(), entry.getValue()), active);
                }
                JsonObject required = new JsonObject();
                required.add("required", names);
                List<Alternative> either = new ArrayList<>();
                for (Alternative alternative : present) {
                    either.add(alternative.with(node.derived(required)));
                }
                either.add(Alternative.ANYTHING.with(node.derived(absent)));
                all = product(all, either, node.at(keyword));
            }
        }
        return all;
    }

    /** Makes what {@code unevaluatedProperties} and {@code unevaluatedItems} say explicit in each alternative. */
    private static List<Alternative> sealed(SchemaNode node, List<Alternative> alternatives) {
        if (!node.has("unevaluatedProperties") && !node.has("unevaluatedItems")) {
            return alternatives;
        }
        List<Alternative> closed = new ArrayList<>();
        for (Alternative alternative : alternatives) {
            JsonObject seal = new JsonObject();
            boolean open = alternative.nodes().stream().anyMatch(n -> n.has("additionalProperties"));
            JsonElement properties = node.get("unevaluatedProperties");
            if (properties != null && !open) {
                for (String keyword : List.of("properties", "patternProperties")) {
                    JsonObject known = new JsonObject();
                    for (SchemaNode part : alternative.nodes()) {
                        if (part.get(keyword) instanceof JsonObject names) {
                            names.keySet().forEach(name -> known.addProperty(name, true));
                        }
                    }
                    seal.add(keyword, known);
                }
                seal.add("additionalProperties", properties);
            }
            boolean full = alternative.nodes().stream().anyMatch(n -> n.has("items"));
            JsonElement items = node.get("unevaluatedItems");
            if (items != null && !full) {
                JsonArray known = new JsonArray();
                for (SchemaNode part : alternative.nodes()) {
                    int count = part.get("prefixItems") instanceof JsonArray prefix ? prefix.size() : 0;
                    while (known.size() < count) {
                        known.add(true);
                    }
                }
                seal.add("prefixItems", known);
                seal.add("items", items);
            }
            closed.add(alternative.with(node.derived(seal)));
        }
        return closed;
    }

    private static List<SchemaNode> list(SchemaNode node, String keyword) throws SchemaException {
        JsonElement value = node.get(keyword);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof JsonArray array) || array.isEmpty()) {
            throw new SchemaException(node.at(keyword), "is not a list of schemas", "Give it at least one schema.");
        }
        check(array.size(), node.at(keyword));
        List<SchemaNode> nodes = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            nodes.add(node.child(keyword, i, array.get(i)));
        }
        return nodes;
    }

    private List<Alternative> product(List<Alternative> left, List<Alternative> right, String pointer)
            throws SchemaException {
        if (right.size() == 1 && right.getFirst().equals(Alternative.ANYTHING)) {
            return left;
        }
        check((long) left.size() * right.size(), pointer);
        work += left.size() * right.size();
        if (work > MAX_WORK) {
            throw new SchemaException(pointer, "combines too many alternatives", "Use fewer anyOf, oneOf and allOf.");
        }
        List<Alternative> all = new ArrayList<>(left.size() * right.size());
        for (Alternative first : left) {
            for (Alternative second : right) {
                all.add(first.and(second));
            }
        }
        return all;
    }

    private static void check(long alternatives, String pointer) throws SchemaException {
        if (alternatives > MAX_ALTERNATIVES) {
            throw new SchemaException(
                    pointer,
                    "leads to " + alternatives + " alternatives, the limit is " + MAX_ALTERNATIVES,
                    "Use enum for lists of values, and fewer nested anyOf and oneOf.");
        }
    }
}
