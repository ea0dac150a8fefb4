package studio.athanor.engines.grammar;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.grammar.automaton.Dfa;

/**
 * Narrows an alternative until nothing that it generates satisfies the schemas it must not satisfy: those under
 * {@code not}, the other branches of {@code oneOf}, a failed {@code if}. May narrow more than needed.
 */
final class Exclusions {

    private final Expansion expansion;
    private final Disjointness disjointness;
    private final Holes holes;

    Exclusions(Expansion expansion, Disjointness disjointness, Holes holes) {
        this.expansion = expansion;
        this.disjointness = disjointness;
        this.holes = holes;
    }

    /** Narrows; a list of values is left alone, since its values are tried one by one. */
    void narrow(Constraints constraints) throws SchemaException {
        if (constraints.values != null) {
            return;
        }
        for (SchemaNode excluded : constraints.excluded) {
            for (Alternative alternative : expansion.of(Conjunction.of(excluded))) {
                Constraints other = Constraints.of(alternative);
                holes.consult(other);
                for (JsonType type : List.copyOf(constraints.types)) {
                    if (!disjointness.inType(type, constraints, other) && !remove(type, constraints, other)) {
                        throw unprovable(excluded, type);
                    }
                }
            }
        }
    }

    private static SchemaException unprovable(SchemaNode excluded, JsonType type) {
        boolean branch = excluded.pointer().contains("/oneOf/");
        return branch
                ? new SchemaException(
                        excluded.pointer(),
                        "may hold for the same " + type.keyword() + " as another branch of its oneOf",
                        "Use anyOf, or give each branch a required property with its own const.")
                : new SchemaException(
                        excluded.pointer(),
                        "excludes a " + type.keyword() + " in a way that a grammar cannot hold to",
                        "Say what is allowed instead.");
    }

    private boolean remove(JsonType type, Constraints from, Constraints other) throws SchemaException {
        boolean whole = type != JsonType.NUMBER || other.types.contains(JsonType.NUMBER);
        if (other.isFreeIn(type) && whole) {
            EnumSet<JsonType> rest = EnumSet.noneOf(JsonType.class);
            rest.addAll(from.types);
            rest.remove(type);
            from.types = rest;
            return true;
        }
        return switch (type) {
            case STRING -> removeTexts(from, other);
            case NUMBER, INTEGER -> removeNumbers(from, other);
            case OBJECT -> removeObjects(from.object, other);
            case ARRAY -> removeEmptyArray(from, other);
            case BOOLEAN, NULL -> false;
        };
    }

    /** Arrays that differ in their first item have only the empty one in common. */
    private boolean removeEmptyArray(Constraints from, Constraints other) throws SchemaException {
        from.array.min = Math.max(from.array.min, 1);
        return disjointness.inType(JsonType.ARRAY, from, other);
    }

    private static boolean removeTexts(Constraints from, Constraints other) throws SchemaException {
        if (other.values != null) {
            from.text.subtract(Dfa.words(other.values.stream()
                    .filter(value -> Constraints.typeOf(value) == JsonType.STRING)
                    .map(value -> value.getAsString())
                    .toList()));
        } else {
            from.text.subtract(other.text.widest());
        }
        return true;
    }

    private static boolean removeNumbers(Constraints from, Constraints other) {
        if (other.values != null) {
            return false;
        }
        @Nullable NumberRange rest = from.range.minus(other.range);
        if (rest == null) {
            return false;
        }
        from.range = rest;
        return true;
    }

    private static boolean removeObjects(ObjectShape from, Constraints other) {
        if (other.values != null) {
            return false;
        }
        ObjectShape shape = other.object;
        for (ObjectShape.Group group : shape.groups) {
            for (String name : group.named().keySet()) {
                Optional<Conjunction> theirs = shape.property(name);
                if (theirs.isEmpty() || !Disjointness.mayHave(from, name)) {
                    continue;
                }
                if (!theirs.get().all().isEmpty()) {
                    from.exclude(name, theirs.get().all().getFirst());
                    if (!shape.required.contains(name)) {
                        from.required.add(name);
                    }
                    return true;
                }
            }
        }
        for (String name : shape.required) {
            if (!from.required.contains(name)) {
                from.forbid(name);
                return true;
            }
        }
        return false;
    }
}
