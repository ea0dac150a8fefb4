package studio.athanor.engines.grammar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.engines.grammar.rules.RuleLimitException;
import studio.athanor.engines.grammar.rules.RuleSet;
import studio.athanor.engines.grammar.rules.Symbol;

/** Writes the rules of arrays. */
final class ArrayRules {

    /** Up to so many listed items may come in any order; more come in the order of the list. */
    private static final int PERMUTED = 5;

    private static final int MAX_STATES = 4_000;

    private final Compilation compilation;
    private final RuleSet rules;

    ArrayRules(Compilation compilation) {
        this.compilation = compilation;
        rules = compilation.rules;
    }

    List<Symbol> value(ArrayShape shape, String hint) throws SchemaException, RuleLimitException {
        List<Symbol> symbols = compilation.tokens.open("[");
        if (shape.unique && shape.max > 1) {
            Optional<List<String>> items = shape.prefix() == 0 ? compilation.listed(shape.item(0)) : Optional.empty();
            if (items.isPresent()) {
                symbols.add(new Symbol.Ref(new Distinct(items.get(), shape, hint).first()));
                return symbols;
            }
            compilation.notEnforced(
                    shape.uniquePointer(),
                    "asks for unique items that are not listed in an enum, which a grammar cannot count",
                    "Give the items an enum, set maxItems to 1, or leave uniqueItems out.");
        }
        symbols.add(new Symbol.Ref(items(shape, hint)));
        return symbols;
    }

    private String items(ArrayShape shape, String hint) throws SchemaException, RuleLimitException {
        int prefix = shape.prefix();
        int most = shape.max == Integer.MAX_VALUE
                ? Math.max(Math.max(compilation.options.arrayItems(), shape.min), prefix)
                : shape.max;
        int explicit = Math.min(Math.max(prefix, 1), most);
        String next = end(shape, explicit, most, hint);
        for (int i = explicit - 1; i >= 0; i--) {
            String item = compilation.value(shape.item(i), hint + "-item");
            List<Symbol> with = i == 0 ? new ArrayList<>() : compilation.tokens.comma();
            with.add(new Symbol.Ref(item));
            with.add(new Symbol.Ref(next));
            List<List<Symbol>> alternatives = new ArrayList<>();
            if (i >= shape.min) {
                alternatives.add(i == 0 ? List.of(new Symbol.Literal("]")) : compilation.tokens.close("]"));
            }
            alternatives.add(with);
            next = rules.define(hint + "-list", alternatives);
        }
        return next;
    }

    /** Returns the rule of what follows the items that stand alone. */
    private String end(ArrayShape shape, int explicit, int most, String hint)
            throws SchemaException, RuleLimitException {
        if (shape.min > most) {
            return rules.reserve(hint + "-none");
        }
        if (explicit == 0) {
            return rules.define(hint + "-end", List.of(List.of(new Symbol.Literal("]"))));
        }
        int least = Math.max(0, shape.min - explicit);
        int rest = most == Integer.MAX_VALUE ? most : most - explicit;
        if (rest == 0) {
            return rules.define(hint + "-end", List.of(compilation.tokens.close("]")));
        }
        List<Symbol> more = compilation.tokens.comma();
        more.add(new Symbol.Ref(compilation.value(shape.item(Math.max(shape.prefix(), 1)), hint + "-item")));
        String following = rules.define(hint + "-more", List.of(more));
        List<Symbol> tail =
                new ArrayList<>(new Counting(compilation, hint).times(following, least, rest, hint + "-more"));
        tail.addAll(compilation.tokens.close("]"));
        return rules.define(hint + "-end", List.of(tail));
    }

    /** Arrays of distinct values from a list. */
    private final class Distinct {
        private final List<String> values;
        private final ArrayShape shape;
        private final String hint;
        private final boolean permuted;
        private final Map<Long, String> states = new HashMap<>();

        Distinct(List<String> values, ArrayShape shape, String hint) {
            this.values = values;
            this.shape = shape;
            this.hint = hint;
            permuted = values.size() <= PERMUTED;
        }

        String first() throws SchemaException, RuleLimitException {
            long size = permuted ? 1L << values.size() : (long) values.size() * (counted(values.size()) + 1);
            if (size > MAX_STATES) {
                throw new SchemaException(
                        shape.uniquePointer(), "counts too many distinct items", "Use a shorter enum.");
            }
            return permuted ? subset(0) : ordered(0, 0);
        }

        private int counted(int taken) {
            int enough = shape.max >= values.size() ? shape.min : shape.max;
            return Math.min(taken, Math.max(enough, 1));
        }

        private String subset(int used) throws RuleLimitException {
            String known = states.get((long) used);
            if (known != null) {
                return known;
            }
            String rule = rules.reserve(hint + "-set");
            states.put((long) used, rule);
            int count = Integer.bitCount(used);
            addEnd(rule, count);
            for (int i = 0; i < values.size() && count < shape.max; i++) {
                if ((used & (1 << i)) == 0) {
                    addItem(rule, count, i, subset(used | (1 << i)));
                }
            }
            return rule;
        }

        private String ordered(int from, int count) throws RuleLimitException {
            long key = ((long) from << 32) | count;
            String known = states.get(key);
            if (known != null) {
                return known;
            }
            String rule = rules.reserve(hint + "-set");
            states.put(key, rule);
            addEnd(rule, count);
            if (count < shape.max && from < values.size()) {
                List<Symbol> symbols = count == 0 ? new ArrayList<>() : compilation.tokens.comma();
                symbols.add(new Symbol.Ref(choice(from, count)));
                rules.add(rule, symbols);
            }
            return rule;
        }

        private String choice(int from, int count) throws RuleLimitException {
            long key = ((long) from << 32) | count | (1L << 31);
            String known = states.get(key);
            if (known != null) {
                return known;
            }
            String rule = rules.reserve(hint + "-pick");
            states.put(key, rule);
            String rest = ordered(from + 1, counted(count + 1));
            rules.add(rule, List.of(new Symbol.Literal(values.get(from)), new Symbol.Ref(rest)));
            if (from + 1 < values.size()) {
                rules.add(rule, List.of(new Symbol.Ref(choice(from + 1, count))));
            }
            return rule;
        }

        private void addEnd(String rule, int count) throws RuleLimitException {
            if (count >= shape.min) {
                rules.add(rule, count == 0 ? List.of(new Symbol.Literal("]")) : compilation.tokens.close("]"));
            }
        }

        private void addItem(String rule, int count, int value, String rest) throws RuleLimitException {
            List<Symbol> symbols = count == 0 ? new ArrayList<>() : compilation.tokens.comma();
            symbols.add(new Symbol.Literal(values.get(value)));
            symbols.add(new Symbol.Ref(rest));
            rules.add(rule, symbols);
        }
    }
}
