package studio.athanor.engines.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import studio.athanor.engines.grammar.automaton.CodePoints;
import studio.athanor.engines.grammar.automaton.Dfa;
import studio.athanor.engines.grammar.rules.RuleLimitException;
import studio.athanor.engines.grammar.rules.RuleSet;
import studio.athanor.engines.grammar.rules.Symbol;

/**
 * Writes automata as right-linear rules: llama.cpp then follows them with one stack and without backtracking. A chain of
 * states that nothing else leads into becomes one sequence.
 */
final class TextRules {

    private static final String SHORT_ESCAPED = "\"\\\b\f\n\r\t";
    private static final String SHORT_LETTERS = "\"\\bfnrt";

    private record Key(Dfa language, boolean quoted) {}

    private final RuleSet rules;
    private final Map<Key, String> written = new HashMap<>();

    TextRules(RuleSet rules) {
        this.rules = rules;
    }

    /** Returns the rule of a language as it stands. */
    String plain(Dfa language, String hint) throws RuleLimitException {
        return write(new Key(language, false), hint);
    }

    /** Returns the rule of a language as JSON strings, quotes included. */
    String quoted(Dfa language, String hint) throws RuleLimitException {
        return write(new Key(language, true), hint);
    }

    private String write(Key key, String hint) throws RuleLimitException {
        String known = written.get(key);
        if (known != null) {
            return known;
        }
        String rule = rules.reserve(hint);
        written.put(key, rule);
        if (!key.language().isEmpty()) {
            String first = new Writing(key, hint).run();
            rules.add(
                    rule,
                    key.quoted()
                            ? List.of(new Symbol.Literal("\""), new Symbol.Ref(first))
                            : List.of(new Symbol.Ref(first)));
        }
        return rule;
    }

    private final class Writing {
        private final Dfa language;
        private final boolean quoted;
        private final String hint;
        private final int[] incoming;
        private final Map<Integer, String> names = new HashMap<>();
        private final Deque<Integer> open = new ArrayDeque<>();

        Writing(Key key, String hint) {
            language = key.language();
            quoted = key.quoted();
            this.hint = hint;
            incoming = new int[language.states()];
            incoming[0] = 1;
            for (int state = 0; state < language.states(); state++) {
                language.transitions(state).keySet().forEach(target -> incoming[target]++);
            }
        }

        String run() throws RuleLimitException {
            String first = name(0);
            while (!open.isEmpty()) {
                define(open.remove());
            }
            return first;
        }

        private String name(int state) throws RuleLimitException {
            String name = names.get(state);
            if (name == null) {
                name = rules.reserve(hint + "-s");
                names.put(state, name);
                open.add(state);
            }
            return name;
        }

        private void define(int state) throws RuleLimitException {
            String rule = names.getOrDefault(state, "");
            List<List<Symbol>> escapes = new ArrayList<>();
            if (language.isAccepting(state)) {
                rules.add(rule, ending());
            }
            for (Map.Entry<Integer, CodePoints> edge :
                    language.transitions(state).entrySet()) {
                CodePoints set = edge.getValue();
                if (!quoted) {
                    rules.add(rule, sequence(List.of(new Symbol.Chars(set)), edge.getKey()));
                    continue;
                }
                CodePoints raw = set.and(Tokens.RAW.or(CodePoints.of(0x7F)));
                CodePoints letters = shortEscapes(set);
                if (!raw.isEmpty()) {
                    rules.add(rule, sequence(List.of(new Symbol.Chars(raw)), edge.getKey()));
                }
                if (!letters.isEmpty()) {
                    escapes.add(sequence(List.of(new Symbol.Chars(letters)), edge.getKey()));
                }
                if (raw.isEmpty() && letters.isEmpty()) {
                    addControls(set, edge.getKey(), escapes);
                }
            }
            if (!escapes.isEmpty()) {
                String escape = rules.define(hint + "-e", escapes);
                rules.add(rule, List.of(new Symbol.Literal("\\"), new Symbol.Ref(escape)));
            }
        }

        /** Control characters have only long escapes; they are written where nothing else would do. */
        private void addControls(CodePoints set, int target, List<List<Symbol>> escapes) throws RuleLimitException {
            for (int control = 0; control < 0x20; control++) {
                if (set.contains(control)) {
                    escapes.add(sequence(List.of(new Symbol.Literal(String.format("u%04x", control))), target));
                }
            }
        }

        private CodePoints shortEscapes(CodePoints set) {
            CodePoints letters = CodePoints.NONE;
            for (int i = 0; i < SHORT_ESCAPED.length(); i++) {
                if (set.contains(SHORT_ESCAPED.charAt(i))) {
                    letters = letters.or(CodePoints.of(SHORT_LETTERS.charAt(i)));
                }
            }
            return letters;
        }

        private List<Symbol> ending() {
            return quoted ? List.of(new Symbol.Literal("\"")) : List.of();
        }

        /** Returns a step and everything that has to follow it. */
        private List<Symbol> sequence(List<Symbol> step, int target) throws RuleLimitException {
            List<Symbol> symbols = new ArrayList<>();
            step.forEach(symbol -> symbols.add(single(symbol)));
            int at = target;
            while (true) {
                Map<Integer, CodePoints> next = language.transitions(at);
                if (next.isEmpty()) {
                    symbols.addAll(ending());
                    return symbols;
                }
                Map.Entry<Integer, CodePoints> only = next.entrySet().iterator().next();
                boolean chain = next.size() == 1
                        && !language.isAccepting(at)
                        && incoming[at] == 1
                        && at != 0
                        && (!quoted
                                || Tokens.RAW.complement().and(only.getValue()).isEmpty());
                if (!chain) {
                    symbols.add(new Symbol.Ref(name(at)));
                    return symbols;
                }
                symbols.add(single(new Symbol.Chars(only.getValue())));
                at = only.getKey();
            }
        }

        private static Symbol single(Symbol symbol) {
            return symbol instanceof Symbol.Chars(CodePoints set) && set.ranges() == 1 && set.first(0) == set.last(0)
                    ? new Symbol.Literal(Character.toString(set.first(0)))
                    : symbol;
        }
    }
}
