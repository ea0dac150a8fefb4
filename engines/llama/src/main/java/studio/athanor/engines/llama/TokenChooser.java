package studio.athanor.engines.llama;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import studio.athanor.engines.llama.libllama.Libllama;
import studio.athanor.engines.llama.libllama.Samplers;
import studio.athanor.engines.spi.text.Sampling;

/**
 * Chooses the tokens of one answer: libllama's samplers, in llama.cpp's default order. Not thread-safe; owns native memory.
 *
 * <p>The likeliest token, where no other sampler has a say, is found without the library's list of candidates, which costs
 * twelve bytes per token of the vocabulary.
 */
final class TokenChooser implements AutoCloseable {

    private final Libllama libllama;
    private final MemorySegment chain;
    private final boolean plainGreedy;
    private final boolean looksBack;
    private final int vocabularySize;
    private boolean closed;

    TokenChooser(Libllama libllama, Tokenizer tokenizer, Sampling sampling, long seed, int contextTokens) {
        this.libllama = libllama;
        this.vocabularySize = tokenizer.size();
        Samplers samplers = libllama.samplers();
        List<MemorySegment> links = new ArrayList<>();
        addBias(links, tokenizer, sampling);
        looksBack = sampling.mirostat() == 0 && addLookingBack(links, tokenizer, sampling, contextTokens);
        plainGreedy = links.isEmpty() && sampling.temperature() == 0f;
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

    /** Chooses from the logits of the i-th token of the last computation. */
    int choose(MemorySegment context, MemorySegment logits, int index) {
        return plainGreedy ? likeliest(logits) : libllama.samplers().sample(chain, context, index);
    }

    private int likeliest(MemorySegment logits) {
        int best = 0;
        float highest = logits.getAtIndex(JAVA_FLOAT, 0);
        for (int token = 1; token < vocabularySize; token++) {
            float logit = logits.getAtIndex(JAVA_FLOAT, token);
            if (logit > highest) {
                highest = logit;
                best = token;
            }
        }
        return best;
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
