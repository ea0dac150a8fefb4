package studio.athanor.engines.grammar;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keywords of arrays. */
final class ArrayShape {

    private record Group(List<SchemaNode> prefix, Optional<SchemaNode> rest) {}

    int min;
    int max = Integer.MAX_VALUE;
    boolean unique;
    private final List<Group> groups = new ArrayList<>();
    private String pointer = "";

    void add(SchemaNode node) throws SchemaException {
        min = Math.max(min, Keyword.count(node, "minItems", 0));
        max = Math.min(max, Keyword.count(node, "maxItems", Integer.MAX_VALUE));
        if (Keyword.flag(node, "uniqueItems")) {
            unique = true;
            pointer = node.at("uniqueItems");
        }
        List<SchemaNode> prefix = new ArrayList<>();
        Optional<SchemaNode> rest = Optional.empty();
        // before 2020-12 a list under "items" was what "prefixItems" is now
        boolean old = node.get("items") instanceof JsonArray;
        String keyword = old ? "items" : "prefixItems";
        String restKeyword = old ? "additionalItems" : "items";
        JsonElement list = node.get(keyword);
        if (list != null) {
            if (!(list instanceof JsonArray array)) {
                throw new SchemaException(node.at(keyword), "is not a list of schemas", "Write a JSON array.");
            }
            for (int i = 0; i < array.size(); i++) {
                prefix.add(node.child(keyword, i, array.get(i)));
            }
        }
        JsonElement schema = node.get(restKeyword);
        if (schema != null) {
            rest = Optional.of(node.child(restKeyword, schema));
        }
        if (!prefix.isEmpty() || rest.isPresent()) {
            groups.add(new Group(prefix, rest));
        }
    }

    boolean isFree() {
        return min == 0 && max == Integer.MAX_VALUE && !unique && groups.isEmpty();
    }

    /** Returns where uniqueItems stands. */
    String uniquePointer() {
        return pointer;
    }

    /** Returns how many first items have schemas of their own. */
    int prefix() {
        return groups.stream().mapToInt(group -> group.prefix().size()).max().orElse(0);
    }

    /** Returns what the item at an index has to satisfy. */
    Conjunction item(int index) {
        List<SchemaNode> all = new ArrayList<>();
        for (Group group : groups) {
            if (index < group.prefix().size()) {
                all.add(group.prefix().get(index));
            } else {
                group.rest().ifPresent(all::add);
            }
        }
        return Conjunction.of(all, List.of());
    }
}
