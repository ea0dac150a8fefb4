package studio.athanor.engines.grammar;

import java.util.ArrayList;
import java.util.List;
import studio.athanor.engines.grammar.rules.RuleLimitException;
import studio.athanor.engines.grammar.rules.RuleSet;
import studio.athanor.engines.grammar.rules.Symbol;

/**
 * Repeats a rule a bounded number of times. llama.cpp reads an upper bound above 2000 as none and writes a bounded
 * repetition out, so long ones are made of blocks: while a text goes on, one stack counts full blocks and a second one the
 * last, partial block.
 */
final class Counting {

    private static final int BLOCK = 256;
    private static final int MOST = 1_000_000;

    private final Compilation compilation;
    private final String pointer;

    Counting(Compilation compilation, String pointer) {
        this.compilation = compilation;
        this.pointer = pointer;
    }

    /** Returns the symbols of {@code min} to {@code max} times a rule that is never empty. */
    List<Symbol> times(String rule, int min, int max, String hint) throws SchemaException, RuleLimitException {
        if (min > MOST) {
            throw new SchemaException(
                    pointer, "asks for a length of at least " + min, "Stay below " + MOST + "; no model gets there.");
        }
        List<Symbol> symbols = new ArrayList<>();
        if (max == Integer.MAX_VALUE) {
            exactly(rule, Math.max(0, min - BLOCK), hint, symbols);
            symbols.add(new Symbol.Repeat(rule, Math.min(min, BLOCK), Symbol.UNBOUNDED));
            return symbols;
        }
        int most = max;
        if (max > MOST) {
            most = MOST;
            compilation.warn(pointer, "allows a length of " + max + ", of which only " + MOST + " is generated");
        }
        if (most <= BLOCK) {
            if (most > 0) {
                symbols.add(new Symbol.Repeat(rule, min, most));
            }
            return symbols;
        }
        exactly(rule, min, hint, symbols);
        if (most - min <= BLOCK) {
            if (most > min) {
                symbols.add(new Symbol.Repeat(rule, 0, most - min));
            }
        } else {
            symbols.add(new Symbol.Ref(upTo(rule, most - min, hint)));
        }
        return symbols;
    }

    private void exactly(String rule, int count, String hint, List<Symbol> symbols) throws RuleLimitException {
        if (count <= BLOCK) {
            if (count > 0) {
                symbols.add(new Symbol.Repeat(rule, count, count));
            }
            return;
        }
        String block = block(rule, hint);
        int blocks = count / BLOCK;
        while (blocks > 0) {
            int some = Math.min(blocks, BLOCK);
            symbols.add(new Symbol.Repeat(block, some, some));
            blocks -= some;
        }
        if (count % BLOCK > 0) {
            symbols.add(new Symbol.Repeat(rule, count % BLOCK, count % BLOCK));
        }
    }

    private String block(String rule, String hint) throws RuleLimitException {
        return compilation.rules.define(hint + "-block", List.of(List.of(new Symbol.Repeat(rule, BLOCK, BLOCK))));
    }

    private String upTo(String rule, int count, String hint) throws RuleLimitException {
        RuleSet rules = compilation.rules;
        String block = block(rule, hint);
        String partial = rules.define(hint + "-part", List.of(List.of(new Symbol.Repeat(rule, 0, BLOCK - 1))));
        int rest = count % BLOCK;
        List<Symbol> last = rest == 0 ? List.of() : List.of(new Symbol.Repeat(rule, 0, rest));
        String next = rules.define(hint + "-last", List.of(last));
        for (int i = 0; i < count / BLOCK; i++) {
            next = rules.define(
                    hint + "-more",
                    List.of(List.of(new Symbol.Ref(block), new Symbol.Ref(next)), List.of(new Symbol.Ref(partial))));
        }
        return next;
    }
}
