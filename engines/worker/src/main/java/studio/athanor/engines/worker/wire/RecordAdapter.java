package studio.athanor.engines.worker.wire;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record as an object with one property per component. Records with type parameters are not supported. */
final class RecordAdapter<T> extends TypeAdapter<T> {

    private record Component(
            String name,
            Method accessor,
            TypeAdapter<Object> adapter,
            @Nullable Object absent) {}

    private final Class<T> type;
    private final Constructor<T> constructor;
    private final Component[] components;
    private final Map<String, Integer> indexes = new HashMap<>();

    RecordAdapter(Gson gson, Class<T> type) {
        this.type = type;
        RecordComponent[] declared = type.getRecordComponents();
        components = new Component[declared.length];
        Class<?>[] parameters = new Class<?>[declared.length];
        for (int i = 0; i < declared.length; i++) {
            components[i] = component(gson, declared[i]);
            parameters[i] = declared[i].getType();
            indexes.put(components[i].name(), i);
        }
        try {
            constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(type + " has no canonical constructor", impossible);
        }
    }

    @SuppressWarnings("unchecked") // the adapter is that of the component's own type
    private static Component component(Gson gson, RecordComponent declared) {
        Method accessor = declared.getAccessor();
        accessor.setAccessible(true);
        TypeAdapter<?> adapter = gson.getAdapter(TypeToken.get(declared.getGenericType()));
        return new Component(
                declared.getName(),
                accessor,
                (TypeAdapter<Object>) adapter,
                OptionalAdapterFactory.absent(declared.getType()));
    }

    boolean hasComponent(String name) {
        return indexes.containsKey(name);
    }

    @Override
    public void write(JsonWriter out, T value) throws IOException {
        out.beginObject();
        writeComponents(out, value);
        out.endObject();
    }

    void writeComponents(JsonWriter out, Object value) throws IOException {
        for (Component component : components) {
            Object part = get(component, value);
            if (part == null) {
                throw new IllegalArgumentException(type.getSimpleName() + "." + component.name() + " is null");
            }
            if (!part.equals(component.absent())) {
                out.name(component.name());
                component.adapter().write(out, part);
            }
        }
    }

    private static @Nullable Object get(Component component, Object value) {
        try {
            return component.accessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException broken) {
            throw new IllegalStateException("Cannot read " + component.accessor(), broken);
        }
    }

    @Override
    public T read(JsonReader in) throws IOException {
        in.beginObject();
        T value = readComponents(in);
        in.endObject();
        return value;
    }

    T readComponents(JsonReader in) throws IOException {
        @Nullable Object[] values = new Object[components.length];
        while (in.peek() == JsonToken.NAME) {
            String name = in.nextName();
            Integer index = indexes.get(name);
            if (index == null) {
                throw new JsonParseException(type.getSimpleName() + " has no property \"" + name + "\"");
            }
            if (values[index] != null) {
                throw new JsonParseException(type.getSimpleName() + "." + name + " is given twice");
            }
            values[index] = readComponent(in, components[index]);
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                values[i] = components[i].absent();
            }
            if (values[i] == null) {
                throw new JsonParseException(type.getSimpleName() + "." + components[i].name() + " is missing");
            }
        }
        return construct(values);
    }

    private Object readComponent(JsonReader in, Component component) throws IOException {
        if (in.peek() == JsonToken.NULL && component.absent() == null) {
            throw new JsonParseException(type.getSimpleName() + "." + component.name() + " is null");
        }
        return component.adapter().read(in);
    }

    private T construct(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new JsonParseException("Not a " + type.getSimpleName() + ": " + refused.getCause(), refused);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("Cannot create " + type, broken);
        }
    }
}
