package studio.athanor.engines.worker.wire;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Optionals as their value, or null; {@link RecordAdapter} leaves an absent one out. */
final class OptionalAdapterFactory implements TypeAdapterFactory {

    @Override
    @SuppressWarnings("unchecked") // each adapter is chosen by the raw type of T
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        Class<? super T> raw = type.getRawType();
        if (raw == OptionalInt.class) {
            return (TypeAdapter<T>) new OfInt();
        }
        if (raw == OptionalLong.class) {
            return (TypeAdapter<T>) new OfLong();
        }
        if (raw == OptionalDouble.class) {
            return (TypeAdapter<T>) new OfDouble();
        }
        if (raw == Optional.class && type.getType() instanceof ParameterizedType parameterized) {
            return (TypeAdapter<T>)
                    new OfObject<>(gson.getAdapter(TypeToken.get(parameterized.getActualTypeArguments()[0])));
        }
        return null;
    }

    /** Returns the absent value of an optional type, or null if the type is not optional. */
    static @Nullable Object absent(Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == OptionalInt.class) {
            return OptionalInt.empty();
        }
        if (type == OptionalLong.class) {
            return OptionalLong.empty();
        }
        return type == OptionalDouble.class ? OptionalDouble.empty() : null;
    }

    private static boolean isNull(JsonReader in) throws IOException {
        if (in.peek() != JsonToken.NULL) {
            return false;
        }
        in.nextNull();
        return true;
    }

    private static final class OfObject<E> extends TypeAdapter<Optional<E>> {
        private final TypeAdapter<E> element;

        OfObject(TypeAdapter<E> element) {
            this.element = element;
        }

        @Override
        public void write(JsonWriter out, Optional<E> value) throws IOException {
            if (value.isPresent()) {
                element.write(out, value.get());
            } else {
                out.nullValue();
            }
        }

        @Override
        public Optional<E> read(JsonReader in) throws IOException {
            return isNull(in) ? Optional.empty() : Optional.of(element.read(in));
        }
    }

    private static final class OfInt extends TypeAdapter<OptionalInt> {
        @Override
        public void write(JsonWriter out, OptionalInt value) throws IOException {
            if (value.isPresent()) {
                out.value(value.getAsInt());
            } else {
                out.nullValue();
            }
        }

        @Override
        public OptionalInt read(JsonReader in) throws IOException {
            return isNull(in) ? OptionalInt.empty() : OptionalInt.of(in.nextInt());
        }
    }

    private static final class OfLong extends TypeAdapter<OptionalLong> {
        @Override
        public void write(JsonWriter out, OptionalLong value) throws IOException {
            if (value.isPresent()) {
                out.value(value.getAsLong());
            } else {
                out.nullValue();
            }
        }

        @Override
        public OptionalLong read(JsonReader in) throws IOException {
            return isNull(in) ? OptionalLong.empty() : OptionalLong.of(in.nextLong());
        }
    }

    private static final class OfDouble extends TypeAdapter<OptionalDouble> {
        private final DoubleAdapter number = new DoubleAdapter();

        @Override
        public void write(JsonWriter out, OptionalDouble value) throws IOException {
            if (value.isPresent()) {
                number.write(out, value.getAsDouble());
            } else {
                out.nullValue();
            }
        }

        @Override
        public OptionalDouble read(JsonReader in) throws IOException {
            return isNull(in) ? OptionalDouble.empty() : OptionalDouble.of(number.read(in));
        }
    }
}
