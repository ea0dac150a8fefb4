package studio.athanor.engines.llama;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    private final Map<OutputConstraint, Compiled> compiled = new LinkedHashMap<>(KEPT, 0.75f, true);
    private @Nullable TokenTrie trie;

    Grammars(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * Returns a guide at the beginning of an answer.
     *
     * @throws InvalidRequest if the schema or the grammar has an error
     */
    synchronized GrammarGuide guide(OutputConstraint constraint) throws InvalidRequest {
        Compiled known = compiled.get(constraint);
        if (known == null) {
            known = new Compiled(compile(constraint).start(), new GrammarGuide.Budget(BYTES_PER_GRAMMAR));
            compiled.put(constraint, known);
            if (compiled.size() > KEPT) {
                compiled.remove(compiled.keySet().iterator().next());
            }
        }
        if (trie == null) {
            trie = new TokenTrie(tokenizer);
        }
        return new GrammarGuide(known.start(), known.budget(), trie, tokenizer);
    }

    private static GbnfGrammar compile(OutputConstraint constraint) throws InvalidRequest {
        try {
            GbnfGrammar grammar = GbnfGrammar.parse(
                    switch (constraint) {
                        case OutputConstraint.None _ -> "root ::= .*";
                        case OutputConstraint.JsonSchema schema ->
                            JsonSchemaGrammar.compile(schema.schema()).gbnf();
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

    private record Compiled(GbnfState start, GrammarGuide.Budget budget) {}
}
