package studio.athanor.engines.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.engines.grammar.rules.RuleLimitException;
import studio.athanor.engines.grammar.rules.RuleSet;
import studio.athanor.engines.grammar.rules.Symbol;

/**
 * Writes the rules of objects: the properties in declared order, then free ones. Two rules for each property (one for the
 * place after a comma, one for what may stand there) keep the grammar linear in the number of optional properties.
 */
final class ObjectRules {

    private static final int MAX_COUNTED = 20_000;

    private final Compilation compilation;
    private final RuleSet rules;
    private final ExtraProperties extras;

    ObjectRules(Compilation compilation) {
        this.compilation = compilation;
        rules = compilation.rules;
        extras = new ExtraProperties(compilation);
    }

    List<Symbol> value(ObjectShape shape, String hint) throws SchemaException, RuleLimitException {
        List<Symbol> symbols = compilation.tokens.open("{");
        symbols.add(new Symbol.Ref(new Writing(shape, hint).first()));
        return symbols;
    }

    /** A place between members: the properties from an index are still to come, so many members are behind. */
    private record Place(boolean afterMember, int index, int count) {}

    private record Property(String name, boolean required, String value) {}

    private final class Writing {
        private final ObjectShape shape;
        private final String hint;
        private final List<Property> properties = new ArrayList<>();
        private final Optional<String> extra;
        private final boolean counting;
        private final int enough;
        private final Map<Place, String> written = new HashMap<>();
        private final Deque<Place> open = new ArrayDeque<>();
        private int lastRequired;

        Writing(ObjectShape shape, String hint) throws SchemaException, RuleLimitException {
            this.shape = shape;
            this.hint = hint;
            int required = 0;
            for (String name : shape.namedProperties()) {
                boolean needed = shape.required.contains(name);
                Optional<Conjunction> schema =
                        compilation.allMatch(shape.names, name) ? shape.property(name) : Optional.empty();
                if (schema.isPresent() && (needed || declared(name))) {
                    properties.add(new Property(name, needed, compilation.value(schema.get(), hint(name))));
                } else if (needed) {
                    properties.add(new Property(name, true, rules.reserve("none")));
                }
                if (needed) {
                    required++;
                    lastRequired = properties.size();
                }
            }
            extra = shape.max > required ? extras.member(shape, hint) : Optional.empty();
            boolean bounded = shape.max < properties.size() || (shape.max < Integer.MAX_VALUE && extra.isPresent());
            counting = bounded || shape.min > required;
            enough = bounded ? shape.max : shape.min;
            if (shape.min > properties.size() + 1 && extra.isPresent()) {
                compilation.notEnforced(
                        shape.pointer() + "/minProperties",
                        "asks for " + shape.min
                                + " properties, more than it names by 2 or more; the free ones may repeat",
                        "Name the properties, or use an array of key and value.");
            }
            if (counting && (long) (properties.size() + 2) * ((long) enough + 1) > MAX_COUNTED) {
                throw new SchemaException(
                        shape.pointer(), "counts too many properties", "Use smaller minProperties and maxProperties.");
            }
        }

        private boolean declared(String name) {
            return shape.isOpen()
                    || shape.groups.stream()
                            .anyMatch(group -> group.named().containsKey(name)
                                    || group.patterns().stream()
                                            .anyMatch(p -> p.certain().accepts(name)));
        }

        private String hint(String name) {
            String full = hint + "-" + name;
            return full.length() <= 40 ? full : name;
        }

        String first() throws SchemaException, RuleLimitException {
            String rule = rules.reserve(hint + "-object");
            boolean allOptional = properties.stream().noneMatch(Property::required);
            if (allOptional && shape.min == 0) {
                rules.add(rule, List.of(new Symbol.Literal("}")));
            }
            if (shape.max > 0 && (!properties.isEmpty() || extra.isPresent())) {
                rules.add(rule, List.of(new Symbol.Ref(rule(new Place(false, 0, 0)))));
            }
            while (!open.isEmpty()) {
                Place place = open.remove();
                if (place.afterMember()) {
                    writeAfter(place);
                } else {
                    writeChoice(place);
                }
            }
            return rule;
        }

        private int counted(int count) {
            return counting ? Math.min(count, enough) : 0;
        }

        private String rule(Place place) throws RuleLimitException {
            String known = written.get(place);
            if (known == null) {
                known = rules.reserve(hint + (place.afterMember() ? "-rest" : "-next"));
                written.put(place, known);
                open.add(place);
            }
            return known;
        }

        private void writeAfter(Place place) throws RuleLimitException {
            String rule = rule(place);
            if (place.index() >= lastRequired && place.count() >= (counting ? shape.min : 0)) {
                rules.add(rule, compilation.tokens.close("}"));
            }
            boolean room = !counting || shape.max == Integer.MAX_VALUE || place.count() < shape.max;
            if (room && (place.index() < properties.size() || extraAt(place))) {
                List<Symbol> symbols = compilation.tokens.comma();
                symbols.add(new Symbol.Ref(rule(new Place(false, place.index(), place.count()))));
                rules.add(rule, symbols);
            }
        }

        private boolean extraAt(Place place) {
            int used = Math.max(0, place.index() - properties.size());
            // only the first free property surely has a new name, so only that one counts
            boolean surelyEnough = !counting || !compilation.options.strict() || place.count() + 1 >= shape.min;
            return extra.isPresent() && used < compilation.options.extraProperties() && surelyEnough;
        }

        private void writeChoice(Place place) throws SchemaException, RuleLimitException {
            String rule = rule(place);
            int count = counted(place.count() + 1);
            if (place.index() >= properties.size()) {
                boolean endless = compilation.options.extraProperties() == GrammarOptions.UNBOUNDED;
                Place next = new Place(true, endless ? place.index() : place.index() + 1, count);
                if (extraAt(place)) {
                    rules.add(rule, List.of(new Symbol.Ref(extra.orElseThrow()), new Symbol.Ref(rule(next))));
                }
                return;
            }
            Property property = properties.get(place.index());
            List<Symbol> member = new ArrayList<>(List.of(new Symbol.Literal(Tokens.quoted(property.name()))));
            compilation.tokens.colon(member);
            member.add(new Symbol.Ref(property.value()));
            member.add(new Symbol.Ref(rule(new Place(true, place.index() + 1, count))));
            rules.add(rule, member);
            if (!property.required() && (place.index() + 1 < properties.size() || extra.isPresent())) {
                rules.add(rule, List.of(new Symbol.Ref(rule(new Place(false, place.index() + 1, place.count())))));
            }
        }
    }
}
