package studio.athanor.engines.llama;

import java.util.List;
import java.util.Map;
import studio.athanor.engines.spi.EngineException.InvalidRequest;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextRequest;

/** Checks requests before native code sees their numbers. */
final class SamplingLimits {

    /** The library takes 32 bits, and the highest of them as a wish for a random seed. */
    static final long HIGHEST_SEED = 0xFFFFFFFEL;

    private static final int MOST_STOP_STRINGS = 1_000;
    private static final int LONGEST_STOP_STRING = 10_000;
    private static final double HIGHEST = 1_000;

    private SamplingLimits() {}

    static void check(TextRequest request, int vocabularySize) throws InvalidRequest {
        if (request.maxTokens() < 1 && request.maxTokens() != TextRequest.UNTIL_CONTEXT_FULL) {
            throw Invalid.refusal(
                    "maxTokens",
                    Integer.toString(request.maxTokens()),
                    "at least 1, or -1 for no limit but the context");
        }
        checkStops(request.stopStrings());
        Sampling sampling = request.sampling();
        checkTemperature(sampling);
        checkTruncation(sampling);
        checkPenalties(sampling);
        checkDry(sampling);
        Invalid.requireRange("mirostat", sampling.mirostat(), 0, 2);
        Invalid.requireRange("mirostatTau", sampling.mirostatTau(), 0, HIGHEST);
        Invalid.requireRange("mirostatEta", sampling.mirostatEta(), 0, 1);
        if (sampling.seed().isPresent()) {
            Invalid.requireRange("seed", (double) sampling.seed().getAsLong(), 0, (double) HIGHEST_SEED);
        }
        checkLogitBias(sampling.logitBias(), vocabularySize);
    }

    private static void checkStops(List<String> stops) throws InvalidRequest {
        Invalid.requireRange("the number of stop strings", stops.size(), 0, MOST_STOP_STRINGS);
        for (String stop : stops) {
            Invalid.requireRange("the length of a stop string", stop.length(), 1, LONGEST_STOP_STRING);
        }
    }

    private static void checkTemperature(Sampling sampling) throws InvalidRequest {
        Invalid.requireRange("temperature", sampling.temperature(), 0, HIGHEST);
        Invalid.requireRange("dynamicTemperatureRange", sampling.dynamicTemperatureRange(), 0, HIGHEST);
        Invalid.requireRange("dynamicTemperatureExponent", sampling.dynamicTemperatureExponent(), 0, HIGHEST);
    }

    private static void checkTruncation(Sampling sampling) throws InvalidRequest {
        Invalid.requireRange("topK", sampling.topK(), 0, Integer.MAX_VALUE);
        Invalid.requireRange("topP", sampling.topP(), 0, 1);
        Invalid.requireRange("minP", sampling.minP(), 0, 1);
        Invalid.requireRange("typicalP", sampling.typicalP(), 0, 1);
        Invalid.requireRange("topNSigma", sampling.topNSigma(), -1, HIGHEST);
        Invalid.requireRange("xtcProbability", sampling.xtcProbability(), 0, 1);
        Invalid.requireRange("xtcThreshold", sampling.xtcThreshold(), 0, 1);
        Invalid.requireRange("minKeep", sampling.minKeep(), 0, Integer.MAX_VALUE);
    }

    private static void checkPenalties(Sampling sampling) throws InvalidRequest {
        Invalid.requireRange("penaltyLastN", sampling.penaltyLastN(), -1, Integer.MAX_VALUE);
        Invalid.requireRange("repeatPenalty", sampling.repeatPenalty(), 0.01, 100);
        Invalid.requireRange("frequencyPenalty", sampling.frequencyPenalty(), -100, 100);
        Invalid.requireRange("presencePenalty", sampling.presencePenalty(), -100, 100);
    }

    private static void checkDry(Sampling sampling) throws InvalidRequest {
        Invalid.requireRange("dryMultiplier", sampling.dryMultiplier(), 0, HIGHEST);
        Invalid.requireRange("dryBase", sampling.dryBase(), 0, HIGHEST);
        Invalid.requireRange("dryAllowedLength", sampling.dryAllowedLength(), 0, Integer.MAX_VALUE);
        Invalid.requireRange("dryPenaltyLastN", sampling.dryPenaltyLastN(), -1, Integer.MAX_VALUE);
        Invalid.requireRange(
                "the number of DRY's sequence breakers",
                sampling.drySequenceBreakers().size(),
                0,
                1_000);
    }

    private static void checkLogitBias(Map<String, Float> biases, int vocabularySize) throws InvalidRequest {
        for (Map.Entry<String, Float> entry : biases.entrySet()) {
            int token;
            try {
                token = Integer.parseInt(entry.getKey());
            } catch (NumberFormatException e) {
                throw Invalid.refusal("a logitBias key", "\"" + entry.getKey() + "\"", "a token's number");
            }
            Invalid.requireRange("a logitBias key", token, 0, vocabularySize - 1);
            float bias = entry.getValue();
            if (Float.isNaN(bias) || bias == Float.POSITIVE_INFINITY) {
                throw Invalid.refusal("the logitBias of token " + token, Float.toString(bias), "a number or -Infinity");
            }
        }
    }
}
