package studio.athanor.engines.grammar;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import studio.athanor.engines.grammar.automaton.Dfa;
import studio.athanor.engines.grammar.automaton.PatternException;
import studio.athanor.engines.grammar.rules.RuleLimitException;
import studio.athanor.engines.grammar.rules.RuleSet;
import studio.athanor.engines.grammar.rules.Symbol;

/** One run from a schema to a grammar: a rule for each conjunction of schemas that a value has to satisfy. */
final class Compilation {

    private static final String ROOT = "root";
    private static final Set<String> UNSUPPORTED =
            Set.of("contains", "minContains", "maxContains", "$dynamicRef", "$recursiveRef");

    /** A rule of listed values that depend on what fills the holes of the schema. */
    record OpenRule(String rule, Alternative alternative) {}

    /** A grammar whose open rules are still to be written. */
    record Skeleton(String gbnf, List<OpenRule> open, List<String> warnings) {}

    private record Pending(Conjunction conjunction, String rule, String hint) {}

    final RuleSet rules = new RuleSet();
    final GrammarOptions options;
    final Tokens tokens;
    final TextRules texts;
    private final Expansion expansion;
    private final SchemaMatcher matcher;
    private final Disjointness disjointness;
    private final Exclusions exclusions;
    private final NumberRules numbers;
    private final StringRules strings;
    private final ArrayRules arrays;
    private final ObjectRules objects;
    private final AnyRules anything;
    private final SchemaNode root;
    private final Map<Conjunction, String> known = new HashMap<>();
    private final Deque<Pending> open = new ArrayDeque<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final SchemaDocument document;
    private final Holes holes;
    private final List<OpenRule> openRules = new ArrayList<>();

    Compilation(SchemaDocument document, GrammarOptions options) {
        this.options = options;
        this.document = document;
        root = document.root();
        holes = document.holes();
        expansion = new Expansion(document);
        matcher = new SchemaMatcher(document);
        disjointness = new Disjointness(expansion, matcher, holes);
        exclusions = new Exclusions(expansion, disjointness, holes);
        tokens = new Tokens(rules, options);
        texts = new TextRules(rules);
        numbers = new NumberRules(rules, texts);
        strings = new StringRules(this);
        arrays = new ArrayRules(this);
        objects = new ObjectRules(this);
        anything = new AnyRules(this);
    }

    Grammar run() throws SchemaException {
        writeAll();
        return Grammar.of(rules.toGbnf(ROOT), List.copyOf(warnings));
    }

    /** Compiles all but what depends on the holes; of use only where nothing else was decided by looking at a hole. */
    Skeleton skeleton() throws SchemaException {
        writeAll();
        List<OpenRule> reached =
                openRules.stream().filter(open -> rules.remove(open.rule())).toList();
        return new Skeleton(rules.toGbnf(ROOT), reached, List.copyOf(warnings));
    }

    private void writeAll() throws SchemaException {
        try {
            rules.reserve(ROOT);
            String value = value(Conjunction.of(root), "value");
            rules.add(ROOT, List.of(new Symbol.Ref(value)));
            while (!open.isEmpty()) {
                write(open.remove());
            }
        } catch (RuleLimitException e) {
            throw new SchemaException("", "needs a grammar of " + e.getMessage(), "Split the schema, or loosen it.");
        }
        if (!rules.prune(ROOT)) {
            throw new SchemaException(
                    "",
                    "is satisfied by no value that ends",
                    "Look for bounds, types and required names that conflict.");
        }
    }

    /** Returns the rule of the values that satisfy a conjunction; it is written later, so that nothing recurses. */
    String value(Conjunction conjunction, String hint) throws SchemaException, RuleLimitException {
        String written = known.get(conjunction);
        if (written != null) {
            return written;
        }
        if (conjunction.isAnything()) {
            String any = anything.value(options.anyDepth());
            known.put(conjunction, any);
            return any;
        }
        String rule = rules.reserve(hint);
        known.put(conjunction, rule);
        open.add(new Pending(conjunction, rule, hint));
        return rule;
    }

