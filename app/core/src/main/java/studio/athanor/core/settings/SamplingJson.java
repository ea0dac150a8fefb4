package studio.athanor.core.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.SamplingBuilder;

/** Sampling values as JSON: in settings, presets, conversations and receipts. */
public final class SamplingJson {

    private static final double ANY = 1e9;
    private static final long MOST = Integer.MAX_VALUE;

    private SamplingJson() {}

    /** Writes every value. */
    public static JsonObject write(Sampling sampling) {
        JsonObject json = new JsonObject();
        json.addProperty("temperature", sampling.temperature());
        json.addProperty("dynamicTemperatureRange", sampling.dynamicTemperatureRange());
        json.addProperty("dynamicTemperatureExponent", sampling.dynamicTemperatureExponent());
        json.addProperty("topK", sampling.topK());
        json.addProperty("topP", sampling.topP());
        json.addProperty("minP", sampling.minP());
        json.addProperty("typicalP", sampling.typicalP());
        json.addProperty("topNSigma", sampling.topNSigma());
        json.addProperty("xtcProbability", sampling.xtcProbability());
        json.addProperty("xtcThreshold", sampling.xtcThreshold());
        json.addProperty("penaltyLastN", sampling.penaltyLastN());
        json.addProperty("repeatPenalty", sampling.repeatPenalty());
        json.addProperty("frequencyPenalty", sampling.frequencyPenalty());
        json.addProperty("presencePenalty", sampling.presencePenalty());
        json.addProperty("dryMultiplier", sampling.dryMultiplier());
        json.addProperty("dryBase", sampling.dryBase());
        json.addProperty("dryAllowedLength", sampling.dryAllowedLength());
        json.addProperty("dryPenaltyLastN", sampling.dryPenaltyLastN());
        JsonArray breakers = new JsonArray();
        sampling.drySequenceBreakers().forEach(breakers::add);
        json.add("drySequenceBreakers", breakers);
        json.addProperty("mirostat", sampling.mirostat());
        json.addProperty("mirostatTau", sampling.mirostatTau());
        json.addProperty("mirostatEta", sampling.mirostatEta());
        sampling.seed().ifPresent(seed -> json.addProperty("seed", seed));
        if (!sampling.logitBias().isEmpty()) {
            JsonObject bias = new JsonObject();
            new TreeMap<>(sampling.logitBias()).forEach(bias::addProperty);
            json.add("logitBias", bias);
        }
        json.addProperty("minKeep", sampling.minKeep());
        return json;
    }

    /** Reads values; those missing are llama.cpp's defaults. */
    public static Sampling read(JsonFields json) {
        Sampling d = Sampling.defaults();
        List<String> breakers =
                json.has("drySequenceBreakers") ? json.texts("drySequenceBreakers") : d.drySequenceBreakers();
        SamplingBuilder builder = Sampling.builder()
                .temperature(real(json, "temperature", d.temperature(), 0, 100))
                .dynamicTemperatureRange(real(json, "dynamicTemperatureRange", d.dynamicTemperatureRange(), 0, 100))
                .dynamicTemperatureExponent(
                        real(json, "dynamicTemperatureExponent", d.dynamicTemperatureExponent(), 0, 100))
                .topK(whole(json, "topK", d.topK(), 0))
                .topP(real(json, "topP", d.topP(), 0, 1))
                .minP(real(json, "minP", d.minP(), 0, 1))
                .typicalP(real(json, "typicalP", d.typicalP(), 0, 1))
                .topNSigma(real(json, "topNSigma", d.topNSigma(), -1, 100))
                .xtcProbability(real(json, "xtcProbability", d.xtcProbability(), 0, 1))
                .xtcThreshold(real(json, "xtcThreshold", d.xtcThreshold(), 0, 1))
                .penaltyLastN(whole(json, "penaltyLastN", d.penaltyLastN(), -1))
                .repeatPenalty(real(json, "repeatPenalty", d.repeatPenalty(), 0, 100))
                .frequencyPenalty(real(json, "frequencyPenalty", d.frequencyPenalty(), -100, 100))
                .presencePenalty(real(json, "presencePenalty", d.presencePenalty(), -100, 100))
                .dryMultiplier(real(json, "dryMultiplier", d.dryMultiplier(), 0, 100))
                .dryBase(real(json, "dryBase", d.dryBase(), 0, 100))
                .dryAllowedLength(whole(json, "dryAllowedLength", d.dryAllowedLength(), 0))
                .dryPenaltyLastN(whole(json, "dryPenaltyLastN", d.dryPenaltyLastN(), -1))
                .drySequenceBreakers(breakers)
                .mirostat((int) json.integer("mirostat", d.mirostat(), 0, 2))
                .mirostatTau(real(json, "mirostatTau", d.mirostatTau(), 0, 100))
                .mirostatEta(real(json, "mirostatEta", d.mirostatEta(), 0, 100))
                .logitBias(bias(json))
                .minKeep(whole(json, "minKeep", d.minKeep(), 0));
        OptionalLong seed = json.has("seed")
                ? OptionalLong.of(json.integer("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE))
                : OptionalLong.empty();
        seed.ifPresent(builder::seed);
        return builder.build();
    }

    private static Map<String, Float> bias(JsonFields json) {
        Map<String, Float> bias = new LinkedHashMap<>();
        if (json.has("logitBias")) {
            JsonFields inner = json.object("logitBias");
            for (String token : inner.names()) {
                bias.put(token, real(inner, token, 0, -ANY, ANY));
            }
        }
        return bias;
    }

    private static float real(JsonFields json, String name, double otherwise, double least, double most) {
        return (float) json.number(name, otherwise, least, most);
    }

    private static int whole(JsonFields json, String name, int otherwise, long least) {
        return (int) json.integer(name, otherwise, least, MOST);
    }
}
