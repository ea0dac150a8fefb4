package studio.athanor.engines.grammar.gbnf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of a grammar by number, with the names and lines that a person knows them by. */
final class Rules {

    private static final class Rule {
        private final String name;
        private int line;
        private List<List<Element>> alternatives = List.of();
        private boolean defined;

        Rule(String name, int line) {
            this.name = name;
            this.line = line;
        }
    }

    private static final int MAX_ELEMENTS = 2_000_000;

    private final List<Rule> all = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private long elements;

    /** Returns the number of a named rule, making it where this is its first use. */
    int named(String name, int line) {
        return numbers.computeIfAbsent(name, _ -> add(name, line));
    }

    /** Makes a rule without a name of its own, for a group or a repetition inside another. */
    int unnamed(String within, int line) {
        return add(within, line);
    }

    private int add(String name, int line) {
        all.add(new Rule(name, line));
        return all.size() - 1;
    }

    /** Sets what a rule derives; a later definition replaces an earlier one, as in llama.cpp. */
    void define(int rule, List<List<Element>> alternatives, int line) throws GbnfException {
        for (List<Element> alternative : alternatives) {
            elements += alternative.size() + 1;
        }
        if (elements > MAX_ELEMENTS) {
            throw new GbnfException(
                    line,
                    "with its repetitions written out the grammar grows beyond " + MAX_ELEMENTS + " elements",
                    "Use smaller repetition counts.");
        }
        Rule target = all.get(rule);
        target.alternatives = List.copyOf(alternatives);
        target.defined = true;
        target.line = line;
    }

    boolean isDefined(int rule) {
        return all.get(rule).defined;
    }

    List<List<Element>> alternatives(int rule) {
        return all.get(rule).alternatives;
    }

    String name(int rule) {
        return all.get(rule).name;
    }

    int line(int rule) {
        return all.get(rule).line;
    }

    int size() {
        return all.size();
    }

    boolean has(String name) {
        Integer number = numbers.get(name);
        return number != null && isDefined(number);
    }
}