    private void write(Pending pending) throws SchemaException, RuleLimitException {
        String rule = pending.rule();
        Set<String> literals = new LinkedHashSet<>();
        for (Alternative alternative : expansion.of(pending.conjunction())) {
            Constraints constraints = Constraints.of(alternative);
            for (SchemaNode node : alternative.nodes()) {
                inspect(node);
            }
            constraints.inferTypes();
            if (constraints.values != null && isOpen(constraints)) {
                addOpen(pending, alternative);
            } else if (constraints.values != null) {
                addValues(rule, constraints, literals);
            } else {
                exclusions.narrow(constraints);
                addTypes(rule, constraints, pending.hint());
            }
        }
        if (!literals.isEmpty()) {
            rules.add(rule, List.of(new Symbol.Ref(texts.plain(Dfa.words(literals), pending.hint() + "-of"))));
        }
    }

    /** Returns a free value of a type without brackets. */
    List<Symbol> scalar(JsonType type) throws SchemaException, RuleLimitException {
        return switch (type) {
            case STRING -> strings.value(new TextShape(), "string");
            case NUMBER, INTEGER -> numbers.value(NumberRange.ALL, type == JsonType.INTEGER, "number", "");
            case BOOLEAN -> List.of(new Symbol.Ref(tokens.booleans()));
            case NULL -> List.of(new Symbol.Literal("null"));
            case ARRAY, OBJECT -> throw new IllegalArgumentException(type.keyword());
        };
    }

    /** Tells whether what fills a hole decides which of the listed values are allowed. */
    private boolean isOpen(Constraints constraints) throws SchemaException {
        if (holes.isEmpty()) {
            return false;
        }
        boolean earlier = holes.consulted();
        holes.setConsulted(false);
        holes.consult(constraints);
        if (!holes.consulted()) {
            var _ = matcher.allowed(constraints);
        }
        boolean open = holes.consulted();
        holes.setConsulted(earlier);
        return open;
    }

    private void addOpen(Pending pending, Alternative alternative) throws RuleLimitException {
        String open = rules.define(pending.hint() + "-open", List.of(List.of(new Symbol.Literal("?"))));
        rules.add(pending.rule(), List.of(new Symbol.Ref(open)));
        openRules.add(new OpenRule(open, alternative));
        if (!alternative.nodes().stream().allMatch(document::holds)
                || !alternative.excluded().stream().allMatch(document::holds)) {
            holes.setConsulted(true);
        }
    }

    private void addValues(String rule, Constraints constraints, Set<String> literals)
            throws SchemaException, RuleLimitException {
        for (JsonElement value : matcher.allowed(constraints)) {
            if (value.isJsonArray() || value.isJsonObject()) {
                rules.add(rule, tokens.literal(value));
            } else {
                literals.add(Tokens.scalar(value));
            }
        }
    }

    private void addTypes(String rule, Constraints constraints, String hint)
            throws SchemaException, RuleLimitException {
        for (JsonType type : List.copyOf(constraints.types)) {
            switch (type) {
                case OBJECT -> rules.add(rule, objects.value(constraints.object, hint));
                case ARRAY -> rules.add(rule, arrays.value(constraints.array, hint));
                case STRING -> rules.add(rule, strings.value(constraints.text, hint));
                case NUMBER, INTEGER ->
                    rules.add(
                            rule,
                            numbers.value(constraints.range, type == JsonType.INTEGER, hint, pointer(constraints)));
                case BOOLEAN -> rules.add(rule, List.of(new Symbol.Ref(tokens.booleans())));
                case NULL -> rules.add(rule, List.of(new Symbol.Literal("null")));
            }
        }
    }

