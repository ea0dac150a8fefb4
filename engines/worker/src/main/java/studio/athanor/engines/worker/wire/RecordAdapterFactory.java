package studio.athanor.engines.worker.wire;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import org.jspecify.annotations.Nullable;

/** Makes a {@link RecordAdapter} for every record. */
final class RecordAdapterFactory implements TypeAdapterFactory {

    @Override
    @SuppressWarnings("unchecked") // T is a record here
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        Class<? super T> raw = type.getRawType();
        return raw.isRecord() ? new RecordAdapter<>(gson, (Class<T>) raw) : null;
    }
}
