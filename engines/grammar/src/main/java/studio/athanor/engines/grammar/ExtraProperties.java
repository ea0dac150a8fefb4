package studio.athanor.engines.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.athanor.engines.grammar.automaton.Dfa;
import studio.athanor.engines.grammar.automaton.PatternException;
import studio.athanor.engines.grammar.rules.RuleLimitException;
import studio.athanor.engines.grammar.rules.Symbol;

/**
 * Writes the properties that a schema does not name but allows. Names are split by which patterns they match, since each
 * split has a schema of its own.
 */
final class ExtraProperties {

    private static final int MAX_PATTERNS = 5;

    private record Condition(ObjectShape.Group group, ObjectShape.NamePattern pattern) {}

    private final Compilation compilation;

    ExtraProperties(Compilation compilation) {
        this.compilation = compilation;
    }

    /** Returns the rule of one such property with its value, empty where none is allowed. */
    Optional<String> member(ObjectShape shape, String hint) throws SchemaException, RuleLimitException {
        List<Condition> conditions = new ArrayList<>();
        for (ObjectShape.Group group : shape.groups) {
            group.patterns().forEach(pattern -> conditions.add(new Condition(group, pattern)));
        }
        if (conditions.isEmpty() && !shape.isOpen()) {
            return Optional.empty();
        }
        if (conditions.size() > MAX_PATTERNS) {
            throw new SchemaException(
                    conditions.getLast().pattern().schema().pointer(),
                    "is one of " + conditions.size() + " patterns for names, the limit is " + MAX_PATTERNS,
                    "Join the patterns, or name the properties.");
        }
        List<List<Symbol>> members = new ArrayList<>();
        try {
            Dfa names = allNames(shape);
            for (int matched = 0; matched < 1 << conditions.size(); matched++) {
                addMember(shape, conditions, matched, names, hint, members);
            }
        } catch (PatternException e) {
            throw new SchemaException(shape.pointer(), "has names whose pattern " + e.problem(), e.remedy());
        }
        return members.isEmpty() ? Optional.empty() : Optional.of(compilation.rules.define(hint + "-extra", members));
    }

    private Dfa allNames(ObjectShape shape) throws SchemaException, PatternException {
        int longest = Math.max(1, compilation.options.stringLength());
        Dfa names = Dfa.all();
        for (SchemaNode schema : shape.names) {
            names = names.and(compilation.language(Conjunction.of(schema)));
        }
        if (longest < Integer.MAX_VALUE) {
            names = names.withLength(0, longest);
        }
        return names.withLength(1, Integer.MAX_VALUE).minus(Dfa.words(shape.namedProperties()));
    }

    private void addMember(
            ObjectShape shape,
            List<Condition> conditions,
            int matched,
            Dfa names,
            String hint,
            List<List<Symbol>> members)
            throws SchemaException, RuleLimitException, PatternException {
        if (matched == 0 && !shape.isOpen()) {
            return;
        }
        Dfa language = names;
        List<SchemaNode> schemas = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            ObjectShape.NamePattern pattern = conditions.get(i).pattern();
            if ((matched & (1 << i)) != 0) {
                language = language.and(pattern.certain());
                schemas.add(pattern.schema());
            } else {
                language = language.minus(pattern.possible());
            }
        }
        for (ObjectShape.Group group : shape.groups) {
            boolean covered = false;
            for (int i = 0; i < conditions.size(); i++) {
                covered |=
                        (matched & (1 << i)) != 0 && conditions.get(i).group().equals(group);
            }
            if (!covered) {
                group.additional().ifPresent(schemas::add);
            }
        }
        if (language.isEmpty() || schemas.stream().anyMatch(SchemaNode::isFalse)) {
            return;
        }
        List<Symbol> member = new ArrayList<>();
        member.add(new Symbol.Ref(compilation.texts.quoted(language, hint + "-name")));
        compilation.tokens.colon(member);
        member.add(new Symbol.Ref(compilation.value(Conjunction.of(schemas, List.of()), hint + "-value")));
        members.add(member);
    }
}
