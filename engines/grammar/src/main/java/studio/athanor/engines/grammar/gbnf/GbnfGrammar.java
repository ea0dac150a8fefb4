package studio.athanor.engines.grammar.gbnf;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A grammar in llama.cpp's GBNF, read without native code. Parsing refuses what llama.cpp refuses and what would hang or
 * crash it, so that a grammar from a user can be tried here first. Safe for use by several threads.
 *
 * <p>Tokens of a vocabulary ({@code <[42]>}, {@code <name>}) are understood, but as no text says which tokens it was made
 * of, they match nothing here.
 */
public final class GbnfGrammar {

    private final Rules rules;
    private final int root;
    private volatile @Nullable Sentences sentences;

    private GbnfGrammar(Rules rules) {
        this.rules = rules;
        root = rules.named("root", 1);
    }

    /**
     * Reads a grammar.
     *
     * @throws GbnfException if the syntax is wrong, a rule or {@code root} is missing, a rule is left recursive, or a limit
     *     of llama.cpp is exceeded
     */
    public static GbnfGrammar parse(String gbnf) throws GbnfException {
        Rules rules = GbnfParser.parse(gbnf);
        new RuleCheck(rules).run();
        return new GbnfGrammar(rules);
    }

    /**
     * Returns the place before the first byte of a sentence. Every call makes states of its own, which the caller's thread
     * may follow.
     */
    public GbnfState start() {
        return new GbnfStates(rules, root).start();
    }

    /** Returns whether the grammar names tokens of a vocabulary, which {@link GbnfState} cannot follow. */
    public boolean namesTokens() {
        for (int rule = 0; rule < rules.size(); rule++) {
            for (var alternative : rules.alternatives(rule)) {
                if (alternative.stream().anyMatch(element -> element instanceof Element.Token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns whether the whole text is a sentence. */
    public boolean accepts(String text) {
        Matching matching = new Matching(rules, root);
        return matching.consume(text) && matching.isComplete();
    }

    /** Returns whether the text is a sentence or may become one by going on. */
    public boolean acceptsPrefix(String text) {
        return new Matching(rules, root).consume(text);
    }

    /**
     * Makes up a sentence.
     *
     * @param random decides; equal seeds give equal sentences
     * @param length in code points, from which on the shortest way to an end is taken
     * @throws IllegalStateException if no sentence ends, or only with tokens
     */
    public String sentence(RandomGenerator random, int length) {
        Sentences known = sentences;
        if (known == null) {
            known = new Sentences(rules);
            sentences = known;
        }
        return known.from(root, random, length);
    }
}
