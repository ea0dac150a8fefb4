package studio.athanor.engines.worker.wire;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Enums by name; unknown names are refused. */
final class EnumAdapterFactory implements TypeAdapterFactory {

    @Override
    @SuppressWarnings("unchecked") // T is the enum whose constants are read
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        Class<? super T> raw = type.getRawType();
        if (!raw.isEnum()) {
            return null;
        }
        Map<String, T> constants = new HashMap<>();
        for (Object constant : raw.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), (T) constant);
        }
        return new TypeAdapter<>() {
            @Override
            public void write(JsonWriter out, T value) throws IOException {
                out.value(((Enum<?>) value).name());
            }

            @Override
            public T read(JsonReader in) throws IOException {
                String name = in.nextString();
                T constant = constants.get(name);
                if (constant == null) {
                    throw new JsonParseException(raw.getSimpleName() + " has no value \"" + name + "\"");
                }
                return constant;
            }
        };
    }
}
