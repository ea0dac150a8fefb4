package studio.athanor.engines.grammar.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of one grammar under construction. Not safe for use by several threads. */
public final class RuleSet {

    /** The most rules a grammar may have. */
    public static final int MAX_RULES = 50_000;

    private final Map<String, List<List<Symbol>>> rules = new LinkedHashMap<>();
    private final Map<String, Integer> names = new HashMap<>();

    /** Makes an empty set. */
    public RuleSet() {}

    /** Reserves a name that is like the hint; the rule has no alternatives yet. */
    public String reserve(String hint) throws RuleLimitException {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < hint.length() && name.length() < 40; i++) {
            char c = hint.charAt(i);
            boolean word = c < 128 && Character.isLetterOrDigit(c);
            if (word) {
                name.append(c);
            } else if (!name.isEmpty() && name.charAt(name.length() - 1) != '-') {
                name.append('-');
            }
        }
        if (name.isEmpty()) {
            name.append('r');
        }
        String base = name.toString();
        int used = names.merge(base, 1, Integer::sum);
        String unique = used == 1 ? base : base + "-" + used;
        while (rules.containsKey(unique)) {
            unique = base + "-" + names.merge(base, 1, Integer::sum);
        }
        if (rules.size() >= MAX_RULES) {
            throw new RuleLimitException();
        }
        rules.put(unique, new ArrayList<>(2));
        return unique;
    }

    /** Makes a rule at once. */
    public String define(String hint, List<List<Symbol>> alternatives) throws RuleLimitException {
        String name = reserve(hint);
        alternatives.forEach(alternative -> add(name, alternative));
        return name;
    }

    /** Adds an alternative to a rule. */
    public void add(String rule, List<Symbol> alternative) {
        List<List<Symbol>> alternatives = rules.get(rule);
        if (alternatives == null) {
            throw new IllegalArgumentException("no rule named " + rule);
        }
        alternatives.add(List.copyOf(alternative));
    }

    /**
     * Removes every alternative that derives no finite text, then every rule that cannot be reached.
     *
     * @return whether {@code root} still derives something
     */
    public boolean prune(String root) {
        Set<String> productive = productive();
        rules.keySet().retainAll(productive);
        for (List<List<Symbol>> alternatives : rules.values()) {
            alternatives.removeIf(alternative -> !finite(alternative, productive));
            alternatives.replaceAll(alternative -> alternative.stream()
                    .filter(symbol -> !(symbol instanceof Symbol.Repeat repeat) || productive.contains(repeat.rule()))
                    .toList());
        }
        if (!productive.contains(root)) {
            return false;
        }
        Set<String> reached = new HashSet<>(Set.of(root));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (List<Symbol> alternative : rules.getOrDefault(open.remove(), List.of())) {
                for (Symbol symbol : alternative) {
                    String target = target(symbol);
                    if (target != null && rules.containsKey(target) && reached.add(target)) {
                        open.add(target);
                    }
                }
            }
        }
        rules.keySet().retainAll(reached);
        return true;
    }

    private static @Nullable String target(Symbol symbol) {
        return switch (symbol) {
            case Symbol.Ref ref -> ref.rule();
            case Symbol.Repeat repeat -> repeat.rule();
            case Symbol.Literal _, Symbol.Chars _ -> null;
        };
    }

    private Set<String> productive() {
        Map<String, List<String>> users = new HashMap<>();
        rules.forEach((name, alternatives) -> {
            for (List<Symbol> alternative : alternatives) {
                for (Symbol symbol : alternative) {
                    String target = target(symbol);
                    if (target != null) {
                        users.computeIfAbsent(target, _ -> new ArrayList<>()).add(name);
                    }
                }
            }
        });
        Set<String> productive = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(rules.keySet());
        while (!open.isEmpty()) {
            String name = open.remove();
            if (!productive.contains(name)
                    && rules.getOrDefault(name, List.of()).stream().anyMatch(a -> finite(a, productive))) {
                productive.add(name);
                open.addAll(users.getOrDefault(name, List.of()));
            }
        }
        return productive;
    }

    private static boolean finite(List<Symbol> alternative, Set<String> productive) {
        for (Symbol symbol : alternative) {
            boolean finite = switch (symbol) {
                case Symbol.Literal _ -> true;
                case Symbol.Chars chars -> !chars.set().isEmpty();
                case Symbol.Ref ref -> productive.contains(ref.rule());
                case Symbol.Repeat repeat -> repeat.min() == 0 || productive.contains(repeat.rule());
            };
            if (!finite) {
                return false;
            }
        }
        return true;
    }

    /** Takes a rule out, though others may name it; returns whether it was there. */
    public boolean remove(String rule) {
        return rules.remove(rule) != null;
    }

    /** Writes a rule that is one of some texts as GBNF. */
    public static String texts(String rule, Collection<String> texts) {
        StringBuilder out = new StringBuilder();
        new GbnfText(out)
                .rule(
                        rule,
                        texts.stream()
                                .map(text -> List.<Symbol>of(new Symbol.Literal(text)))
                                .toList());
        return out.toString();
    }

    /** Returns how many rules there are. */
    public int size() {
        return rules.size();
    }

    /** Writes the rules as GBNF, the start rule first. */
    public String toGbnf(String root) {
        StringBuilder text = new StringBuilder();
        GbnfText writer = new GbnfText(text);
        writer.rule(root, rules.getOrDefault(root, List.of()));
        rules.forEach((name, alternatives) -> {
            if (!name.equals(root)) {
                writer.rule(name, alternatives);
            }
        });
        return text.toString();
    }
}
