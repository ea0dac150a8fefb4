package studio.athanor.engines.spi.text;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Builds a {@link Sampling}; starts from llama.cpp's defaults. Not thread-safe. */
public final class SamplingBuilder {

    private float temperature = 0.8f;
    private float dynamicTemperatureRange = 0f;
    private float dynamicTemperatureExponent = 1f;
    private int topK = 40;
    private float topP = 0.95f;
    private float minP = 0.05f;
    private float typicalP = 1f;
    private float topNSigma = -1f;
    private float xtcProbability = 0f;
    private float xtcThreshold = 0.1f;
    private int penaltyLastN = 64;
    private float repeatPenalty = 1f;
    private float frequencyPenalty = 0f;
    private float presencePenalty = 0f;
    private float dryMultiplier = 0f;
    private float dryBase = 1.75f;
    private int dryAllowedLength = 2;
    private int dryPenaltyLastN = -1;
    private List<String> drySequenceBreakers = List.of("\n", ":", "\"", "*");
    private int mirostat = 0;
    private float mirostatTau = 5f;
    private float mirostatEta = 0.1f;
    private OptionalLong seed = OptionalLong.empty();
    private Map<String, Float> logitBias = Map.of();
    private int minKeep = 0;

    SamplingBuilder() {}

    SamplingBuilder(Sampling from) {
        temperature = from.temperature();
        dynamicTemperatureRange = from.dynamicTemperatureRange();
        dynamicTemperatureExponent = from.dynamicTemperatureExponent();
        topK = from.topK();
        topP = from.topP();
        minP = from.minP();
        typicalP = from.typicalP();
        topNSigma = from.topNSigma();
        xtcProbability = from.xtcProbability();
        xtcThreshold = from.xtcThreshold();
        penaltyLastN = from.penaltyLastN();
        repeatPenalty = from.repeatPenalty();
        frequencyPenalty = from.frequencyPenalty();
        presencePenalty = from.presencePenalty();
        dryMultiplier = from.dryMultiplier();
        dryBase = from.dryBase();
        dryAllowedLength = from.dryAllowedLength();
        dryPenaltyLastN = from.dryPenaltyLastN();
        drySequenceBreakers = from.drySequenceBreakers();
        mirostat = from.mirostat();
        mirostatTau = from.mirostatTau();
        mirostatEta = from.mirostatEta();
        seed = from.seed();
        logitBias = from.logitBias();
        minKeep = from.minKeep();
    }

    /** Sets {@link Sampling#temperature()}. */
    public SamplingBuilder temperature(float value) {
        temperature = value;
        return this;
    }

    /** Sets {@link Sampling#dynamicTemperatureRange()}. */
    public SamplingBuilder dynamicTemperatureRange(float value) {
        dynamicTemperatureRange = value;
        return this;
    }

    /** Sets {@link Sampling#dynamicTemperatureExponent()}. */
    public SamplingBuilder dynamicTemperatureExponent(float value) {
        dynamicTemperatureExponent = value;
        return this;
    }

    /** Sets {@link Sampling#topK()}. */
    public SamplingBuilder topK(int value) {
        topK = value;
        return this;
    }

    /** Sets {@link Sampling#topP()}. */
    public SamplingBuilder topP(float value) {
        topP = value;
        return this;
    }

    /** Sets {@link Sampling#minP()}. */
    public SamplingBuilder minP(float value) {
        minP = value;
        return this;
    }

    /** Sets {@link Sampling#typicalP()}. */
    public SamplingBuilder typicalP(float value) {
        typicalP = value;
        return this;
    }

    /** Sets {@link Sampling#topNSigma()}. */
    public SamplingBuilder topNSigma(float value) {
        topNSigma = value;
        return this;
    }

    /** Sets {@link Sampling#xtcProbability()}. */
    public SamplingBuilder xtcProbability(float value) {
        xtcProbability = value;
        return this;
    }

    /** Sets {@link Sampling#xtcThreshold()}. */
    public SamplingBuilder xtcThreshold(float value) {
        xtcThreshold = value;
        return this;
    }

    /** Sets {@link Sampling#penaltyLastN()}. */
    public SamplingBuilder penaltyLastN(int value) {
        penaltyLastN = value;
        return this;
    }

    /** Sets {@link Sampling#repeatPenalty()}. */
    public SamplingBuilder repeatPenalty(float value) {
        repeatPenalty = value;
        return this;
    }

    /** Sets {@link Sampling#frequencyPenalty()}. */
    public SamplingBuilder frequencyPenalty(float value) {
        frequencyPenalty = value;
        return this;
    }

    /** Sets {@link Sampling#presencePenalty()}. */
    public SamplingBuilder presencePenalty(float value) {
        presencePenalty = value;
        return this;
    }

    /** Sets {@link Sampling#dryMultiplier()}. */
    public SamplingBuilder dryMultiplier(float value) {
        dryMultiplier = value;
        return this;
    }

    /** Sets {@link Sampling#dryBase()}. */
    public SamplingBuilder dryBase(float value) {
        dryBase = value;
        return this;
    }

    /** Sets {@link Sampling#dryAllowedLength()}. */
    public SamplingBuilder dryAllowedLength(int value) {
        dryAllowedLength = value;
        return this;
    }

    /** Sets {@link Sampling#dryPenaltyLastN()}. */
    public SamplingBuilder dryPenaltyLastN(int value) {
        dryPenaltyLastN = value;
        return this;
    }

    /** Sets {@link Sampling#drySequenceBreakers()}. */
    public SamplingBuilder drySequenceBreakers(List<String> value) {
        drySequenceBreakers = value;
        return this;
    }

    /** Sets {@link Sampling#mirostat()}. */
    public SamplingBuilder mirostat(int value) {
        mirostat = value;
        return this;
    }

    /** Sets {@link Sampling#mirostatTau()}. */
    public SamplingBuilder mirostatTau(float value) {
        mirostatTau = value;
        return this;
    }

    /** Sets {@link Sampling#mirostatEta()}. */
    public SamplingBuilder mirostatEta(float value) {
        mirostatEta = value;
        return this;
    }

    /** Fixes the seed. */
    public SamplingBuilder seed(long value) {
        seed = OptionalLong.of(value);
        return this;
    }

    /** Lets every request draw its own seed. */
    public SamplingBuilder randomSeed() {
        seed = OptionalLong.empty();
        return this;
    }

    /** Sets {@link Sampling#logitBias()}. */
    public SamplingBuilder logitBias(Map<String, Float> value) {
        logitBias = value;
        return this;
    }

    /** Sets {@link Sampling#minKeep()}. */
    public SamplingBuilder minKeep(int value) {
        minKeep = value;
        return this;
    }

    /** Returns the values as they are now. */
    public Sampling build() {
        return new Sampling(
                temperature,
                dynamicTemperatureRange,
                dynamicTemperatureExponent,
                topK,
                topP,
                minP,
                typicalP,
                topNSigma,
                xtcProbability,
                xtcThreshold,
                penaltyLastN,
                repeatPenalty,
                frequencyPenalty,
                presencePenalty,
                dryMultiplier,
                dryBase,
                dryAllowedLength,
                dryPenaltyLastN,
                drySequenceBreakers,
                mirostat,
                mirostatTau,
                mirostatEta,
                seed,
                logitBias,
                minKeep);
    }
}
