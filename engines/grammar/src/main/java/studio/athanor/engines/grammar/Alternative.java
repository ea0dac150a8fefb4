package studio.athanor.engines.grammar;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One way to satisfy a conjunction, with references and combinations resolved: the direct keywords of all of some schemas,
 * and schemas that must not be satisfied.
 */
record Alternative(List<SchemaNode> nodes, Set<SchemaNode> excluded) {

    static final Alternative ANYTHING = new Alternative(List.of(), Set.of());

    Alternative and(Alternative other) {
        if (other.nodes.isEmpty() && other.excluded.isEmpty()) {
            return this;
        }
        Set<SchemaNode> bothNodes = new LinkedHashSet<>(nodes);
        bothNodes.addAll(other.nodes);
        Set<SchemaNode> bothExcluded = new LinkedHashSet<>(excluded);
        bothExcluded.addAll(other.excluded);
        return new Alternative(new ArrayList<>(bothNodes), bothExcluded);
    }

    Alternative with(SchemaNode node) {
        return and(new Alternative(List.of(node), Set.of()));
    }

    Alternative without(Iterable<SchemaNode> more) {
        Set<SchemaNode> all = new LinkedHashSet<>(excluded);
        more.forEach(all::add);
        return new Alternative(nodes, all);
    }
}
