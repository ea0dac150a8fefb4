package studio.athanor.engines.grammar;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import studio.athanor.engines.grammar.automaton.Dfa;
import studio.athanor.engines.grammar.automaton.PatternException;

/**
 * Proves that what an alternative generates never satisfies another schema. A "no" means that there is no proof, not that
 * there is an overlap.
 */
final class Disjointness {

    private static final int MAX_DEPTH = 4;

    private final Expansion expansion;
    private final SchemaMatcher matcher;
    private final Holes holes;

    Disjointness(Expansion expansion, SchemaMatcher matcher, Holes holes) {
        this.expansion = expansion;
        this.matcher = matcher;
        this.holes = holes;
    }

    /** Returns whether no value of one type that the first generates satisfies the second. */
    boolean inType(JsonType type, Constraints generated, Constraints other) throws SchemaException {
        return inType(type, generated, other, 0);
    }

    private boolean inType(JsonType type, Constraints generated, Constraints other, int depth) throws SchemaException {
        if (other.types.stream()
                .noneMatch(o -> !JsonType.common(Set.of(o), Set.of(type)).isEmpty())) {
            return true;
        }
        if (other.values != null) {
            return noneOf(other.values, type, generated);
        }
        return switch (type) {
            case NULL, BOOLEAN -> false;
            case NUMBER, INTEGER -> generated.range.isDisjointFrom(other.range);
            case STRING -> texts(generated, other);
            case ARRAY -> arrays(generated.array, other.array, depth);
            case OBJECT -> objects(generated.object, other.object, depth);
        };
    }

    private boolean noneOf(List<JsonElement> values, JsonType type, Constraints generated) throws SchemaException {
        for (JsonElement value : values) {
            JsonType actual = Constraints.typeOf(value);
            if (JsonType.common(Set.of(actual), Set.of(type)).isEmpty()) {
                continue;
            }
            boolean all = true;
            // what excludes the other schema is itself part of these, so only their direct keywords count
            for (SchemaNode node : generated.nodes) {
                all = all && matcher.matchesDirectly(node, value);
            }
            if (all) {
                return false;
            }
        }
        return true;
    }

    private static boolean texts(Constraints generated, Constraints other) throws SchemaException {
        if (generated.text.min > other.text.max || generated.text.max < other.text.min) {
            return true;
        }
        if (!generated.text.isLanguage() && !other.text.isLanguage()) {
            return false;
        }
        try {
            Dfa left = generated.text.language().withLength(generated.text.min, generated.text.max);
            return left.and(other.text.widest()).isEmpty();
        } catch (PatternException _) {
            return false;
        }
    }

    private boolean arrays(ArrayShape generated, ArrayShape other, int depth) throws SchemaException {
        if (generated.min > other.max || generated.max < other.min) {
            return true;
        }
        for (int i = 0; i < Math.min(generated.min, 8); i++) {
            if (conjunctions(generated.item(i), other.item(i), depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean objects(ObjectShape generated, ObjectShape other, int depth) throws SchemaException {
        if (generated.min > other.max || generated.max < other.min) {
            return true;
        }
        Set<String> decisive = new LinkedHashSet<>(other.required);
        decisive.addAll(generated.required);
        for (String name : decisive) {
            boolean possible = mayHave(generated, name);
            if (!possible && other.required.contains(name)) {
                return true;
            }
            Optional<Conjunction> mine = generated.property(name);
            Optional<Conjunction> theirs = other.property(name);
            if (mine.isPresent() && (theirs.isEmpty() || conjunctions(mine.get(), theirs.get(), depth + 1))) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a generated object may have a property. */
    static boolean mayHave(ObjectShape generated, String name) {
        boolean named = generated.namedProperties().contains(name)
                || generated.isOpen()
                || generated.groups.stream()
                        .flatMap(group -> group.patterns().stream())
                        .anyMatch(pattern -> pattern.certain().accepts(name));
        return named && generated.property(name).isPresent();
    }

    private boolean conjunctions(Conjunction generated, Conjunction other, int depth) throws SchemaException {
        if (depth > MAX_DEPTH || other.isAnything()) {
            return false;
        }
        List<Constraints> others = new ArrayList<>();
        for (Alternative alternative : expansion.of(other)) {
            Constraints theirs = Constraints.of(alternative);
            holes.consult(theirs);
            others.add(theirs);
        }
        for (Alternative alternative : expansion.of(generated)) {
            Constraints mine = Constraints.of(alternative);
            holes.consult(mine);
            mine.inferTypes();
            for (Constraints theirs : others) {
                if (!disjoint(mine, theirs, depth)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean disjoint(Constraints generated, Constraints other, int depth) throws SchemaException {
        if (generated.values != null) {
            for (JsonElement value : generated.values) {
                boolean all = true;
                for (SchemaNode node : other.nodes) {
                    all = all && matcher.matches(node, value);
                }
                if (all) {
                    return false;
                }
            }
            return true;
        }
        for (JsonType type : generated.types) {
            if (!inType(type, generated, other, depth)) {
                return false;
            }
        }
        return true;
    }
}