    private static String pointer(Constraints constraints) {
        return constraints.nodes.isEmpty() ? "" : constraints.nodes.getLast().pointer();
    }

    private void inspect(SchemaNode node) throws SchemaException {
        for (String keyword : node.object().keySet()) {
            if (UNSUPPORTED.contains(keyword)) {
                notEnforced(node.at(keyword), "uses " + keyword + ", which a grammar cannot hold to", "Leave it out.");
            }
            if (keyword.equals("format")) {
                String format = Keyword.text(node, "format");
                if (TextFormat.named(format).isEmpty()) {
                    warnings.add("The format \"" + format + "\" at " + node.at(keyword) + " is not enforced.");
                }
            }
            if (keyword.equals("nullable") && Keyword.flag(node, keyword)) {
                warnings.add("nullable at " + node.at(keyword)
                        + " is a keyword of OpenAPI: null is generated, but JSON Schema validators refuse it.");
            }
        }
    }

    /** Refuses a keyword, or warns where the options are lenient. */
    void notEnforced(String pointer, String problem, String remedy) throws SchemaException {
        if (options.strict()) {
            throw new SchemaException(pointer, problem, remedy);
        }
        warn(pointer, problem + ": it is not enforced");
    }

    /** Warns; the problem is the rest of a sentence that begins with the place. */
    void warn(String pointer, String problem) {
        warnings.add((pointer.isEmpty() ? "The JSON Schema " : "The JSON Schema at " + pointer + " ") + problem + ".");
    }

    /** Returns the scalars that a conjunction allows as JSON texts, empty where it allows more than can be listed. */
    Optional<List<String>> listed(Conjunction conjunction) throws SchemaException {
        Set<String> literals = new LinkedHashSet<>();
        for (Alternative alternative : expansion.of(conjunction)) {
            Constraints constraints = Constraints.of(alternative);
            holes.consult(constraints);
            if (constraints.values != null) {
                for (JsonElement value : matcher.allowed(constraints)) {
                    literals.add(value.isJsonPrimitive() || value.isJsonNull() ? Tokens.scalar(value) : "");
                }
            } else if (constraints.excluded.isEmpty()
                    && Set.of(JsonType.BOOLEAN, JsonType.NULL).containsAll(constraints.types)) {
                if (constraints.types.contains(JsonType.BOOLEAN)) {
                    literals.addAll(List.of("true", "false"));
                }
                if (constraints.types.contains(JsonType.NULL)) {
                    literals.add("null");
                }
            } else {
                return Optional.empty();
            }
        }
        return literals.contains("") ? Optional.empty() : Optional.of(List.copyOf(literals));
    }

    /** Returns the texts that satisfy a conjunction, as property names have to. */
    Dfa language(Conjunction conjunction) throws SchemaException {
        Dfa all = Dfa.words(List.of());
        for (Alternative alternative : expansion.of(conjunction)) {
            Constraints constraints = Constraints.of(alternative);
            holes.consult(constraints);
            Dfa part;
            if (constraints.values != null) {
                part = Dfa.words(matcher.allowed(constraints).stream()
                        .filter(value -> Constraints.typeOf(value) == JsonType.STRING)
                        .map(JsonElement::getAsString)
                        .toList());
            } else {
                exclusions.narrow(constraints);
                part = constraints.types.contains(JsonType.STRING)
                        ? strings.language(constraints.text)
                        : Dfa.words(List.of());
            }
            try {
                all = all.or(part);
            } catch (PatternException e) {
                throw new SchemaException(constraints.text.pointer(), e.problem(), e.remedy());
            }
        }
        return all;
    }

    /** Returns whether a property name satisfies all of some schemas. */
    boolean allMatch(List<SchemaNode> schemas, String name) throws SchemaException {
        for (SchemaNode schema : schemas) {
            if (!matcher.matches(schema, new JsonPrimitive(name))) {
                return false;
            }
        }
        return true;
    }
}
