package studio.athanor.engines.llama;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.grammar.GrammarOptions;
import studio.athanor.engines.grammar.JsonSchemaGrammar;
import studio.athanor.engines.grammar.SchemaException;
import studio.athanor.engines.grammar.gbnf.GbnfException;
import studio.athanor.engines.grammar.gbnf.GbnfGrammar;
import studio.athanor.engines.grammar.gbnf.GbnfState;
import studio.athanor.engines.spi.EngineException.InvalidRequest;
import studio.athanor.engines.spi.text.OutputConstraint;

/**
 * The grammars that requests asked for. The last ones are kept with all that was found out about them, so that a thousand
 * answers under one schema compile it once. Thread-safe; the guides belong to the scheduler's thread.
 */
final class Grammars {

    private static final int KEPT = 16;
    private static final long BYTES_PER_GRAMMAR = 32L << 20;

    private final Tokenizer tokenizer;
    private final Map<Key, Compiled> compiled = new LinkedHashMap<>(KEPT, 0.75f, true);
    private @Nullable TokenTrie trie;

    Grammars(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * Returns a guide at the beginning of an answer.
     *
     * @param answerTokens how long the answer may become: what a schema leaves open is bounded by it, so that a model which
     *     does not find the end of a string still finishes its answer
     * @throws InvalidRequest if the schema or the grammar has an error
     */
    synchronized GrammarGuide guide(OutputConstraint constraint, int answerTokens) throws InvalidRequest {
        Key key = new Key(constraint, Integer.highestOneBit(Math.max(1, answerTokens)));
        Compiled known = compiled.get(key);
        if (known == null) {
            known = new Compiled(compile(key).start(), new GrammarGuide.Budget(BYTES_PER_GRAMMAR));
            compiled.put(key, known);
            if (compiled.size() > KEPT) {
                compiled.remove(compiled.keySet().iterator().next());
            }
        }
        if (trie == null) {
            trie = new TokenTrie(tokenizer);
        }
        return new GrammarGuide(known.start(), known.budget(), trie, tokenizer);
    }

    private static GbnfGrammar compile(Key key) throws InvalidRequest {
        try {
            GbnfGrammar grammar = GbnfGrammar.parse(
                    switch (key.constraint()) {
                        case OutputConstraint.None _ -> "root ::= .*";
                        case OutputConstraint.JsonSchema schema ->
                            JsonSchemaGrammar.compile(schema.schema(), key.bounds())
                                    .gbnf();
                        case OutputConstraint.Gbnf gbnf -> gbnf.grammar();
                    });
            if (grammar.namesTokens()) {
                throw new InvalidRequest(
                        "The grammar names tokens of a vocabulary, which is not supported.",
                        "Write the texts of the tokens instead.",
                        null);
            }
            return grammar;
        } catch (SchemaException e) {
            throw new InvalidRequest(String.valueOf(e.getMessage()), e.remedy(), null);
        } catch (GbnfException e) {
            throw new InvalidRequest(String.valueOf(e.getMessage()), e.remedy(), null);
        }
    }

    /**
     * What a grammar was compiled from.
     *
     * @param constraint asked for
     * @param tokens length of the answer, a power of two
     */
    private record Key(OutputConstraint constraint, int tokens) {

        GrammarOptions bounds() {
            return GrammarOptions.standard()
                    .withBounds(Math.max(24, tokens / 8), Math.max(8, tokens / 32), Math.clamp(tokens / 128, 2, 16));
        }
    }

    private record Compiled(GbnfState start, GrammarGuide.Budget budget) {}
}
