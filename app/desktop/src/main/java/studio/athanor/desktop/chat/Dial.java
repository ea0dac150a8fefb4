package studio.athanor.desktop.chat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.SamplingBuilder;

/**
 * One number of the sampling, as the inspector shows it.
 *
 * @param key of its texts, and its id
 * @param least allowed value
 * @param most allowed value
 * @param whole whether it is a whole number
 * @param slider end of the slider that shows it; absent for a field alone
 * @param get reads it
 * @param set writes it
 */
record Dial(
        String key,
        double least,
        double most,
        boolean whole,
        OptionalDouble slider,
        ToDoubleFunction<Sampling> get,
        BiFunction<SamplingBuilder, Double, SamplingBuilder> set) {

    private static final int MOST_TOKENS = 1_000_000;

    /** What most people change. */
    static final List<Dial> MAIN = List.of(
            real("temperature", 0, 5, 2, Sampling::temperature, (b, v) -> b.temperature(v.floatValue())),
            real("topP", 0, 1, 1, Sampling::topP, (b, v) -> b.topP(v.floatValue())),
            whole("topK", 0, MOST_TOKENS, 100, Sampling::topK, (b, v) -> b.topK(v.intValue())),
            real("minP", 0, 1, 1, Sampling::minP, (b, v) -> b.minP(v.floatValue())),
            real("repeatPenalty", 0.5, 3, 2, Sampling::repeatPenalty, (b, v) -> b.repeatPenalty(v.floatValue())));

    /** The rest. */
    static final List<Dial> ADVANCED = List.of(
            real("typicalP", 0, 1, 0, Sampling::typicalP, (b, v) -> b.typicalP(v.floatValue())),
            real("topNSigma", -1, 100, 0, Sampling::topNSigma, (b, v) -> b.topNSigma(v.floatValue())),
            whole("penaltyLastN", -1, MOST_TOKENS, 0, Sampling::penaltyLastN, (b, v) -> b.penaltyLastN(v.intValue())),
            real(
                    "frequencyPenalty",
                    -2,
                    2,
                    0,
                    Sampling::frequencyPenalty,
                    (b, v) -> b.frequencyPenalty(v.floatValue())),
            real("presencePenalty", -2, 2, 0, Sampling::presencePenalty, (b, v) -> b.presencePenalty(v.floatValue())),
            real("dryMultiplier", 0, 10, 0, Sampling::dryMultiplier, (b, v) -> b.dryMultiplier(v.floatValue())),
            real("dryBase", 1, 10, 0, Sampling::dryBase, (b, v) -> b.dryBase(v.floatValue())),
            whole(
                    "dryAllowedLength",
                    0,
                    1_000,
                    0,
                    Sampling::dryAllowedLength,
                    (b, v) -> b.dryAllowedLength(v.intValue())),
            whole(
                    "dryPenaltyLastN",
                    -1,
                    MOST_TOKENS,
                    0,
                    Sampling::dryPenaltyLastN,
                    (b, v) -> b.dryPenaltyLastN(v.intValue())),
            real("xtcProbability", 0, 1, 0, Sampling::xtcProbability, (b, v) -> b.xtcProbability(v.floatValue())),
            real("xtcThreshold", 0, 1, 0, Sampling::xtcThreshold, (b, v) -> b.xtcThreshold(v.floatValue())),
            real(
                    "dynamicTemperatureRange",
                    0,
                    5,
                    0,
                    Sampling::dynamicTemperatureRange,
                    (b, v) -> b.dynamicTemperatureRange(v.floatValue())),
            real(
                    "dynamicTemperatureExponent",
                    0,
                    10,
                    0,
                    Sampling::dynamicTemperatureExponent,
                    (b, v) -> b.dynamicTemperatureExponent(v.floatValue())),
            real("mirostatTau", 0, 20, 0, Sampling::mirostatTau, (b, v) -> b.mirostatTau(v.floatValue())),
            real("mirostatEta", 0, 1, 0, Sampling::mirostatEta, (b, v) -> b.mirostatEta(v.floatValue())));

    private static Dial real(
            String key,
            double least,
            double most,
            double slider,
            ToDoubleFunction<Sampling> get,
            BiFunction<SamplingBuilder, Double, SamplingBuilder> set) {
        return new Dial(key, least, most, false, slider(slider), get, set);
    }

    private static Dial whole(
            String key,
            double least,
            double most,
            double slider,
            ToDoubleFunction<Sampling> get,
            BiFunction<SamplingBuilder, Double, SamplingBuilder> set) {
        return new Dial(key, least, most, true, slider(slider), get, set);
    }

    private static OptionalDouble slider(double end) {
        return end == 0 ? OptionalDouble.empty() : OptionalDouble.of(end);
    }

    /** Reads what was typed; empty if it is no number or out of range. */
    Optional<Double> parse(String text) {
        try {
            double value = whole
                    ? Long.parseLong(text.strip())
                    : Double.parseDouble(text.strip().replace(',', '.'));
            return value >= least && value <= most ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Returns the number as one types it. */
    String text(Sampling sampling) {
        return plain(get.applyAsDouble(sampling));
    }

    Sampling with(Sampling sampling, double value) {
        return set.apply(sampling.toBuilder(), value).build();
    }

    /** Writes a number shortly: what came from a float loses the digits that only its conversion made. */
    static String plain(double value) {
        BigDecimal short7 = new BigDecimal(value, new MathContext(6)).stripTrailingZeros();
        return short7.scale() < 0 ? short7.setScale(0).toPlainString() : short7.toPlainString();
    }
}
