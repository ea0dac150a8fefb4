package studio.athanor.data.recipe;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.SamplingBuilder;

/** The names of sampling's fields in a recipe, and what they may be. */
final class SamplingFields {

    private static final double FAR = 1e6;

    private static final List<Entry> ENTRIES = List.of(
            real("temperature", 0, 100, Sampling::temperature, SamplingBuilder::temperature),
            real(
                    "dynamic-temperature-range",
                    0,
                    100,
                    Sampling::dynamicTemperatureRange,
                    SamplingBuilder::dynamicTemperatureRange),
            real(
                    "dynamic-temperature-exponent",
                    0,
                    100,
                    Sampling::dynamicTemperatureExponent,
                    SamplingBuilder::dynamicTemperatureExponent),
            whole("top-k", 0, FAR, Sampling::topK, SamplingBuilder::topK),
            real("top-p", 0, 1, Sampling::topP, SamplingBuilder::topP),
            real("min-p", 0, 1, Sampling::minP, SamplingBuilder::minP),
            real("typical-p", 0, 1, Sampling::typicalP, SamplingBuilder::typicalP),
            real("top-n-sigma", -1, FAR, Sampling::topNSigma, SamplingBuilder::topNSigma),
            real("xtc-probability", 0, 1, Sampling::xtcProbability, SamplingBuilder::xtcProbability),
            real("xtc-threshold", 0, 1, Sampling::xtcThreshold, SamplingBuilder::xtcThreshold),
            whole("penalty-last-n", -1, FAR, Sampling::penaltyLastN, SamplingBuilder::penaltyLastN),
            real("repeat-penalty", 0, 100, Sampling::repeatPenalty, SamplingBuilder::repeatPenalty),
            real("frequency-penalty", -100, 100, Sampling::frequencyPenalty, SamplingBuilder::frequencyPenalty),
            real("presence-penalty", -100, 100, Sampling::presencePenalty, SamplingBuilder::presencePenalty),
            real("dry-multiplier", 0, 100, Sampling::dryMultiplier, SamplingBuilder::dryMultiplier),
            real("dry-base", 0, 100, Sampling::dryBase, SamplingBuilder::dryBase),
            whole("dry-allowed-length", 0, FAR, Sampling::dryAllowedLength, SamplingBuilder::dryAllowedLength),
            whole("dry-penalty-last-n", -1, FAR, Sampling::dryPenaltyLastN, SamplingBuilder::dryPenaltyLastN),
            whole("mirostat", 0, 2, Sampling::mirostat, SamplingBuilder::mirostat),
            real("mirostat-tau", 0, 100, Sampling::mirostatTau, SamplingBuilder::mirostatTau),
            real("mirostat-eta", 0, 100, Sampling::mirostatEta, SamplingBuilder::mirostatEta),
            whole("min-keep", 0, FAR, Sampling::minKeep, SamplingBuilder::minKeep));

    private static final String BREAKERS = "dry-sequence-breakers";
    private static final String BIAS = "logit-bias";

    private SamplingFields() {}

    private record Entry(
            String name,
            boolean whole,
            double low,
            double high,
            ToDoubleFunction<Sampling> value,
            Function<Double, SetOn> setter) {}

    @FunctionalInterface
    private interface SetOn {
        void set(SamplingBuilder builder);
    }

    @FunctionalInterface
    private interface SetReal {
        SamplingBuilder set(SamplingBuilder builder, float value);
    }

    @FunctionalInterface
    private interface SetWhole {
        SamplingBuilder set(SamplingBuilder builder, int value);
    }

    private static Entry real(String name, double low, double high, Function<Sampling, Float> value, SetReal setter) {
        return new Entry(
                name, false, low, high, value::apply, number -> builder -> setter.set(builder, number.floatValue()));
    }

    private static Entry whole(
            String name, double low, double high, Function<Sampling, Integer> value, SetWhole setter) {
        return new Entry(
                name, true, low, high, value::apply, number -> builder -> setter.set(builder, number.intValue()));
    }

    /** Reads what is said and takes the rest from a base. */
    static Sampling read(Field field, Sampling base) {
        return field.fields("sampling").map(fields -> read(fields, base)).orElse(base);
    }

    private static Sampling read(Fields fields, Sampling base) {
        SamplingBuilder builder = base.toBuilder();
        for (Entry entry : ENTRIES) {
            fields.take(entry.name()).ifPresent(value -> {
                if (entry.whole()) {
                    value.whole().ifPresent(number -> set(fields, entry, (double) number, builder));
                } else {
                    value.number().ifPresent(number -> set(fields, entry, number, builder));
                }
            });
        }
        fields.take(BREAKERS).ifPresent(value -> builder.drySequenceBreakers(value.texts()));
        fields.take(BIAS).ifPresent(value -> builder.logitBias(bias(value)));
        fields.close();
        return builder.build();
    }

    private static void set(Fields fields, Entry entry, double number, SamplingBuilder builder) {
        if (number < entry.low() || number > entry.high()) {
            fields.error(
                    entry.name(),
                    "\"" + entry.name() + "\" is from " + Numbers.json(entry.low()) + " to "
                            + Numbers.json(entry.high()) + ", not " + Numbers.json(number) + ".");
        }
        entry.setter().apply(number).set(builder);
    }

    private static Map<String, Float> bias(Field field) {
        Map<String, Float> bias = new LinkedHashMap<>();
        for (Field.Named token : field.named()) {
            if (!token.name().matches("[0-9]{1,9}")) {
                field.problems()
                        .error(
                                token.at(),
                                token.value().path(),
                                "\"" + token.name() + "\" is no token: name it by its number in the vocabulary.");
            }
            token.value().number().ifPresent(number -> bias.put(token.name(), (float) number));
        }
        return bias;
    }

    /** Writes all fields, or only those in which it differs from a base. */
    static JsonObject write(Sampling sampling, Sampling base, boolean all) {
        JsonObject object = new JsonObject();
        for (Entry entry : ENTRIES) {
            double value = entry.value().applyAsDouble(sampling);
            if (all || value != entry.value().applyAsDouble(base)) {
                object.add(entry.name(), Numbers.json((float) value));
            }
        }
        if (all || !sampling.drySequenceBreakers().equals(base.drySequenceBreakers())) {
            JsonArray breakers = new JsonArray();
            sampling.drySequenceBreakers().forEach(breakers::add);
            object.add(BREAKERS, breakers);
        }
        if (all || !sampling.logitBias().equals(base.logitBias())) {
            JsonObject bias = new JsonObject();
            new TreeMap<>(sampling.logitBias()).forEach((token, number) -> bias.add(token, Numbers.json(number)));
            object.add(BIAS, bias);
        }
        return object;
    }
}
