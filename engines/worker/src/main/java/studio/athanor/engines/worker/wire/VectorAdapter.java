package studio.athanor.engines.worker.wire;

import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Vectors as base64 of their little-endian floats: half the size of digits, and exact. */
final class VectorAdapter extends TypeAdapter<float[]> {

    @Override
    public void write(JsonWriter out, float[] vector) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        out.value(Base64.getEncoder().encodeToString(bytes.array()));
    }

    @Override
    public float[] read(JsonReader in) throws IOException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(in.nextString());
        } catch (IllegalArgumentException malformed) {
            throw new JsonParseException("Not a vector at " + in.getPath(), malformed);
        }
        if (bytes.length % Float.BYTES != 0) {
            throw new JsonParseException("A vector of " + bytes.length + " bytes at " + in.getPath());
        }
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
