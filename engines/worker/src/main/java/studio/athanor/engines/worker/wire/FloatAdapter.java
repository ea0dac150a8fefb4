package studio.athanor.engines.worker.wire;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** Floats in their shortest exact form, the non-finite ones as strings. */
final class FloatAdapter extends TypeAdapter<Float> {

    @Override
    public void write(JsonWriter out, Float value) throws IOException {
        if (Float.isFinite(value)) {
            out.value((Number) value);
        } else {
            out.value(value.toString());
        }
    }

    @Override
    public Float read(JsonReader in) throws IOException {
        return (float) DoubleAdapter.number(in);
    }
}
