package studio.athanor.engines.worker.wire;

import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** Doubles in their shortest exact form, the non-finite ones as strings. */
final class DoubleAdapter extends TypeAdapter<Double> {

    @Override
    public void write(JsonWriter out, Double value) throws IOException {
        if (Double.isFinite(value)) {
            out.value((Number) value);
        } else {
            out.value(value.toString());
        }
    }

    @Override
    public Double read(JsonReader in) throws IOException {
        return number(in);
    }

    static double number(JsonReader in) throws IOException {
        if (in.peek() != JsonToken.STRING) {
            return in.nextDouble();
        }
        String text = in.nextString();
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new JsonParseException("Not a number at " + in.getPath());
        };
    }
}
