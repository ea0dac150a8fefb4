package studio.athanor.engines.grammar;

import java.util.Collection;
import java.util.List;

/**
 * A value that satisfies all of some schemas and none of others. Sorted, so that equal conjunctions make equal rules.
 *
 * @param all the schemas it satisfies; none means any value
 * @param none the schemas it does not satisfy
 */
record Conjunction(List<SchemaNode> all, List<SchemaNode> none) {

    static Conjunction of(Collection<SchemaNode> all, Collection<SchemaNode> none) {
        return new Conjunction(
                all.stream()
                        .filter(node -> !node.isTrue())
                        .filter(node ->
                                !(node.json().isJsonObject() && node.object().isEmpty()))
                        .distinct()
                        .sorted()
                        .toList(),
                none.stream().distinct().sorted().toList());
    }

    static Conjunction of(SchemaNode node) {
        return of(List.of(node), List.of());
    }

    boolean isAnything() {
        return all.isEmpty() && none.isEmpty();
    }
}
