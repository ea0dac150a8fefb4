package studio.athanor.engines.llama;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.llama.libllama.Libllama;
import studio.athanor.engines.llama.libllama.Samplers;
import studio.athanor.engines.spi.text.Sampling;

/**
 * Chooses the tokens of one answer: libllama's samplers, in llama.cpp's default order, and a grammar if there is one. Not
 * thread-safe; owns native memory.
 *
 * <p>The likeliest token, where no other sampler has a say, is found without a list of candidates. Under a grammar a token is
 * chosen freely first, and only if the grammar refuses it chosen again among those that are allowed: most tokens of a model
 * that follows its instructions are accepted, and finding all that are allowed is the dear part.
 */
final class TokenChooser implements AutoCloseable {

    /** No token. */
    static final int NONE = -1;

    private final Libllama libllama;
    private final MemorySegment chain;
    private final boolean plainGreedy;
    private final boolean looksBack;
    private final int likeliestOnly;
    private final int vocabularySize;
    private final @Nullable GrammarGuide grammar;
    private boolean closed;

    TokenChooser(
            Libllama libllama,
            Tokenizer tokenizer,
            Sampling sampling,
            long seed,
            int contextTokens,
            @Nullable GrammarGuide grammar) {
        this.libllama = libllama;
        this.vocabularySize = tokenizer.size();
        this.grammar = grammar;
        Samplers samplers = libllama.samplers();
        List<MemorySegment> links = new ArrayList<>();
        addBias(links, tokenizer, sampling);
        looksBack = sampling.mirostat() == 0 && addLookingBack(links, tokenizer, sampling, contextTokens);
        plainGreedy = links.isEmpty() && sampling.temperature() == 0f;
        boolean topKFirst = links.isEmpty() && sampling.mirostat() == 0 && sampling.topNSigma() <= 0f;
        likeliestOnly = topKFirst ? sampling.topK() : 0;
        if (sampling.temperature() == 0f) {
            links.add(samplers.greedy());
        } else if (sampling.mirostat() > 0) {
            addMirostat(links, sampling, (int) seed);
        } else {
            addTruncating(links, sampling, (int) seed);
            links.add(samplers.dist((int) seed));
        }
        chain = samplers.chain();
        links.forEach(link -> samplers.add(chain, link));
    }

    /** Lets penalties know the prompt. */
    void acceptPrompt(int[] tokens) {
        if (looksBack) {
            for (int token : tokens) {
                libllama.samplers().accept(chain, token);
            }
        }
    }

    /** Tells whether the answer keeps to a grammar. */
    boolean constrained() {
        return grammar != null;
    }

    /**
     * Chooses one of the candidates.
     *
     * @param tokensLeft how many tokens the answer may still have, this one included
     * @return the token, or {@link #NONE} if the grammar allows no token of the vocabulary
     */
    int choose(CandidateTokens candidates, int tokensLeft) {
        int token = chooseFreely(candidates);
        if (grammar != null) {
            if (!grammar.allows(token, tokensLeft)) {
                TokenSet allowed = grammar.allowed(tokensLeft);
                if (allowed.size() == 0) {
                    return NONE;
                }
                token = chooseAmong(allowed, candidates);
            }
            grammar.accept(token);
        }
        if (looksBack) {
            libllama.samplers().accept(chain, token);
        }
        return token;
    }

    private int chooseFreely(CandidateTokens candidates) {
        if (plainGreedy) {
            return candidates.likeliest();
        }
        if (likeliestOnly > 0) {
            candidates.offerLikeliest(likeliestOnly);
        } else {
            candidates.offerAll();
        }
        return candidates.choose(chain);
    }

    private int chooseAmong(TokenSet allowed, CandidateTokens candidates) {
        if (plainGreedy) {
            return candidates.likeliest(allowed);
        }
        candidates.offer(allowed);
        return candidates.choose(chain);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            libllama.samplers().free(chain);
        }
    }

    private void addBias(List<MemorySegment> links, Tokenizer tokenizer, Sampling sampling) {
        int[] suppressed = libllama.vocabularies().suppressed(tokenizer.handle());
        int count = sampling.logitBias().size() + suppressed.length;
        if (count == 0) {
            return;
        }
        int[] tokens = new int[count];
        float[] biases = new float[count];
        int i = 0;
        for (Map.Entry<String, Float> entry : sampling.logitBias().entrySet()) {
            tokens[i] = Integer.parseInt(entry.getKey());
            biases[i++] = entry.getValue();
        }
        for (int token : suppressed) {
            tokens[i] = token;
            biases[i++] = Float.NEGATIVE_INFINITY;
        }
        links.add(libllama.samplers().logitBias(tokenizer.size(), tokens, biases));
    }

    private boolean addLookingBack(
            List<MemorySegment> links, Tokenizer tokenizer, Sampling sampling, int contextTokens) {
        boolean any = false;
        int penaltyLastN = lookBack(sampling.penaltyLastN(), contextTokens);
        if (penaltyLastN > 0
                && (sampling.repeatPenalty() != 1f
                        || sampling.frequencyPenalty() != 0f
                        || sampling.presencePenalty() != 0f)) {
            links.add(libllama.samplers()
                    .penalties(
                            tokenizer.size(),
                            penaltyLastN,
                            sampling.repeatPenalty(),
                            sampling.frequencyPenalty(),
                            sampling.presencePenalty()));
            any = true;
        }
        int dryLastN = lookBack(sampling.dryPenaltyLastN(), contextTokens);
        if (sampling.dryMultiplier() > 0f && sampling.dryBase() >= 1f && dryLastN > 0) {
            links.add(libllama.samplers()
                    .dry(
                            tokenizer.handle(),
                            sampling.dryMultiplier(),
                            sampling.dryBase(),
                            sampling.dryAllowedLength(),
                            dryLastN,
                            sampling.drySequenceBreakers()));
            any = true;
        }
        return any;
    }

    private static int lookBack(int tokens, int contextTokens) {
        return tokens < 0 ? contextTokens : Math.min(tokens, contextTokens);
    }

    private void addTruncating(List<MemorySegment> links, Sampling sampling, int seed) {
        Samplers samplers = libllama.samplers();
        long minKeep = sampling.minKeep();
        if (sampling.topNSigma() > 0f) {
            links.add(samplers.topNSigma(sampling.topNSigma()));
        }
        if (sampling.topK() > 0) {
            links.add(samplers.topK(sampling.topK()));
        }
        if (sampling.typicalP() < 1f) {
            links.add(samplers.typical(sampling.typicalP(), minKeep));
        }
        if (sampling.topP() < 1f) {
            links.add(samplers.topP(sampling.topP(), minKeep));
        }
        if (sampling.minP() > 0f) {
            links.add(samplers.minP(sampling.minP(), minKeep));
        }
        if (sampling.xtcProbability() > 0f) {
            links.add(samplers.xtc(sampling.xtcProbability(), sampling.xtcThreshold(), minKeep, seed));
        }
        links.add(samplers.dynamicTemperature(
                sampling.temperature(), sampling.dynamicTemperatureRange(), sampling.dynamicTemperatureExponent()));
    }

    private void addMirostat(List<MemorySegment> links, Sampling sampling, int seed) {
        Samplers samplers = libllama.samplers();
        links.add(samplers.temperature(sampling.temperature()));
        links.add(
                sampling.mirostat() == 1
                        ? samplers.mirostat(vocabularySize, seed, sampling.mirostatTau(), sampling.mirostatEta())
                        : samplers.mirostat2(seed, sampling.mirostatTau(), sampling.mirostatEta()));
    }
}
