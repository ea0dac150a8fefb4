package studio.athanor.engines.spi.text;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How the next token is chosen, in llama.cpp's terms. A value that switches its sampler off is named at each field.
 *
 * @param temperature 0 takes the likeliest token; 1 as trained
 * @param dynamicTemperatureRange half-width of entropy-driven temperature; 0 off
 * @param dynamicTemperatureExponent exponent of entropy-driven temperature
 * @param topK keeps the k likeliest; 0 off
 * @param topP keeps the likeliest that sum to p; 1 off
 * @param minP keeps what has at least p of the likeliest's probability; 0 off
 * @param typicalP locally typical sampling; 1 off
 * @param topNSigma keeps what is within n standard deviations of the highest logit; -1 off
 * @param xtcProbability chance that the likeliest tokens above the threshold are removed; 0 off
 * @param xtcThreshold of XTC
 * @param penaltyLastN tokens looked back at by the penalties; 0 off, -1 the context
 * @param repeatPenalty divides logits of repeated tokens; 1 off
 * @param frequencyPenalty subtracted per occurrence; 0 off
 * @param presencePenalty subtracted once; 0 off
 * @param dryMultiplier strength of DRY; 0 off
 * @param dryBase of DRY
 * @param dryAllowedLength repetition that DRY does not punish, in tokens
 * @param dryPenaltyLastN tokens looked back at by DRY; -1 the context
 * @param drySequenceBreakers texts that end a repetition
 * @param mirostat 0 off, 1 or 2 the version; replaces all truncating samplers
 * @param mirostatTau target entropy
 * @param mirostatEta learning rate
 * @param seed of the random numbers; absent: one is drawn and reported in {@link TextEvent.Done}
 * @param logitBias added to the logit of a token, by token id
 * @param minKeep tokens that truncating samplers keep at least
 */
public record Sampling(
        float temperature,
        float dynamicTemperatureRange,
        float dynamicTemperatureExponent,
        int topK,
        float topP,
        float minP,
        float typicalP,
        float topNSigma,
        float xtcProbability,
        float xtcThreshold,
        int penaltyLastN,
        float repeatPenalty,
        float frequencyPenalty,
        float presencePenalty,
        float dryMultiplier,
        float dryBase,
        int dryAllowedLength,
        int dryPenaltyLastN,
        List<String> drySequenceBreakers,
        int mirostat,
        float mirostatTau,
        float mirostatEta,
        OptionalLong seed,
        Map<String, Float> logitBias,
        int minKeep) {

    public Sampling {
        drySequenceBreakers = List.copyOf(drySequenceBreakers);
        logitBias = Map.copyOf(logitBias);
    }

    /** Returns llama.cpp's defaults. */
    public static Sampling defaults() {
        return builder().build();
    }

    /** Returns a builder that starts from llama.cpp's defaults. */
    public static SamplingBuilder builder() {
        return new SamplingBuilder();
    }

    /** Returns a builder that starts from these values. */
    public SamplingBuilder toBuilder() {
        return new SamplingBuilder(this);
    }
}
