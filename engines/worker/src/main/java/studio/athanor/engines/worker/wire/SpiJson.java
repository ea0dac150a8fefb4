package studio.athanor.engines.worker.wire;

import com.google.gson.GsonBuilder;
import com.google.gson.Strictness;

/**
 * JSON for the values of the engine SPI. Records are objects, sealed interfaces objects whose first property {@code
 * type} is the record's simple name, absent optionals are left out, enums are their names, vectors base64 of
 * little-endian floats, and numbers JSON has no form for the strings {@code NaN}, {@code Infinity} and {@code
 * -Infinity}. Reading is strict: unknown, doubled and missing properties are refused.
 */
public final class SpiJson {

    private SpiJson() {}

    /** Adds the adapters to a builder. */
    public static void configure(GsonBuilder builder) {
        builder.setStrictness(Strictness.STRICT)
                .disableHtmlEscaping()
                .registerTypeAdapterFactory(new OptionalAdapterFactory())
                .registerTypeAdapterFactory(new EnumAdapterFactory())
                .registerTypeAdapterFactory(new SealedAdapterFactory())
                .registerTypeAdapterFactory(new RecordAdapterFactory())
                .registerTypeAdapter(float[].class, new VectorAdapter())
                .registerTypeAdapter(float.class, new FloatAdapter())
                .registerTypeAdapter(Float.class, new FloatAdapter())
                .registerTypeAdapter(double.class, new DoubleAdapter())
                .registerTypeAdapter(Double.class, new DoubleAdapter());
    }
}
