package studio.athanor.engines.worker.wire;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sealed interfaces of records as objects that name their record first. */
final class SealedAdapterFactory implements TypeAdapterFactory {

    private static final String DISCRIMINATOR = "type";

    @Override
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        Class<? super T> raw = type.getRawType();
        return raw.isInterface() && raw.isSealed() ? new SealedAdapter<>(gson, raw) : null;
    }

    /** Returns the records a sealed interface permits, those of sealed interfaces below it included. */
    static List<Class<?>> recordsOf(Class<?> sealed) {
        List<Class<?>> records = new ArrayList<>();
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isRecord()) {
                records.add(permitted);
            } else if (permitted.isSealed()) {
                records.addAll(recordsOf(permitted));
            } else {
                throw new IllegalArgumentException(permitted + " is neither a record nor sealed");
            }
        }
        return records;
    }

    private static final class SealedAdapter<T> extends TypeAdapter<T> {

        private final String sealedName;
        private final Map<String, RecordAdapter<?>> byName = new HashMap<>();
        private final Map<Class<?>, RecordAdapter<?>> byType = new HashMap<>();

        SealedAdapter(Gson gson, Class<?> sealed) {
            sealedName = sealed.getSimpleName();
            for (Class<?> permitted : recordsOf(sealed)) {
                RecordAdapter<?> adapter = new RecordAdapter<>(gson, permitted);
                if (adapter.hasComponent(DISCRIMINATOR) || byName.put(permitted.getSimpleName(), adapter) != null) {
                    throw new IllegalArgumentException(permitted + " cannot be told apart in JSON");
                }
                byType.put(permitted, adapter);
            }
        }

        @Override
        public void write(JsonWriter out, T value) throws IOException {
            RecordAdapter<?> adapter = byType.get(value.getClass());
            if (adapter == null) {
                throw new IllegalArgumentException(value.getClass() + " is not permitted by " + sealedName);
            }
            out.beginObject();
            out.name(DISCRIMINATOR).value(value.getClass().getSimpleName());
            adapter.writeComponents(out, value);
            out.endObject();
        }

        @Override
        @SuppressWarnings("unchecked") // every record in the map is permitted by T
        public T read(JsonReader in) throws IOException {
            in.beginObject();
            if (!in.nextName().equals(DISCRIMINATOR)) {
                throw new JsonParseException(sealedName + " does not start with its type");
            }
            String name = in.nextString();
            RecordAdapter<?> adapter = byName.get(name);
            if (adapter == null) {
                throw new JsonParseException(sealedName + " has no kind \"" + name + "\"");
            }
            T value = (T) adapter.readComponents(in);
            in.endObject();
            return value;
        }
    }
}
