package studio.athanor.engines.grammar;

import java.util.ArrayList;
import java.util.List;
import studio.athanor.engines.grammar.automaton.Dfa;
import studio.athanor.engines.grammar.automaton.PatternException;
import studio.athanor.engines.grammar.rules.RuleLimitException;
import studio.athanor.engines.grammar.rules.Symbol;

/** Writes the rules of strings. */
final class StringRules {

    private final Compilation compilation;

    StringRules(Compilation compilation) {
        this.compilation = compilation;
    }

    List<Symbol> value(TextShape shape, String hint) throws SchemaException, RuleLimitException {
        if (shape.isLanguage()) {
            return List.of(new Symbol.Ref(compilation.texts.quoted(language(shape), hint + "-text")));
        }
        int most = shape.max == Integer.MAX_VALUE ? Math.max(compilation.options.stringLength(), shape.min) : shape.max;
        if (shape.min > most) {
            return List.of(new Symbol.Ref(compilation.rules.reserve(hint + "-none")));
        }
        List<Symbol> symbols = new ArrayList<>(List.of(new Symbol.Literal("\"")));
        symbols.addAll(new Counting(compilation, shape.pointer())
                .times(compilation.tokens.character(), shape.min, most, hint));
        symbols.add(new Symbol.Literal("\""));
        return symbols;
    }

    /** Returns the texts that satisfy a shape; where the longest ones make it too large, only the shorter ones. */
    Dfa language(TextShape shape) throws SchemaException {
        Dfa language = shape.language();
        int most = shape.max == Integer.MAX_VALUE ? Math.max(compilation.options.stringLength(), shape.min) : shape.max;
        if (shape.min > most || language.isEmpty()) {
            return Dfa.words(List.of());
        }
        int longest = most;
        while (true) {
            try {
                Dfa counted = language.withLength(shape.min, longest);
                if (longest < most) {
                    compilation.warn(
                            shape.pointer(),
                            "allows texts of " + most + " characters; with its pattern only " + longest
                                    + " are generated");
                }
                return counted;
            } catch (PatternException e) {
                if (longest / 2 < Math.max(shape.min, 64)) {
                    throw new SchemaException(shape.pointer(), e.problem(), "Use smaller length bounds.");
                }
                longest = longest == Integer.MAX_VALUE ? 1 << 14 : longest / 2;
            }
        }
    }
}
